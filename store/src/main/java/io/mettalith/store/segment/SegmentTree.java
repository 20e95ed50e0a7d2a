package io.mettalith.store.segment;

import java.util.Objects;

/**
 * An ordered multiset of atom codes: a persistent B+-tree with {@link Segment}s as leaves and {@link Directory}s above.
 *
 * <p>A tree is a mutable handle on an immutable shape. {@link #fork()} copies the handle alone, so it takes the same few
 * nanoseconds for any size; afterwards neither side may write what they share. That is not tracked by reference counts
 * but by tokens: a write passes the writer's {@link Generation}, and whatever carries another token is copied first,
 * one segment and the directories above it. Whoever forks must see to it that both sides write under new generations.
 *
 * <p>Keys must be prefix-free, as atom codes are.
 *
 * <p>Cost: lookup and edit O(log n); a first write copies at most {@link SegmentDescriptor#CAPACITY} bytes and one array
 * of {@value Directory#FANOUT} references per level.
 *
 * <p>Threading: one writer. Concurrent readers each read a fork of their own.
 */
public final class SegmentTree {
    private TreeNode root;
    private long atoms;
    private long variableEntries;

    /** Makes an empty tree. */
    public SegmentTree() {}

    private SegmentTree(TreeNode root, long atoms, long variableEntries) {
        this.root = root;
        this.atoms = atoms;
        this.variableEntries = variableEntries;
    }

    static SegmentTree of(TreeNode root, long atoms, long variableEntries) {
        return new SegmentTree(root, atoms, variableEntries);
    }

    /** Returns a tree over what {@code source} has sealed under {@code summary}. Loads nothing yet. */
    public static SegmentTree sealed(SegmentSource source, TreeSummary summary) {
        if (summary.entries() == 0) {
            return new SegmentTree();
        }
        final SealedReference root =
                new SealedReference(source, summary.root(), 0, 0, summary.entries(), summary.height());
        return new SegmentTree(root, summary.atoms(), summary.variableEntries());
    }

    /** Returns a second handle on the same atoms. Both sides write under new generations from now on. */
    public SegmentTree fork() {
        return new SegmentTree(root, atoms, variableEntries);
    }

    /** Returns the number of atoms, copies counted. */
    public long atoms() {
        return atoms;
    }

    /** Returns the number of distinct atoms. */
    public long entries() {
        return root == null ? 0 : root.entries();
    }

    /** Returns the number of distinct atoms that contain variables. */
    public long variableEntries() {
        return variableEntries;
    }

    /** Reports whether both handles are known to hold the same atoms without comparing them. */
    public boolean isSameAs(SegmentTree other) {
        return root == other.root || root != null && other.root != null && root.isSameAs(other.root);
    }

    /** Returns how many copies of the atom there are. Allocates nothing. */
    public long countOf(byte[] key, int length) {
        TreeNode node = resolvedRoot();
        if (node == null) {
            return 0;
        }
        while (node instanceof Directory directory) {
            node = directory.child(directory.indexFor(key, length));
        }
        return ((Segment) node).countOf(key, length);
    }

    /**
     * Returns about how many distinct atoms there are whose codes begin with {@code prefix}: an upper bound within a
     * segment, and otherwise right to a small factor. O(log n); allocates nothing.
     */
    public long estimate(byte[] prefix, int length) {
        TreeNode node = resolvedRoot();
        while (node instanceof Directory directory) {
            final int from = directory.indexFor(prefix, length);
            final int to = directory.lastIndexFor(prefix, length);
            if (from != to) {
                return Math.max(1, (to - from) * directory.entries() / directory.size());
            }
            node = directory.child(from);
        }
        return node == null ? 0 : node.entries();
    }

    /** Returns how many distinct atoms there are whose codes begin with {@code prefix}. O(log n). */
    public long entriesWithPrefix(byte[] prefix, int length) {
        final TreeNode node = resolvedRoot();
        return node == null ? 0 : entriesWithPrefix(node, prefix, length);
    }

