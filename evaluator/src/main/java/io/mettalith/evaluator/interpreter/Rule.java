package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule {@code (= left right)}, read once and applied many times.
 *
 * <p>The variables of its atoms stand for slots: the {@code id} of each is its slot's number. Applying the rule fills an
 * array of slots from the call and copies the right side with the slots' values in place; a slot that the call does not
 * fill becomes a fresh variable. So the rule's variables never meet the caller's.
 */
final class Rule {
    private final Atom left;
    private final Atom right;
    private final String[] names;
    private final long count;

    private Rule(Atom left, Atom right, String[] names, long count) {
        this.left = left;
        this.right = right;
        this.names = names;
        this.count = count;
    }

    /** Makes a rule of a decoded atom whose variables nobody else holds. */
    static Rule of(Expression definition, long count) {
        final List<Variable> slots = new ArrayList<>();
        final Atom left = withSlots(definition.get(1), slots);
        final Atom right = withSlots(definition.get(2), slots);
        final String[] names = slots.stream().map(Variable::name).toArray(String[]::new);
        return new Rule(left, right, names, count);
    }

    private static Atom withSlots(Atom atom, List<Variable> slots) {
        if (atom instanceof Variable variable) {
            return slotOf(variable, slots);
        }
        if (!(atom instanceof Expression expression) || expression.ground()) {
            return atom;
        }
        final Atom[] children = new Atom[expression.size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = withSlots(expression.get(i), slots);
        }
        return Expression.of(children);
    }

    private static Variable slotOf(Variable variable, List<Variable> slots) {
        if (variable.binding() == null) {
            final Variable slot = new Variable(variable.name(), slots.size());
            slots.add(slot);
            // The decoded variable is private to this definition: its binding serves as the map to the slot.
            variable.bind(slot);
        }
        return (Variable) variable.binding();
    }

    /** Returns how often the rule was defined: it yields as many results. */
    long count() {
        return count;
    }

    /** Reports whether the left side cannot match, judged by the outermost part of each argument alone. */
    boolean cannotMatch(Atom atom) {
        if (!(left instanceof Expression pattern) || !(atom instanceof Expression call)) {
            return false;
        }
        if (pattern.size() != call.size()) {
            return true;
        }
        for (int i = 1; i < pattern.size(); i++) {
            final Atom formal = pattern.get(i);
            if (!(formal instanceof Variable) && differ(formal, Atoms.deref(call.get(i)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean differ(Atom formal, Atom actual) {
        if (actual instanceof Variable) {
            return false;
        }
        if (!(formal instanceof Expression pattern)) {
            return !formal.equals(actual);
        }
        if (!(actual instanceof Expression expression) || pattern.size() != expression.size()) {
            return true;
        }
        return pattern.size() > 0
                && !(pattern.head() instanceof Variable)
                && !(pattern.head() instanceof Expression)
                && differ(pattern.head(), Atoms.deref(expression.head()));
    }

    /**
     * Matches the left side with a call and returns the right side, or null where they do not match; then the caller
     * undoes the bindings made.
     */
    Atom apply(Atom call, Unifier unifier, VariableIds ids) {
        final Atom[] slots = new Atom[names.length];
        return match(left, call, slots, unifier, ids) ? instantiate(right, slots, ids) : null;
    }

    private boolean match(Atom pattern, Atom atom, Atom[] slots, Unifier unifier, VariableIds ids) {
        if (pattern instanceof Variable slot) {
            return matchSlot((int) slot.id(), atom, slots, unifier);
        }
        final Atom actual = Atoms.deref(atom);
        if (actual instanceof Variable) {
            return unifier.unify(actual, instantiate(pattern, slots, ids));
        }
        if (!(pattern instanceof Expression expression)) {
            return pattern.equals(actual);
        }
        if (!(actual instanceof Expression other) || expression.size() != other.size()) {
            return false;
        }
        if (expression.ground() && other.ground()) {
            return expression.equals(other);
        }
        for (int i = 0; i < expression.size(); i++) {
            if (!match(expression.get(i), other.get(i), slots, unifier, ids)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchSlot(int slot, Atom atom, Atom[] slots, Unifier unifier) {
        if (slots[slot] == null) {
            slots[slot] = Atoms.deref(atom);
            return true;
        }
        return unifier.unify(slots[slot], atom);
    }

    private Atom instantiate(Atom template, Atom[] slots, VariableIds ids) {
        if (template instanceof Variable variable) {
            final int slot = (int) variable.id();
            if (slots[slot] == null) {
                slots[slot] = new Variable(names[slot], ids.next());
            }
            return Atoms.deref(slots[slot]);
        }
        if (!(template instanceof Expression expression) || expression.ground()) {
            return template;
        }
        final Atom[] children = new Atom[expression.size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = instantiate(expression.get(i), slots, ids);
        }
        return Expression.of(children);
    }
}
