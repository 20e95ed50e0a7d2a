package io.mettalith.store.environment;

import java.util.Comparator;

/**
 * Names an index of a space: of which expressions, and by which of their children. Ordered by size, then by position.
 *
 * @param size number of children of the expressions, the head among them
 * @param position of the child they are ordered by, from 1
 */
public record IndexKey(int size, int position) implements Comparable<IndexKey> {
    private static final Comparator<IndexKey> ORDER =
            Comparator.comparingInt(IndexKey::size).thenComparingInt(IndexKey::position);

    @Override
    public int compareTo(IndexKey other) {
        return ORDER.compare(this, other);
    }
}
