package io.mettalith.store.report;

import java.util.List;

/**
 * How the trees of a snapshot are built: how large their segments are, and how their directories branch.
 *
 * @param widthBytes of a class of sizes
 * @param sizes number of segments by size when sealed: the first class begins at 0, the last has the largest segment
 * @param medianBytes half of the segments are no larger
 * @param levels of directories, the one right above the segments first
 */
public record SegmentShape(int widthBytes, List<Long> sizes, int medianBytes, List<Level> levels) {
    public SegmentShape {
        sizes = List.copyOf(sizes);
        levels = List.copyOf(levels);
    }

    /**
     * The directories of one height.
     *
     * @param height above the segments, at least 1
     * @param directories number of them
     * @param children of all together
     * @param mostChildren of one
     */
    public record Level(int height, long directories, long children, int mostChildren) {
        /** Returns how many children a directory has on average. */
        public double averageChildren() {
            return (double) children / directories;
        }
    }
}
