package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.atom.Work;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An atom of a rule whose variables stand for slots: the {@code id} of each is its slot's number.
 *
 * @param atom the atom
 * @param names the names of the rule's slots
 * @param own slots that mean nothing outside of the template: each instance has variables of its own for them
 */
record Template(Atom atom, String[] names, int[] own) {
    private static final int[] NONE = {};
    /** Levels of nesting from which on a stack of its own replaces recursion. */
    private static final int DEEP = 100;

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
        final Set<Variable> variables = new LinkedHashSet<>();
        Atoms.collectVariables(atom, variables);
        for (final Variable variable : variables) {
            if (!isSlot(variable, slots)) {
                final Variable slot = new Variable(variable.name(), slots.size());
                slots.add(slot);
                // The decoded variable is private to this definition: its binding serves as the map to the slot.
                variable.bind(slot);
            }
        }
        return Atoms.resolve(atom);
    }

    private static boolean isSlot(Variable variable, List<Variable> slots) {
        return variable.id() < slots.size() && slots.get((int) variable.id()) == variable;
    }

    /** Copies the atom with the slots' values in place; a slot that is not filled becomes a fresh variable. */
    Atom instance(Atom[] slots, VariableIds ids) {
        for (final int slot : own) {
            slots[slot] = null;
        }
        return copy(atom, slots, ids, 0);
    }

    private Atom copy(Atom template, Atom[] slots, VariableIds ids, int depth) {
        if (template instanceof Variable variable) {
            return value(variable, slots, ids);
        }
        if (!(template instanceof Expression expression) || expression.ground()) {
            return template;
        }
        if (depth == DEEP) {
            return Atoms.replaced(expression, variable -> value(variable, slots, ids));
        }
        final Atom[] children = new Atom[expression.size()];
        for (int i = 0; i < children.length; i++) {
            children[i] = copy(expression.get(i), slots, ids, depth + 1);
        }
        return Expression.of(children);
    }

    private Atom value(Variable variable, Atom[] slots, VariableIds ids) {
        final int slot = (int) variable.id();
        if (slots[slot] == null) {
            slots[slot] = new Variable(names[slot], ids.next());
        }
        return Atoms.deref(slots[slot]);
    }

    /** Copies the atom with the slots' values in place, and fills none. */
    Atom shown(Atom[] slots) {
        return copy(atom, slots.clone(), new VariableIds(), 0);
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
        return match(atom, matched, slots, unifier, ids, false, 0);
    }

    /** Unifies an atom with an instance of this template, which is built only as far as the atom asks for it. */
    boolean unify(Atom matched, Unifier unifier, VariableIds ids) {
        return match(atom, matched, new Atom[names.length], unifier, ids, false, 0);
    }

    /** Matches the head of a call with that of the template, which is an expression. */
    boolean matchHead(Atom head, Atom[] slots, Unifier unifier, VariableIds ids) {
        final Atom pattern = ((Expression) atom).head();
        return pattern == head || match(pattern, head, slots, unifier, ids, true, 0);
    }

    /** Matches the arguments of a call, which is as long as the template; heads are the caller's business. */
    boolean matchArguments(Atom[] parts, Atom[] slots, Unifier unifier, VariableIds ids) {
        final Atom[] patterns = ((Expression) atom).childrenUnsafe();
        for (int i = 1; i < patterns.length; i++) {
            if (!match(patterns[i], parts[i], slots, unifier, ids, true, 0)) {
                return false;
            }
        }
        return true;
    }

    private boolean match(
            Atom pattern, Atom matched, Atom[] slots, Unifier unifier, VariableIds ids, boolean exact, int depth) {
        if (pattern instanceof Variable slot) {
            return matchSlot((int) slot.id(), matched, slots, unifier);
        }
        final Atom actual = Atoms.deref(matched);
        if (actual instanceof Variable) {
            return unifier.unify(actual, copy(pattern, slots, ids, 0));
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
        if (depth == DEEP) {
            return matchDeep(expression, other, slots, unifier, ids, exact);
        }
        for (int i = 0; i < expression.size(); i++) {
            if (!match(expression.get(i), other.get(i), slots, unifier, ids, exact, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #match}, with a stack of its own. */
    private boolean matchDeep(
            Expression pattern, Expression actual, Atom[] slots, Unifier unifier, VariableIds ids, boolean exact) {
        final Work work = Work.current();
        final Deque<Atom> pending = new ArrayDeque<>();
        pending.push(actual);
        pending.push(pattern);
        while (!pending.isEmpty()) {
            work.step();
            final Atom left = pending.pop();
            final Atom right = Atoms.deref(pending.pop());
            if (left instanceof Expression x
                    && right instanceof Expression y
                    && x.size() == y.size()
                    && !(x.ground() && y.ground())) {
                for (int i = x.size() - 1; i >= 0; i--) {
                    pending.push(y.get(i));
                    pending.push(x.get(i));
                }
            } else if (!match(left, right, slots, unifier, ids, exact, 0)) {
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