    private static long entriesWithPrefix(TreeNode node, byte[] prefix, int length) {
        if (node instanceof Segment segment) {
            final SegmentCursor cursor = new SegmentCursor();
            cursor.wrap(segment);
            return cursor.countWithPrefix(prefix, length);
        }
        final Directory directory = (Directory) node;
        final int from = directory.indexFor(prefix, length);
        final int to = directory.lastIndexFor(prefix, length);
        long entries = entriesWithPrefix(directory.child(from), prefix, length);
        for (int i = from + 1; i < to; i++) {
            entries += directory.childAsIs(i).entries();
        }
        return from == to ? entries : entries + entriesWithPrefix(directory.child(to), prefix, length);
    }

    /** Returns how many distinct atoms there are whose codes are less than {@code bound}. O(log n). */
    public long entriesBefore(byte[] bound, int length) {
        long entries = 0;
        TreeNode node = resolvedRoot();
        while (node instanceof Directory directory) {
            final int at = directory.indexFor(bound, length);
            for (int i = 0; i < at; i++) {
                entries += directory.childAsIs(i).entries();
            }
            node = directory.child(at);
        }
        if (node == null) {
            return 0;
        }
        final SegmentCursor cursor = new SegmentCursor();
        cursor.wrap((Segment) node);
        return entries + cursor.countBefore(bound, length);
    }

    /** Returns a cursor before the first atom. It sees this handle as it is now, if the writer takes a new generation. */
    public TreeCursor cursor() {
        return new TreeCursor(this);
    }

    TreeNode resolvedRoot() {
        if (root instanceof SealedReference) {
            root = root.resolve();
        }
        return root;
    }

    TreeNode rootAsIs() {
        return root;
    }

    /**
     * Adds {@code delta} copies of an atom, or takes {@code -delta} away, down to none.
     *
     * @param key the atom's code
     * @param length of the code in bytes
     * @param variables whether the atom contains variables
     * @param stamp what to remember as the place of its definition if it is new, 0 for nothing
     * @param delta copies to add
     * @param writer what may be written in place
     * @return the number of copies before
     * @throws TooManyAtomsException if there would be more than {@link AtomCount#MAX} atoms; nothing has changed then
     */
    public long adjust(byte[] key, int length, boolean variables, long stamp, long delta, TreeWriter writer) {
        if (delta > 0) {
            AtomCount.sum(atoms, delta);
        }
        final Edit edit = writer.begin(key, length, variables, stamp, delta);
        if (resolvedRoot() == null) {
            root = writer.editor().create(edit);
        } else {
            root = apply(root, edit, writer.editor());
            if (edit.siblings.length > 0) {
                root = raise(root, edit);
            }
            root = lower(root);
        }
        atoms += edit.newCount - edit.oldCount;
        if (variables) {
            variableEntries += edit.entriesDelta();
        }
        writer.end();
        return edit.oldCount;
    }

    private static TreeNode apply(TreeNode node, Edit edit, SegmentEditor editor) {
        if (node instanceof Segment segment) {
            return editor.apply(segment, edit);
        }
        final Directory directory = (Directory) node;
        final int index = directory.indexFor(edit.key, edit.length);
        final TreeNode child = directory.child(index);
        final TreeNode replacement = apply(child, edit, editor);
        if (edit.changedNothing()) {
            return directory;
        }
        final Directory owned = directory.ownedBy(edit.generation);
        edit.siblings = owned.replace(index, replacement, edit.siblings, edit.entriesDelta());
        return owned.size() == 0 ? null : owned;
    }

    private static TreeNode raise(TreeNode left, Edit edit) {
        final TreeNode[] children = new TreeNode[Math.max(4, edit.siblings.length + 1)];
        children[0] = left;
        System.arraycopy(edit.siblings, 0, children, 1, edit.siblings.length);
        return new Directory(edit.generation.token(), children, edit.siblings.length + 1);
    }

    static TreeNode lower(TreeNode node) {
        TreeNode top = node;
        while (top instanceof Directory directory && directory.size() == 1) {
            top = directory.child(0);
        }
        return top;
    }

    /** Copies every segment and directory that {@code generation} does not own, so that later writes copy none. */
    public void makeOwned(Generation generation) {
        if (resolvedRoot() != null) {
            root = owned(root, generation);
        }
    }

    private static TreeNode owned(TreeNode node, Generation generation) {
        final boolean normal = node.isNormal();
        final TreeNode owned =
                node instanceof Segment segment ? owned(segment, generation) : owned((Directory) node, generation);
        if (normal) {
            owned.markNormal();
        }
        return owned;
    }

