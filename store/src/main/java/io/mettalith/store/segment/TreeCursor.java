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
    /** While two trees are compared, the node before which this stands; null once it has been entered. */
    private TreeNode pending;

    private int depth;
    private byte[] prefix = new byte[0];
    private int prefixLength;
    private boolean positioned;
    private boolean exhausted;
    private boolean atSegmentStart;

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
        atSegmentStart = false;
        return entries.seek(prefix, prefixLength) || nextSegment() && entries.advance();
    }

    private boolean step() {
        if (entries.advance()) {
            atSegmentStart = false;
            return true;
        }
        if (!nextSegment()) {
            return false;
        }
        atSegmentStart = false;
        return entries.advance();
    }

    private void push(Directory directory, int child) {
        path[depth] = directory;
        index[depth++] = child;
    }

    private void enter(Segment target) {
        segment = target;
        entries.wrap(target);
        atSegmentStart = true;
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
        pending = null;
        entries.release();
        Arrays.fill(path, null);
    }

    /* ---------------- For comparing two trees ---------------- */

    /** Goes before the whole tree, and enters nothing yet; returns false if it is empty. */
    boolean start() {
        depth = 0;
        pending = root;
        return root != null;
    }

    /** Goes to the next entry of the segment; returns false at its end. */
    boolean stepWithinSegment() {
        if (entries.advance()) {
            atSegmentStart = false;
            return true;
        }
        return false;
    }

    /** Reports whether nodes begin here: one that was not entered yet, or a segment of which no entry was read. */
    boolean isAtNodeStart() {
        return pending != null || atSegmentStart;
    }

    /** Returns the height of the node before which this stands, or -1 if it has been entered. */
    int heightAhead() {
        return pending == null ? -1 : pending.height();
    }

    /** Enters the node before which this stands, loading it: one level down, or before the first entry of a segment. */
    void descend() {
        final TreeNode node = depth == 0 ? root : path[depth - 1].child(index[depth - 1]);
        if (node instanceof Directory directory) {
            push(directory, 0);
            pending = directory.childAsIs(0);
        } else {
            enter((Segment) node);
            pending = null;
        }
    }

    /** Returns the number of nodes that begin here: the lowest, and every directory whose first node it is. */
    int nodesStartingHere() {
        int count = 1;
        for (int level = depth - 1; level >= 0 && index[level] == 0; level--) {
            count++;
        }
        return count;
    }

    /** Returns a node that begins here, 0 for the lowest, 1 for the directory above it, and so on; perhaps a reference. */
    TreeNode nodeStartingHere(int above) {
        if (above > 0) {
            return path[depth - above];
        }
        return pending == null ? segment : pending;
    }

    /** Goes before the node after one that begins here, and enters neither. */
    boolean skipNode(int above) {
        depth -= above;
        return skipSegment();
    }

    /** Goes before the next node, and does not enter it. */
    boolean skipSegment() {
        pending = null;
        atSegmentStart = false;
        while (depth > 0 && index[depth - 1] + 1 == path[depth - 1].size()) {
            depth--;
        }
        if (depth == 0) {
            return false;
        }
        index[depth - 1]++;
        pending = path[depth - 1].childAsIs(index[depth - 1]);
        return true;
    }
}
