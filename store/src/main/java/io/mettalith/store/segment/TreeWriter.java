package io.mettalith.store.segment;

/**
 * What one writer needs besides the tree: its generation, reusable buffers, and counters. Not thread-safe.
 */
public final class TreeWriter {
    private final SegmentEditor editor = new SegmentEditor();
    private final Edit edit = new Edit();

    /** Makes a writer without a generation; {@link #generation(Generation)} comes before the first edit. */
    public TreeWriter() {}

    /** Sets what may be written in place from now on. */
    public TreeWriter generation(Generation generation) {
        edit.generation = generation;
        return this;
    }

    /** Returns how many segments were copied because they were not owned. */
    public long segmentsCopied() {
        return edit.segmentsCopied;
    }

    /** Returns the bytes of those copies. */
    public long bytesCopied() {
        return edit.bytesCopied;
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
}
