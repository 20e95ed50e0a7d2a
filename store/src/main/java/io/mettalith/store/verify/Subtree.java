package io.mettalith.store.verify;

/**
 * What a verification has found below one node of a tree.
 *
 * @param entries distinct atoms
 * @param atoms atoms, copies counted; 0 unless segments were read
 * @param variableEntries distinct atoms with variables; 0 unless segments were read
 * @param definitions entries with a stamp; 0 unless segments were read
 * @param firstKey the first key, or null where it is not known
 * @param lastSegment ordinal of the last segment, or {@link ValueTable#ABSENT} unless segments were read
 * @param damages of the node and all below; if there are some, the figures mean nothing
 */
record Subtree(
        long entries,
        long atoms,
        long variableEntries,
        long definitions,
        byte[] firstKey,
        int lastSegment,
        Damages damages) {

    static Subtree damaged(Damages damages) {
        return new Subtree(0, 0, 0, 0, null, ValueTable.ABSENT, damages);
    }

    boolean isDamaged() {
        return !damages.isEmpty();
    }
}
