package io.mettalith.store.segment;

/**
 * What a writing thread needs besides the tree: the generation it writes under and reusable buffers. Not thread-safe.
 */
public final class TreeWriter {
    private static final ThreadLocal<TreeWriter> OF_THREAD = ThreadLocal.withInitial(TreeWriter::new);

    private final SegmentEditor editor = new SegmentEditor();
    private final Edit edit = new Edit();

    /** Makes a writer without a generation; {@link #generation(Generation)} comes before the first edit. */
    public TreeWriter() {}

    /**
     * Returns the calling thread's own writer, so that a fork which writes once does not pay for buffers. It serves one
     * tree at a time: whoever takes it sets the generation again.
     */
    public static TreeWriter ofThread() {
        return OF_THREAD.get();
    }

    /** Sets what may be written in place from now on. */
    public TreeWriter generation(Generation generation) {
        edit.generation = generation;
        return this;
    }

    SegmentEditor editor() {
        return editor;
    }

    Edit begin(byte[] key, int length, boolean variables, long stamp, long delta) {
        edit.key = key;
        edit.length = length;
        edit.variables = variables;
        edit.stamp = stamp;
        edit.delta = delta;
        edit.oldCount = 0;
        edit.newCount = 0;
        edit.siblings = Edit.NONE;
        return edit;
    }

    /** Forgets the key, which belongs to the caller, and buffers that one large atom has made large. */
    void end() {
        edit.key = Edit.NO_KEY;
        edit.siblings = Edit.NONE;
        editor.trim();
    }
}
