/**
 * The ordered tree that everything is stored in: sorted, front-coded atoms in segments off the heap, and a directory of
 * them on it.
 *
 * <pre>{@code
 * SegmentTree tree = new SegmentTree();
 * TreeWriter writer = new TreeWriter().generation(new Generation());
 * tree.adjust(code, code.length, false, 0, 1, writer);      // one copy more
 *
 * SegmentTree fork = tree.fork();                           // O(1): shares all segments
 * writer.generation(new Generation());                      // from now on nothing shared is written in place
 * tree.adjust(code, code.length, false, 0, -1, writer);     // copies one segment, then writes
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.store.segment.SegmentDescriptor}, the bytes; {@link
 * io.mettalith.store.segment.SegmentTree}, the tree; {@link io.mettalith.store.segment.Generation}, who may write;
 * {@code Segment} and {@code SegmentEditor}, lookup and splice; {@link io.mettalith.store.segment.TreeCursor} and {@link
 * io.mettalith.store.segment.TreeDiff}, scan and comparison; {@link io.mettalith.store.segment.SegmentMemory}, how memory
 * is given back; {@link io.mettalith.store.segment.KeySorter}, {@link io.mettalith.store.segment.TreeBuilder} and {@link
 * io.mettalith.store.segment.TreeMerger}, how a tree is built in bulk; {@link io.mettalith.store.segment.SegmentSource}
 * and {@link io.mettalith.store.segment.SegmentSink}, how a tree is sealed into a store and read from it in place.
 *
 * <p>The types here are for the packages beside this one. They check what a caller within the store can get wrong, not
 * more; {@link io.mettalith.store.segment.SegmentReader} and {@link io.mettalith.store.segment.DirectoryReader} check
 * whatever comes from outside.
 */
package io.mettalith.store.segment;
