package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.Work;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Where the slots of a rule occur in its right side. Occurrences are numbered as they are written, so that those in a part
 * are an interval, and how many of a slot there are is found by binary search.
 */
final class Occurrences {
    /** The slot of each occurrence. */
    private int[] slots = new int[16];

    private int count;
    /** The numbers of the occurrences, slot by slot, and where those of each slot begin. */
    private final int[] numbers;

    private final int[] begins;

    /** Finds the occurrences in an atom, whose variables are slots. */
    Occurrences(Atom atom, int slotCount) {
        collect(atom);
        begins = new int[slotCount + 1];
        for (int i = 0; i < count; i++) {
            begins[slots[i] + 1]++;
        }
        for (int slot = 0; slot < slotCount; slot++) {
            begins[slot + 1] += begins[slot];
        }
        numbers = new int[count];
        final int[] next = begins.clone();
        for (int i = 0; i < count; i++) {
            numbers[next[slots[i]]++] = i;
        }
    }

    private void collect(Atom root) {
        final Work work = Work.current();
        final Deque<Atom> pending = new ArrayDeque<>();
        pending.push(root);
        while (!pending.isEmpty()) {
            work.step();
            final Atom atom = pending.pop();
            if (atom instanceof Variable variable) {
                if (count == slots.length) {
                    slots = Arrays.copyOf(slots, 2 * count);
                }
                slots[count++] = (int) variable.id();
            } else if (atom instanceof Expression expression && !expression.ground()) {
                for (int i = expression.size() - 1; i >= 0; i--) {
                    pending.push(expression.get(i));
                }
            }
        }
    }

    /** Returns how many occurrences an atom has. */
    static int count(Atom atom) {
        if (atom instanceof Variable) {
            return 1;
        }
        if (!(atom instanceof Expression expression) || expression.ground()) {
            return 0;
        }
        final Work work = Work.current();
        final Deque<Expression> pending = new ArrayDeque<>();
        pending.push(expression);
        int found = 0;
        while (!pending.isEmpty()) {
            for (final Atom child : pending.pop().childrenUnsafe()) {
                work.step();
                if (child instanceof Variable) {
                    found++;
                } else if (child instanceof Expression inner && !inner.ground()) {
                    pending.push(inner);
                }
            }
        }
        return found;
    }

    /** Returns the slot of an occurrence. */
    int slot(int number) {
        return slots[number];
    }

    /** Returns how many occurrences a slot has. */
    int of(int slot) {
        return begins[slot + 1] - begins[slot];
    }

    /** Returns how many of a slot's occurrences are in an interval. */
    int of(int slot, int from, int to) {
        return before(slot, to) - before(slot, from);
    }

    private int before(int slot, int number) {
        final int found = Arrays.binarySearch(numbers, begins[slot], begins[slot + 1], number);
        return found < 0 ? -found - 1 : found;
    }
}
