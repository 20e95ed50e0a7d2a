package io.mettalith.store.segment;

/** Called for every part of a tree, parents before children, in key order. */
public interface SegmentVisitor {
    /**
     * @param usedBytes what the segment takes when sealed
     * @param capacityBytes what it takes now
     * @param entries distinct atoms in it
     * @param sealed whether it is read in place from a store
     */
    void segment(int usedBytes, int capacityBytes, int entries, boolean sealed);

    /**
     * @param children of the directory
     * @param height above the segments, at least 1
     */
    void directory(int children, int height);
}
