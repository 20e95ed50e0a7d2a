package io.mettalith.store.segment;

/**
 * A node of a segment tree: a {@link Segment}, a {@link Directory}, or a {@link SealedReference} to one of the two that
 * nobody has touched yet.
 */
abstract class TreeNode {
    /**
     * Hash of the sealed form, or null while the node has none. Set by a commit, on a frozen node; taken back if the
     * epoch that owns the node is resumed and writes it again.
     */
    private volatile ContentHash hash;

    /** Set before the node is shared, and taken back with the hash. */
    private boolean normal;

    /** Compares {@code key} with the first key below this node. */
    abstract int compareFirst(byte[] key, int length);

    /** Reports whether the first key below this node is greater than every key that begins with {@code prefix}. */
    abstract boolean startsBeyond(byte[] prefix, int length);

    /** Returns eight bytes of the first key below this node; see {@link Directory#digestOf}. */
    abstract long digestOfFirst(int offset);

    /** Reports whether the first key below this node begins so. */
    abstract boolean firstStartsWith(byte[] start);

    /** Returns a copy of the first key below this node. */
    abstract byte[] firstKey();

    /** Returns the number of distinct keys below this node. */
    abstract long entries();

    /** Returns this node in memory: a {@link Segment} or a {@link Directory}. */
    abstract TreeNode resolve();

    /** Returns 0 for a segment, and one more than its children for a directory. */
    abstract int height();

    final ContentHash hash() {
        return hash;
    }

    /** Reports whether the node is one of a tree in normal form, and nobody has edited it since. */
    final boolean isNormal() {
        return normal || hash != null;
    }

    /** Notes that this new node is one of a tree in normal form. */
    final void markNormal() {
        normal = true;
    }

    final void sealedAs(ContentHash sealedHash) {
        hash = sealedHash;
    }

    /** Forgets hash and normal form, as the node is about to be written in place. */
    final void unseal() {
        normal = false;
        if (hash != null) {
            hash = null;
        }
    }

    /** Reports whether both nodes are known to hold the same entries: the same object, or equal hashes. */
    final boolean isSameAs(TreeNode other) {
        if (this == other) {
            return true;
        }
        final ContentHash mine = hash;
        return mine != null && mine.equals(other.hash);
    }
}
