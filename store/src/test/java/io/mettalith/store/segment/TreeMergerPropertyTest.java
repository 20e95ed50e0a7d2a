package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A merged tree against one that has the same keys added one by one; a failure names its seed. */
class TreeMergerPropertyTest {
    private static final int SEEDS = 100;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void mergingEqualsAddingOneByOne(long seed) {
        final Random random = new Random(seed);
        final Generation generation = new Generation();
        final TreeWriter writer = new TreeWriter().generation(generation);
        final int range = 1 + random.nextInt(5000);
        final SegmentTree old = new SegmentTree();
        for (int i = random.nextInt(range + 1); i > 0; i--) {
            final byte[] key = key(random.nextInt(range));
            old.adjust(key, key.length, key[2] % 5 == 0, random.nextInt(2), 1 + random.nextInt(3), writer);
        }
        final TreeMap<Integer, Long> added = new TreeMap<>();
        for (int i = random.nextInt(range + 1); i > 0; i--) {
            added.merge(random.nextInt(range), 1L + random.nextInt(3), Long::sum);
        }

        final TreeMerger merger = new TreeMerger(old, generation);
        added.forEach((number, count) -> {
            final byte[] key = key(number);
            merger.add(key, key.length, key[2] % 5 == 0, number % 3 == 0 ? 7 : 0, count);
        });
        final SegmentTree merged = merger.build();

        final SegmentTree expected = old.fork();
        final Generation later = new Generation();
        writer.generation(later);
        for (final Map.Entry<Integer, Long> entry : added.entrySet()) {
            final byte[] key = key(entry.getKey());
            expected.adjust(
                    key, key.length, key[2] % 5 == 0, entry.getKey() % 3 == 0 ? 7 : 0, entry.getValue(), writer);
        }
        TreeValidator.validate(merged);
        assertSame(merged.cursor(), expected.cursor());
        later.free();
        old.freeOwned(generation);
        TreeValidator.validate(merged);
        generation.free();
    }

    private static byte[] key(int number) {
        return new byte[] {'k', (byte) (number >>> 8), (byte) number};
    }

    private static void assertSame(TreeCursor actual, TreeCursor expected) {
        while (expected.advance()) {
            assertThat(actual.advance()).isTrue();
            assertThat(actual.key()).startsWith(Arrays.copyOf(expected.key(), expected.keyLength()));
            assertThat(actual.keyLength()).isEqualTo(expected.keyLength());
            assertThat(actual.count()).isEqualTo(expected.count());
            assertThat(actual.stamp()).isEqualTo(expected.stamp());
            assertThat(actual.hasVariables()).isEqualTo(expected.hasVariables());
        }
        assertThat(actual.advance()).isFalse();
    }
}
