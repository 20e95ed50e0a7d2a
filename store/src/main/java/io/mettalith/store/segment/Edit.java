package io.mettalith.store.segment;

/**
 * One change of one key's count on its way down a tree, and what came of it on the way back. Reused by its tree; not
 * thread-safe.
 */
final class Edit {
    /** The key's bytes; only the first {@link #length} count. */
    byte[] key = NO_KEY;

    int length;
    /** Whether the atom contains variables. */
    boolean variables;
    /** Stamp to store if the key is new, 0 for none. */
    long stamp;
    /** What to add to the key's count, which never gets below 0. */
    long delta;
    /** The generation that may be written in place, and that new nodes belong to. */
    Generation generation;

    /** The key's count before. */
    long oldCount;
    /** The key's count after. */
    long newCount;
    /** Node that the edited one was split into besides itself, to be put to its right; null for none. */
    TreeNode[] siblings = NONE;

    static final TreeNode[] NONE = {};
    static final byte[] NO_KEY = {};

    boolean changedNothing() {
        return oldCount == newCount;
    }

    boolean changedNumberOfEntries() {
        return (oldCount == 0) != (newCount == 0);
    }

    int entriesDelta() {
        return (newCount == 0 ? 0 : 1) - (oldCount == 0 ? 0 : 1);
    }
}
