package io.mettalith.store.report;

import io.mettalith.store.report.SegmentShape.Level;
import io.mettalith.store.segment.SegmentVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Classifies the segments and directories of the trees it visits. Not thread-safe. */
final class ShapeSurvey implements SegmentVisitor {
    private static final int MAX_CLASSES = 32;
    private static final int LEAST_WIDTH_BYTES = 256;

    private final NavigableMap<Integer, Long> segmentsBySize = new TreeMap<>();
    private final NavigableMap<Integer, Level> levels = new TreeMap<>();

    @Override
    public void segment(int usedBytes, int capacityBytes, int entries, boolean sealed) {
        segmentsBySize.merge(usedBytes, 1L, Long::sum);
    }

    @Override
    public void directory(int children, int height) {
        levels.merge(height, new Level(height, 1, children, children), ShapeSurvey::sum);
    }

    private static Level sum(Level one, Level other) {
        return new Level(
                one.height(),
                one.directories() + other.directories(),
                one.children() + other.children(),
                Math.max(one.mostChildren(), other.mostChildren()));
    }

    SegmentShape shape() {
        final int largest = segmentsBySize.isEmpty() ? 0 : segmentsBySize.lastKey();
        int width = LEAST_WIDTH_BYTES;
        while (largest / width >= MAX_CLASSES) {
            width *= 2;
        }
        return new SegmentShape(width, classes(width, largest), median(), List.copyOf(levels.values()));
    }

    private List<Long> classes(int width, int largest) {
        final List<Long> classes = new ArrayList<>();
        for (int from = 0; from <= largest; from += width) {
            classes.add(segmentsBySize.subMap(from, from + width).values().stream()
                    .mapToLong(Long::longValue)
                    .sum());
        }
        return classes;
    }

    private int median() {
        final long segments =
                segmentsBySize.values().stream().mapToLong(Long::longValue).sum();
        long passed = 0;
        for (final Map.Entry<Integer, Long> size : segmentsBySize.entrySet()) {
            passed += size.getValue();
            if (2 * passed >= segments) {
                return size.getKey();
            }
        }
        return 0;
    }
}
