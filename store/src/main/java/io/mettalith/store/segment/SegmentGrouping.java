package io.mettalith.store.segment;

/** Makes the segments of a tree in normal form. Parts are segments that have been edited. */
final class SegmentGrouping extends Grouping {
    private final SegmentBuilder builder = new SegmentBuilder();
    private final SegmentCursor part = new SegmentCursor();
    private final SegmentCursor next = new SegmentCursor();
    private final Generation generation;

    /** @param generation that new segments belong to */
    SegmentGrouping(Generation generation) {
        super(0);
        this.generation = generation;
    }

    @Override
    boolean isEmpty() {
        return builder.count() == 0;
    }

    @Override
    boolean endsBefore(TreeNode node) {
        TreeNode first = node.resolve();
        while (first instanceof Directory directory) {
            first = directory.child(0);
        }
        next.wrap((Segment) first);
        next.advance();
        final boolean ends = endsBefore(next);
        next.release();
        return ends;
    }

    private boolean endsBefore(SegmentCursor entry) {
        return builder.endsBefore(entry.key(), entry.keyLength(), entry.value(), entry.stamp());
    }

    @Override
    boolean isWhole(TreeNode node) {
        return node.isNormal();
    }

    @Override
    void add(TreeNode segment) {
        part.wrap((Segment) segment);
        while (part.advance()) {
            if (endsBefore(part)) {
                end();
            }
            builder.add(part.key(), part.keyLength(), part.value(), part.stamp());
        }
        part.release();
    }

    @Override
    void addAll(TreeNode whole) {
        add(whole);
    }

    @Override
    TreeNode finish() {
        final Segment segment = builder.finish(0, generation);
        segment.markNormal();
        return segment;
    }

    @Override
    void clear() {
        builder.reset();
    }
}
