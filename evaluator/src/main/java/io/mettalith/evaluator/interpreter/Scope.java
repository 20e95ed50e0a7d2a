package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Variable;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which slots of a rule are filled where a part of its right side is evaluated: those of the left side and those of the
 * patterns around the part, and those that are made free variables when the rule is applied.
 */
final class Scope {
    private final Scope outer;
    private final boolean[] filled;
    private final boolean[] free;
    private final int[] own;

    private Scope(Scope outer, boolean[] filled, boolean[] free, int[] own) {
        this.outer = outer;
        this.filled = filled;
        this.free = free;
        this.own = own;
    }

    /** Returns the scope of a whole right side; {@code free} may still change. */
    static Scope of(boolean[] filledByLeft, boolean[] free) {
        return new Scope(null, filledByLeft.clone(), free, new int[0]);
    }

    /** Returns the scope of what a pattern fills slots for. */
    Scope with(int... filledByPattern) {
        return filledByPattern.length == 0 ? this : new Scope(this, filled, free, filledByPattern);
    }

    private boolean has(int slot) {
        if (filled[slot] || free[slot]) {
            return true;
        }
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (final int known : scope.own) {
                if (known == slot) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns the template of a part: what is not known here is its own, and belongs to bindings inside. */
    Template template(Atom part, String[] names) {
        final Set<Variable> variables = new LinkedHashSet<>();
        Atoms.collectVariables(part, variables);
        return new Template(
                part,
                names,
                variables.stream()
                        .mapToInt(variable -> (int) variable.id())
                        .filter(slot -> !has(slot))
                        .toArray());
    }
}
