package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import java.util.ArrayList;
import java.util.List;

/**
 * An atom of a rule whose variables stand for slots: the {@code id} of each is its slot's number.
 *
 * @param atom the atom
 * @param names the names of the rule's slots
 * @param own slots that mean nothing outside of the template: each instance has variables of its own for them
 */
record Template(Atom atom, String[] names, int[] own) {
    private static final int[] NONE = {};

    Template(Atom atom, String[] names) {
        this(atom, names, NONE);
    }

    /** Makes a template of a decoded atom whose variables nobody else holds. */
    static Template ofDecoded(Atom decoded) {
        final List<Variable> slots = new ArrayList<>();
        final Atom atom = withSlots(decoded, slots);
        return new Template(atom, namesOf(slots));
    }

    static String[] namesOf(List<Variable> slots) {
        return slots.stream().map(Variable::name).toArray(String[]::new);
    }

    /** Returns a decoded atom, whose variables nobody else holds, with slots in their places; new ones are added to the list. */
    static Atom withSlots(Atom atom, List<Variable> slots) {
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

    /** Copies the atom with the slots' values in place; a slot that is not filled becomes a fresh variable. */
    Atom instance(Atom[] slots, VariableIds ids) {
        for (final int slot : own) {
            slots[slot] = null;
        }
        return copy(atom, slots, ids);
    }

    private Atom copy(Atom template, Atom[] slots, VariableIds ids) {
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
            children[i] = copy(expression.get(i), slots, ids);
        }
        return Expression.of(children);
    }

    /** Copies the atom with the slots' values in place, and fills none. */
    Atom shown(Atom[] slots) {
        return copy(atom, slots.clone(), new VariableIds());
    }

    /**
     * Matches an atom, which fills slots that are empty; those of the template's own are emptied before. Numbers match by
     * value, as they unify; in the head and the arguments of a call they match as atoms, as the index finds rules.
     *
     * @return whether they match; otherwise some variables may have been bound, and the caller undoes that
     */
    boolean match(Atom matched, Atom[] slots, Unifier unifier, VariableIds ids) {
        for (final int slot : own) {
            slots[slot] = null;
        }
        return match(atom, matched, slots, unifier, ids, false);
    }

    /** Unifies an atom with an instance of this template, which is built only as far as the atom asks for it. */
    boolean unify(Atom matched, Unifier unifier, VariableIds ids) {
        return match(atom, matched, new Atom[names.length], unifier, ids, false);
    }

    /** Matches the head of a call with that of the template, which is an expression. */
    boolean matchHead(Atom head, Atom[] slots, Unifier unifier, VariableIds ids) {
        final Atom pattern = ((Expression) atom).head();
        return pattern == head || match(pattern, head, slots, unifier, ids, true);
    }

    /** Matches the arguments of a call, which is as long as the template; heads are the caller's business. */
    boolean matchArguments(Atom[] parts, Atom[] slots, Unifier unifier, VariableIds ids) {
        final Atom[] patterns = ((Expression) atom).childrenUnsafe();
        for (int i = 1; i < patterns.length; i++) {
            if (!match(patterns[i], parts[i], slots, unifier, ids, true)) {
                return false;
            }
        }
        return true;
    }

    private boolean match(Atom pattern, Atom matched, Atom[] slots, Unifier unifier, VariableIds ids, boolean exact) {
        if (pattern instanceof Variable slot) {
            return matchSlot((int) slot.id(), matched, slots, unifier);
        }
        final Atom actual = Atoms.deref(matched);
        if (actual instanceof Variable) {
            return unifier.unify(actual, copy(pattern, slots, ids));
        }
        if (!(pattern instanceof Expression expression)) {
            return exact ? pattern.equals(actual) : Unifier.sameLeaf(pattern, actual);
        }
        if (!(actual instanceof Expression other) || expression.size() != other.size()) {
            return false;
        }
        if (expression.ground() && other.ground()) {
            return exact ? expression.equals(other) : unifier.unify(expression, other);
        }
        for (int i = 0; i < expression.size(); i++) {
            if (!match(expression.get(i), other.get(i), slots, unifier, ids, exact)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchSlot(int slot, Atom matched, Atom[] slots, Unifier unifier) {
        if (slots[slot] == null) {
            slots[slot] = Atoms.deref(matched);
            return true;
        }
        return unifier.unify(slots[slot], matched);
    }
}
