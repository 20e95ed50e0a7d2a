package io.mettalith.store.segment;

import java.util.Arrays;

/**
 * An inner node on the heap: children in key order.
 *
 * <p>It holds no keys of its own. A child is found by comparing with the first key below it, which stands in that
 * child's first segment or, for a child that nobody has touched yet, in the sealed directory it came from.
 */
final class Directory extends TreeNode {
    /** The most children a directory has. */
    static final int FANOUT = 64;

    private final long owner;
    private final int height;
    private TreeNode[] children;
    private int size;
    private long entries;
    private TreeNode first;

    Directory(long owner, TreeNode[] children, int size) {
        this.owner = owner;
        this.children = children;
        this.size = size;
        this.height = children[0].height() + 1;
        for (int i = 0; i < size; i++) {
            entries += children[i].entries();
        }
        first = firstOf(children[0]);
    }

    private Directory(Directory original, Generation generation) {
        owner = generation.token();
        height = original.height;
        children = original.children.clone();
        size = original.size;
        entries = original.entries;
        first = original.first;
    }

    int size() {
        return size;
    }

    /** Returns the child at {@code index}, loading it where it is still a reference. */
    TreeNode child(int index) {
        final TreeNode child = children[index];
        if (child instanceof SealedReference) {
            // Racing readers may load it twice; the handles are equal and either may stay.
            final TreeNode loaded = child.resolve();
            children[index] = loaded;
            return loaded;
        }
        return child;
    }

    /** Returns the child at {@code index} as it is, perhaps a reference. */
    TreeNode childAsIs(int index) {
        return children[index];
    }

    /** Returns the index of the child where {@code key} is or would be. */
    int indexFor(byte[] key, int length) {
        int low = 1;
        int high = size - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (children[middle].compareFirst(key, length) >= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Returns this directory, or the copy of it, that {@code generation} may change. */
    Directory ownedBy(Generation generation) {
        if (owner != generation.token()) {
            return new Directory(this, generation);
        }
        unseal();
        return this;
    }

    /**
     * Puts what became of the child at {@code index} in its place; the caller owns this directory.
     *
     * @param replacement the child's new self, or null if it is empty now
     * @return directories that this one was split into besides itself
     */
    TreeNode[] replace(int index, TreeNode replacement, TreeNode[] siblings, int entriesDelta) {
        entries += entriesDelta;
        if (replacement == null) {
            System.arraycopy(children, index + 1, children, index, size - index - 1);
            children[--size] = null;
        } else {
            children[index] = replacement;
            insert(index + 1, siblings);
        }
        if (size > 0) {
            first = firstOf(children[0]);
        }
        return size > FANOUT ? split() : Edit.NONE;
    }

    private void insert(int index, TreeNode[] added) {
        if (added.length == 0) {
            return;
        }
        if (size + added.length > children.length) {
            children =
                    Arrays.copyOf(children, Math.max(size + added.length, Math.min(2 * children.length, FANOUT + 1)));
        }
        System.arraycopy(children, index, children, index + added.length, size - index);
        System.arraycopy(added, 0, children, index, added.length);
        size += added.length;
    }

    private TreeNode[] split() {
        final int parts = (size + FANOUT - 1) / FANOUT;
        final int share = (size + parts - 1) / parts;
        final TreeNode[] right = new TreeNode[parts - 1];
        for (int part = 1; part < parts; part++) {
            final int from = part * share;
            final int to = Math.min(size, from + share);
            right[part - 1] = new Directory(owner, Arrays.copyOfRange(children, from, to), to - from);
            entries -= right[part - 1].entries();
        }
        children = Arrays.copyOf(children, share);
        size = share;
        return right;
    }

    private static TreeNode firstOf(TreeNode child) {
        return child instanceof Directory directory ? directory.first : child;
    }

    @Override
    int compareFirst(byte[] key, int length) {
        return first.compareFirst(key, length);
    }

    @Override
    byte[] firstKey() {
        return first.firstKey();
    }

    @Override
    long entries() {
        return entries;
    }

    @Override
    TreeNode resolve() {
        return this;
    }

    @Override
    int height() {
        return height;
    }
}
