package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.HashSet;
import java.util.Set;

/**
 * Proves that a function's value depends on its arguments alone: all that its rules call is operations that say so of
 * themselves, conditions and bindings, constructors, and functions of which the same holds. What asks a space or a
 * state, writes, prints or draws lots is not among that; nor is what cannot be told before it runs, as a head that is a
 * variable.
 */
final class Purity {
    private final Machine machine;
    private final Set<Expression> assumed = new HashSet<>();

    private Purity(Machine machine) {
        this.machine = machine;
    }

    /** Reports whether calls with this head and these rules are pure. */
    static boolean holds(Machine machine, Symbol head, int arity) {
        return new Purity(machine).isPure(head, arity);
    }

    private boolean isPure(Symbol head, int arity) {
        // While a function is looked at, its own calls are taken for pure: that holds unless something else says no.
        if (!assumed.add(Expression.of(head, Numbers.integer(arity)))) {
            return true;
        }
        for (final Rule rule : machine.knowledge().rules().of(machine.space(), head, arity)) {
            if (rule.isFunction() || !isPure(rule.right())) {
                return false;
            }
        }
        return true;
    }

    private boolean isPure(Atom part) {
        if (!(part instanceof Expression call) || call.size() == 0) {
            return true;
        }
        if (!(call.head() instanceof Symbol head)) {
            return !(call.head() instanceof Variable) && !(call.head() instanceof Expression) && arePure(call);
        }
        final Operation operation = machine.operations().find(head);
        if (operation == null) {
            return arePure(call) && isPure(head, call.size() - 1);
        }
        return (operation.isPure() || isBinding(head)) && arePure(call);
    }

    private boolean isBinding(Symbol head) {
        final Form form = machine.operations().form(head);
        return form == Form.IF || form == Form.LET;
    }

    private boolean arePure(Expression call) {
        for (int i = 1; i < call.size(); i++) {
            if (!isPure(call.get(i))) {
                return false;
            }
        }
        return true;
    }
}
