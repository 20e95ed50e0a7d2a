package io.mettalith.store.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An inner node on the heap: children in key order.
 *
 * <p>It holds no keys of its own. The first key below a child stands in that child's first segment or, for a child that
 * nobody has touched yet, in the sealed directory it came from. So that a search need not go there for each comparison,
 * the directory keeps what its children's first keys have in common, and of each the eight bytes behind that, its
 * <em>digest</em>. Only where digests are equal are keys compared. A digest stays as it is when the first key has gone:
 * it still separates the child from the one before.
 */
final class Directory extends TreeNode {
    /** The most children a directory has. */
    static final int FANOUT = 64;

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long owner;
    private final int height;
    private TreeNode[] children;
    private int size;
    private long entries;
    private TreeNode first;
    /** Whether a child has gone since this was in normal form, so that neighbours may not have been neighbours then. */
    private boolean gap;
    /** What the first keys of all children but the leftmost begin with. */
    private byte[] prefix;
    /** Of each child but the leftmost, the bytes behind the prefix, big-endian, of a short key with zeros behind it. */
    private long[] digests;

    Directory(long owner, TreeNode[] children, int size) {
        this.owner = owner;
        this.children = children;
        this.size = size;
        this.height = children[0].height() + 1;
        for (int i = 0; i < size; i++) {
            entries += children[i].entries();
        }
        first = firstOf(children[0]);
        digest();
    }

    private Directory(Directory original, Generation generation) {
        owner = generation.token();
        height = original.height;
        children = original.children.clone();
        size = original.size;
        entries = original.entries;
        first = original.first;
        gap = original.gap;
        prefix = original.prefix;
        digests = original.digests.clone();
    }

    /** Makes prefix and digests anew. */
    private void digest() {
        digests = new long[children.length];
        prefix = Edit.NO_KEY;
        if (size < 2) {
            return;
        }
        final byte[] least = children[1].firstKey();
        final byte[] greatest = children[size - 1].firstKey();
        final int common = Arrays.mismatch(least, greatest);
        prefix = common < 0 ? least : Arrays.copyOf(least, common);
        for (int i = 1; i < size; i++) {
            digests[i] = children[i].digestOfFirst(prefix.length);
        }
    }

    /** Returns the first eight bytes behind an offset, big-endian, with zeros behind the end. */
    static long digestOf(byte[] key, int offset, int length) {
        if (offset + Long.BYTES <= length) {
            return (long) BIG_ENDIAN.get(key, offset);
        }
        long digest = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            digest = digest << Byte.SIZE | (offset + i < length ? key[offset + i] & 0xFF : 0);
        }
        return digest;
    }

    int size() {
        return size;
    }

    /** Reports whether children have gone from between those, or from either end, since this was in normal form. */
    boolean hasGap() {
        return gap;
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
        final int compared = Math.min(length, prefix.length);
        final int differs = Arrays.mismatch(key, 0, compared, prefix, 0, compared);
        if (differs >= 0) {
            return (key[differs] & 0xFF) < (prefix[differs] & 0xFF) ? 0 : size - 1;
        }
        final long digest = digestOf(key, prefix.length, length);
        int low = 1;
        int high = size - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            final int order = Long.compareUnsigned(digest, digests[middle]);
            if (order > 0 || order == 0 && children[middle].compareFirst(key, length) >= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** Returns the index of the last child that may have keys which begin with {@code prefix}. */
    int lastIndexFor(byte[] prefix, int length) {
        int low = 1;
        int high = size - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (children[middle].startsBeyond(prefix, length)) {
                high = middle - 1;
            } else {
                low = middle + 1;
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
            System.arraycopy(digests, index + 1, digests, index, size - index - 1);
            children[--size] = null;
            gap = true;
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
        digestAdded(index, added.length);
    }

    /** Makes the digests of added children; of all, if the prefix is no longer common to all. */
    private void digestAdded(int index, int count) {
        if (size - count < 2 || !children[size - 1].firstStartsWith(prefix) || !children[1].firstStartsWith(prefix)) {
            digest();
            return;
        }
        if (digests.length < children.length) {
            digests = Arrays.copyOf(digests, children.length);
        }
        System.arraycopy(digests, index, digests, index + count, size - count - index);
        for (int i = index; i < index + count; i++) {
            digests[i] = children[i].digestOfFirst(prefix.length);
        }
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
            ((Directory) right[part - 1]).gap = gap;
        }
        children = Arrays.copyOf(children, share);
        size = share;
        digest();
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
    boolean startsBeyond(byte[] prefix, int length) {
        return first.startsBeyond(prefix, length);
    }

    @Override
    long digestOfFirst(int offset) {
        return first.digestOfFirst(offset);
    }

    @Override
    boolean firstStartsWith(byte[] start) {
        return first.firstStartsWith(start);
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
