package io.mettalith.store.report;

import io.mettalith.store.report.EnvironmentStatistics.HeadCount;

/** Counts the expressions with one head. Not thread-safe. */
final class HeadTally {
    private final String symbol;
    private final int arity;
    private long atoms;
    private long distinctAtoms;
    private long ownBytes;

    HeadTally(String symbol, int arity) {
        this.symbol = symbol;
        this.arity = arity;
    }

    boolean isOf(String head, int arguments) {
        return arguments == arity && head.equals(symbol);
    }

    /**
     * Adds an atom.
     *
     * @param copies of it
     * @param bytes of it that it does not share with the atom before it
     */
    void add(long copies, int bytes) {
        atoms += copies;
        distinctAtoms++;
        ownBytes += bytes;
    }

    /**
     * Returns the counts.
     *
     * @param restPerAtom what a distinct atom takes beside its own bytes
     */
    HeadCount count(double restPerAtom) {
        return new HeadCount(symbol, arity, atoms, distinctAtoms, ownBytes + Math.round(restPerAtom * distinctAtoms));
    }
}
