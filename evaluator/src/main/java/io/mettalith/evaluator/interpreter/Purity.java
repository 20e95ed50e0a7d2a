package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayDeque;
import java.util.Deque;
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
    /** Functions that are looked at or will be. Each is taken for pure: that holds unless something says no. */
    private final Set<Expression> assumed = new HashSet<>();
    /** What is still to be looked at: parts of right sides. */
    private final Deque<Atom> pending = new ArrayDeque<>();

    private Purity(Machine machine) {
        this.machine = machine;
    }

    /** Reports whether calls with this head and these rules are pure. */
    static boolean holds(Machine machine, Symbol head, int arity) {
        final Purity purity = new Purity(machine);
        return purity.assume(head, arity) && purity.areAllPure();
    }

    /** Adds the right sides of a function to what is looked at; false if one of them cannot be pure. */
    private boolean assume(Symbol head, int arity) {
        if (assumed.add(Expression.of(head, Numbers.integer(arity)))) {
            for (final Rule rule : machine.knowledge().rules().of(machine.space(), head, arity)) {
                if (rule.isFunction()) {
                    return false;
                }
                pending.push(rule.right());
            }
        }
        return true;
    }

    private boolean areAllPure() {
        while (!pending.isEmpty()) {
            machine.tick();
            if (pending.pop() instanceof Expression call && call.size() > 0 && !mayBePure(call)) {
                return false;
            }
        }
        return true;
    }

    /** Looks at a call itself, and leaves its arguments for later. */
    private boolean mayBePure(Expression call) {
        for (int i = 1; i < call.size(); i++) {
            pending.push(call.get(i));
        }
        if (!(call.head() instanceof Symbol head)) {
            return !(call.head() instanceof Variable) && !(call.head() instanceof Expression);
        }
        final Operation operation = machine.operations().find(head);
        return operation == null ? assume(head, call.size() - 1) : operation.isPure() || isBinding(head);
    }

    private boolean isBinding(Symbol head) {
        final Form form = machine.operations().form(head);
        return form == Form.IF || form == Form.LET;
    }
}