    private static Segment owned(Segment segment, Generation generation) {
        return segment.isOwnedBy(generation)
                ? segment
                : SegmentEditor.copy(segment, SegmentEditor.capacityFor(segment.usedBytes()), generation);
    }

    private static Directory owned(Directory shared, Generation generation) {
        final Directory directory = shared.ownedBy(generation);
        for (int i = 0; i < directory.size(); i++) {
            directory.replace(i, owned(directory.child(i), generation), Edit.NONE, 0);
        }
        return directory;
    }

    /**
     * Notes that this tree, all of it, has been replaced by one that was written under {@code generation}; see
     * {@link Generation#supersede}. Loads nothing.
     */
    public void replacedBy(Generation generation) {
        if (root != null) {
            replacedBy(root, generation);
        }
    }

    private static void replacedBy(TreeNode node, Generation generation) {
        if (node instanceof Segment segment) {
            generation.noteReplaced(segment);
        } else if (node instanceof Directory directory) {
            for (int i = 0; i < directory.size(); i++) {
                replacedBy(directory.childAsIs(i), generation);
            }
        }
    }

    /**
     * Frees the segments that {@code generation} owns. Neither the tree is used afterwards, nor has anything else come to
     * share it under that generation.
     */
    public void freeOwned(Generation generation) {
        if (root != null) {
            freeOwned(root, generation);
        }
    }

    private static void freeOwned(TreeNode node, Generation generation) {
        if (node instanceof Segment segment && segment.isOwnedBy(generation)) {
            segment.free();
        } else if (node instanceof Directory directory) {
            for (int i = 0; i < directory.size(); i++) {
                freeOwned(directory.childAsIs(i), generation);
            }
        }
    }

    /** Reports whether the tree is in normal form: its shape follows from what it holds. */
    public boolean isNormal() {
        return root == null || root.isNormal();
    }

    /**
     * Brings the tree into normal form. What has not been edited since it last was stays shared with the trees it was
     * shared with; nothing is written in place. Takes time proportional to what has been edited.
     *
     * @param generation that new nodes belong to
     */
    public void normalize(Generation generation) {
        if (!isNormal()) {
            root = TreeNormalizer.normalize(root, generation);
        }
    }

    /**
     * Seals what {@code sink} does not have, children before parents. Nobody may write the tree under its current
     * generation afterwards.
     *
     * @return how to find the tree again
     * @throws IllegalStateException if the tree is not in normal form, which everything sealed is
     */
    public TreeSummary seal(SegmentSink sink) {
        if (root == null) {
            return TreeSummary.EMPTY;
        }
        if (!root.isNormal()) {
            throw new IllegalStateException("tree not in normal form: entries=" + root.entries() + "; normalize it");
        }
        return new TreeSummary(seal(root, sink), resolvedRoot().height(), atoms, root.entries(), variableEntries);
    }

    private static ContentHash seal(TreeNode node, SegmentSink sink) {
        final ContentHash known = node.hash();
        if (known != null && sink.contains(known)) {
            return known;
        }
        final TreeNode resolved = node.resolve();
        if (resolved instanceof Directory directory) {
            for (int i = 0; i < directory.size(); i++) {
                seal(directory.childAsIs(i), sink);
            }
        }
        final byte[] bytes = resolved instanceof Segment segment
                ? segment.toSealedBytes()
                : DirectoryCodec.encode((Directory) resolved);
        final ContentHash hash = ContentHash.of(bytes, 0, bytes.length);
        sink.put(hash, bytes);
        node.sealedAs(hash);
        return Objects.requireNonNull(hash);
    }

    /** Visits every segment, loading those that were not touched yet. */
    public void forEachSegment(SegmentVisitor visitor) {
        if (resolvedRoot() != null) {
            visit(root, visitor);
        }
    }

    private static void visit(TreeNode node, SegmentVisitor visitor) {
        if (node instanceof Segment segment) {
            visitor.segment(segment.usedBytes(), segment.length(), segment.count(), segment.isSealedInPlace());
            return;
        }
        final Directory directory = (Directory) node;
        visitor.directory(directory.size(), directory.height());
        for (int i = 0; i < directory.size(); i++) {
            visit(directory.child(i), visitor);
        }
    }

    /** Returns the number of directory levels above the segments. */
    public int height() {
        return root == null ? 0 : root.height();
    }
}
