package io.mettalith.bench.peer;

import java.util.List;

/**
 * A knowledge base as the benchmarks see it: a map from atoms to their counts that can be forked.
 *
 * <p>Threading: one thread writes and forks; every thread that reads has a {@link Reader} of its own.
 *
 * <p>Lifetime: forks are closed before what they were forked off. Closing frees files and memory.
 */
public interface Peer extends AutoCloseable {
    /** Loads an empty knowledge base in the quickest way that the system has, each atom once. */
    void load(Knowledge knowledge);

    /** Returns a knowledge base that holds the same now and is isolated from this one both ways. */
    Peer fork();

    /**
     * Forks and returns what the system itself calls a fork, without a {@link Peer} around it. It needs no closing.
     *
     * @throws UnsupportedOperationException if forks of this system hold files or memory until they are closed
     */
    Object bareFork();

    /** Adds one copy of an atom. */
    void add(Key key);

    /** Adds one copy of each atom, in one transaction where the system has those. */
    default void addAll(List<Key> keys) {
        keys.forEach(this::add);
    }

    /**
     * Adds what a fork of this has and this has not, in the way that a user of the system would.
     *
     * @throws UnsupportedOperationException if it is not measured
     */
    default void union(Peer fork) {
        throw new UnsupportedOperationException("no union: system=" + getClass().getSimpleName());
    }

    /** Returns a reader for one thread that sees what is there now, or later too. */
    Reader reader();

    /** Returns the bytes that are held outside the heap, files included. */
    long offHeapBytes();

    /** Closes the readers too, which may be closed before or afterwards as well. */
    @Override
    void close();

    /** Reads on behalf of one thread. */
    interface Reader extends AutoCloseable {
        /** Reports whether there is an atom. */
        boolean contains(Key key);

        /**
         * Visits the atoms that answer, looks at the count of each, and returns the sum.
         *
         * @throws UnsupportedOperationException if the system cannot but look at everything
         */
        long scan(Query query);

        /** Visits the rules that have the query's head, and returns their number. */
        default long rules(Query query) {
            return scan(query);
        }

        @Override
        default void close() {}
    }
}
