package io.mettalith.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.segment.ContentHash;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GenerationIndexTest {
    private final TreeMap<Integer, IndexPart> parts = new TreeMap<>();
    private final TreeMap<ContentHash, Extent> all = new TreeMap<>();
    private long recordsWritten;

    /** Publishes as a writer does, but for the parts that are left behind where {@code leave} says so. */
    private void publish(TreeMap<ContentHash, Extent> added, boolean leave) {
        final int number = parts.isEmpty() ? 1 : parts.lastKey() + 1;
        final int first = parts.isEmpty() ? number : new GenerationIndex(parts).firstToCover(added.size());
        final IndexPart part =
                IndexPartTest.part(List.copyOf(parts.tailMap(first).values()), added, first);
        recordsWritten += part.count();
        if (!leave) {
            parts.tailMap(first).clear();
        }
        parts.put(number, part);
        all.putAll(added);
    }

    @Test
    void everythingPublishedIsFound() {
        final Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            publish(IndexPartTest.extents(random, 1 + random.nextInt(50)), random.nextInt(4) == 0);
        }
        final GenerationIndex index = new GenerationIndex(parts);
        all.forEach((hash, extent) -> assertThat(index.find(hash).extent()).isEqualTo(extent));
        assertThat(index.find(new ContentHash(17, 4))).isNull();
    }

    @Test
    void partsAreFewAndRecordsAreWrittenSeldom() {
        final Random random = new Random(2);
        int most = 0;
        for (int round = 0; round < 1_000; round++) {
            publish(IndexPartTest.extents(random, 10), false);
            most = Math.max(most, parts.size());
        }
        assertThat(most).isBetween(5, 8);
        assertThat(recordsWritten).isLessThan(13L * all.size());
        assertThat(parts.values().stream().mapToInt(IndexPart::count).sum()).isEqualTo(all.size());
    }

    @Test
    void smallCommitLeavesLargePartsAlone() {
        final Random random = new Random(3);
        publish(IndexPartTest.extents(random, 20_000), false);
        recordsWritten = 0;
        publish(IndexPartTest.extents(random, 10), false);
        assertThat(recordsWritten).isEqualTo(10);
        assertThat(parts).hasSize(2);
    }

    @Test
    void coveredPartsAreKnown() {
        final Random random = new Random(4);
        for (int round = 0; round < 20; round++) {
            publish(IndexPartTest.extents(random, 10), true);
        }
        final TreeMap<Integer, IndexPart> kept = new TreeMap<>(parts);
        kept.values().removeAll(new GenerationIndex(parts).covered());
        final GenerationIndex index = new GenerationIndex(kept);
        all.forEach((hash, extent) -> assertThat(index.find(hash).extent()).isEqualTo(extent));
        assertThat(kept.size()).isLessThan(5);
        assertThat(index.covered()).isEmpty();
    }
}
