package io.mettalith.store.segment;

import java.util.Arrays;

/**
 * Walks the atoms of a tree in key order, or those with a given prefix.
 *
 * <p>It sees the tree as it was when the cursor was made, provided that the writer has taken a new generation since.
 * Steps allocate nothing but what the key buffer needs to grow. Not thread-safe.
 */
public final class TreeCursor {
    private static final int MAX_HEIGHT = 32;

    private final Directory[] path = new Directory[MAX_HEIGHT];
    private final int[] index = new int[MAX_HEIGHT];
    private final SegmentCursor entries = new SegmentCursor();
    private TreeNode root;
    private Segment segment;
    private int depth;
    private byte[] prefix = new byte[0];
    private int prefixLength;
    private boolean positioned;
    private boolean exhausted;
    /** The node that this stands before, while two trees are compared; otherwise null. */
    private TreeNode unopened;

    TreeCursor(SegmentTree tree) {
        reset(tree);
    }

    /** Goes before the first atom of another tree. */
    public void reset(SegmentTree tree) {
        root = tree.resolvedRoot();
        prefixLength = 0;
        positioned = false;
        exhausted = root == null;
    }

    /**
     * Goes before the first atom whose code begins with the given bytes; {@link #advance()} then returns those only.
     *
     * @param bytes kept by reference; they must not change while the cursor is used
     */
    public void seek(byte[] bytes, int length) {
        prefix = bytes;
        prefixLength = length;
        positioned = false;
        exhausted = root == null;
    }

    /**
     * Goes before the atom that has a given rank in key order; {@link #advance()} then returns that one and all after it.
     *
     * @param rank from 0, less than the tree's number of entries
     */
    public void seekRank(long rank) {
        prefixLength = 0;
        depth = 0;
        long left = rank;
        TreeNode node = root;
        while (node instanceof Directory directory) {
            int child = 0;
            for (long entries = directory.childAsIs(0).entries(); left >= entries; ) {
                left -= entries;
                entries = directory.childAsIs(++child).entries();
            }
            push(directory, child);
            node = directory.child(child);
        }
        enter((Segment) node);
        for (; left > 0; left--) {
            entries.advance();
        }
        positioned = true;
        exhausted = false;
    }

    /** Goes to the next atom; returns false where there is none. */
    public boolean advance() {
        if (exhausted) {
            return false;
        }
        final boolean moved = positioned ? step() : first();
        positioned = true;
        if (!moved || !hasPrefix()) {
            exhausted = true;
            return false;
        }
        return true;
    }

    private boolean first() {
        depth = 0;
        TreeNode node = root;
        while (node instanceof Directory directory) {
            final int child = prefixLength == 0 ? 0 : directory.indexFor(prefix, prefixLength);
            push(directory, child);
            node = directory.child(child);
        }
        enter((Segment) node);
        if (prefixLength == 0) {
            return step();
        }
        return entries.seek(prefix, prefixLength) || nextSegment() && entries.advance();
    }

    private boolean step() {
        return entries.advance() || nextSegment() && entries.advance();
    }

    private void push(Directory directory, int child) {
        path[depth] = directory;
        index[depth++] = child;
    }

    private void enter(Segment target) {
        segment = target;
        entries.wrap(target);
    }

    /** Goes before the first entry of the segment to the right. */
    private boolean nextSegment() {
        while (depth > 0 && index[depth - 1] + 1 == path[depth - 1].size()) {
            depth--;
        }
        if (depth == 0) {
            return false;
        }
        index[depth - 1]++;
        descendFromTop();
        return true;
    }

    private void descendFromTop() {
        TreeNode node = path[depth - 1].child(index[depth - 1]);
        while (node instanceof Directory directory) {
            push(directory, 0);
            node = directory.child(0);
        }
        enter((Segment) node);
    }

    private boolean hasPrefix() {
        if (prefixLength == 0 || entries.sharedLength() >= prefixLength) {
            return true;
        }
        return entries.keyLength() >= prefixLength
                && Arrays.equals(entries.key(), 0, prefixLength, prefix, 0, prefixLength);
    }

    /** Returns the buffer whose first {@link #keyLength()} bytes are the atom's code; valid until the next move. */
    public byte[] key() {
        return entries.key();
    }

    /** Returns the length of the atom's code in bytes. */
    public int keyLength() {
        return entries.keyLength();
    }

    /** Returns how many copies of the atom there are, at least 1. */
    public long count() {
        return entries.count();
    }

    /** Returns the place of the atom's first definition in its space, or 0 where none was kept. */
    public long stamp() {
        return entries.stamp();
    }

    /** Reports whether the atom contains variables. */
    public boolean hasVariables() {
        return entries.hasVariables();
    }

    /** Drops all handles; the cursor is exhausted. */
    public void close() {
        exhausted = true;
        root = null;
        segment = null;
        unopened = null;
        entries.release();
        Arrays.fill(path, null);
    }

    /* ---------------- For comparing two trees ---------------- */

    /** Goes before the root, which is not opened. */
    boolean start() {
        depth = 0;
        unopened = root;
        return root != null;
    }

    /** Reports whether this stands before a node that has not been opened, and not on or behind an entry. */
    boolean isAtNodeStart() {
        return unopened != null;
    }

    /** Returns the node that this stands before. Perhaps nobody has loaded it. */
    TreeNode unopened() {
        return unopened;
    }

    /** Opens a directory: goes before its first child. */
    void open() {
        push((Directory) load(), 0);
        unopened = path[depth - 1].childAsIs(0);
    }

    /** Goes onto the first entry of the node that this stands before. */
    boolean enterFirst() {
        while (unopened.height() > 0) {
            open();
        }
        enter((Segment) load());
        unopened = null;
        return entries.advance();
    }

    private TreeNode load() {
        return depth == 0 ? root : path[depth - 1].child(index[depth - 1]);
    }

    /** Goes to the next entry of the segment; returns false, and stays behind the last, where there is none. */
    boolean stepWithinSegment() {
        return entries.advance();
    }

    /** Goes from behind the last entry of a segment before the node that follows; returns false where there is none. */
    boolean leaveSegment() {
        while (depth > 0 && index[depth - 1] + 1 == path[depth - 1].size()) {
            depth--;
        }
        if (depth == 0) {
            return false;
        }
        unopened = path[depth - 1].childAsIs(++index[depth - 1]);
        return true;
    }

    /** Returns the number of nodes that begin here: that which is not opened, and every directory it is the first of. */
    int nodesStartingHere() {
        int count = 1;
        for (int level = depth - 1; level >= 0 && index[level] == 0; level--) {
            count++;
        }
        return count;
    }

    /** Returns a node that begins here, 0 for the one that is not opened, 1 for the directory above it, and so on. */
    TreeNode nodeStartingHere(int above) {
        return above == 0 ? unopened : path[depth - above];
    }

    /** Goes before what follows a node that begins here; returns false where nothing does. */
    boolean skipNode(int above) {
        depth -= above;
        unopened = null;
        return leaveSegment();
    }
}
