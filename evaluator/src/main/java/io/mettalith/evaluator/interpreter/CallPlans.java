package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import java.util.HashMap;
import java.util.Map;

/** The plans of one machine, by head and number of arguments. */
final class CallPlans {
    private static final int MOST = 1 << 14;

    private final Machine machine;
    private final Map<Symbol, CallPlan> plans = new HashMap<>();
    private final Map<Integer, CallPlan> ofLiterals = new HashMap<>();

    CallPlans(Machine machine) {
        this.machine = machine;
    }

    /** Returns the plan of calls in the machine's space as it is now, or null if nothing is planned for such a head. */
    CallPlan of(Atom head, int arity) {
        if (head instanceof Symbol symbol) {
            return ofSymbol(symbol, arity);
        }
        return isLiteral(head) ? ofLiteral(head, arity) : null;
    }

    /** Reports whether a head is a value that is no function. */
    static boolean isLiteral(Atom head) {
        return head instanceof NumberAtom || head instanceof StringAtom || head instanceof BoolAtom;
    }

    private CallPlan ofSymbol(Symbol head, int arity) {
        final CallPlan first = plans.get(head);
        for (CallPlan plan = first; plan != null; plan = plan.next()) {
            if (plan.arity() == arity && plan.holds(machine, head)) {
                return plan;
            }
        }
        if (plans.size() >= MOST) {
            plans.clear();
        }
        final CallPlan plan = CallPlan.ofSymbol(machine, head, arity, withoutArity(first, arity));
        plans.put(head, plan);
        return plan;
    }

    private static CallPlan withoutArity(CallPlan first, int arity) {
        return first != null && first.arity() == arity ? first.next() : first;
    }

    private CallPlan ofLiteral(Atom head, int arity) {
        CallPlan plan = ofLiterals.get(arity);
        if (plan == null || !plan.holds(machine, head)) {
            plan = CallPlan.ofLiteral(machine, arity);
            ofLiterals.put(arity, plan);
        }
        return plan;
    }
}
