package io.mettalith.store.report;

import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.SegmentVisitor;

/** Adds up the segments of the trees it visits. Not thread-safe. */
public final class SegmentCensus implements SegmentVisitor {
    private long segments;
    private long sealedSegments;
    private long directories;
    private int height;
    private long entries;
    private long usedBytes;
    private long capacityBytes;

    @Override
    public void segment(int segmentUsedBytes, int segmentCapacityBytes, int segmentEntries, boolean sealed) {
        segments++;
        sealedSegments += sealed ? 1 : 0;
        entries += segmentEntries;
        usedBytes += segmentUsedBytes;
        capacityBytes += segmentCapacityBytes;
    }

    @Override
    public void directory(int children, int directoryHeight) {
        directories++;
        height = Math.max(height, directoryHeight);
    }

    /** Visits the segments of all indexes. Loads what was not touched yet. */
    void addIndexes(EnvironmentView view) {
        for (final SpaceId space : view.spaces()) {
            for (final IndexKey key : view.indexes(space)) {
                view.forEachSegment(space, key, this);
            }
        }
    }

    public boolean isSealed() {
        return sealedSegments == segments;
    }

    public EnvironmentStatistics.SegmentStatistics statistics() {
        return new EnvironmentStatistics.SegmentStatistics(
                segments, sealedSegments, directories, height, entries, usedBytes, capacityBytes);
    }
}
