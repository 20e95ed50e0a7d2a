package io.mettalith.evaluator.atom;

import java.util.Arrays;

/**
 * A set of pairs of objects, known by identity: what a walk over two atoms in step has met. Two atoms in which parts are
 * shared have few such pairs, however many nodes they have when written out.
 *
 * <p>Threading: not thread-safe.
 *
 * <p>Cost: 8 to 32 bytes a pair.
 */
public final class IdentityPairs {
    private static final int SMALLEST = 256;

    /** Left and right of each pair, at even and odd indexes; null where there is none. */
    private Object[] table = new Object[2 * SMALLEST];

    private int size;

    /** Makes an empty set. */
    public IdentityPairs() {}

    /** Adds a pair and reports whether it is new. */
    public boolean add(Object left, Object right) {
        if (4 * size >= table.length) {
            grow();
        }
        final int place = place(table, left, right);
        if (table[place] != null) {
            return false;
        }
        table[place] = left;
        table[place + 1] = right;
        size++;
        return true;
    }

    private void grow() {
        final Object[] larger = new Object[2 * table.length];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != null) {
                final int place = place(larger, table[i], table[i + 1]);
                larger[place] = table[i];
                larger[place + 1] = table[i + 1];
            }
        }
        table = larger;
    }

    private static int place(Object[] in, Object left, Object right) {
        final int mask = in.length - 2;
        final int hash = (31 * System.identityHashCode(left) + System.identityHashCode(right)) * 0x9E3779B1;
        int place = (hash ^ hash >>> 15) << 1 & mask;
        while (in[place] != null && (in[place] != left || in[place + 1] != right)) {
            place = place + 2 & mask;
        }
        return place;
    }

    /** Forgets all pairs. */
    public void clear() {
        if (size > 0) {
            table = table.length > 2 * SMALLEST ? new Object[2 * SMALLEST] : table;
            Arrays.fill(table, null);
            size = 0;
        }
    }
}
