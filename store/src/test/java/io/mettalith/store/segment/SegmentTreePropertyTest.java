package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random edits against a {@link TreeMap}; a failure names its seed, which reproduces it. */
class SegmentTreePropertyTest {
    private static final int SEEDS = 200;

    private final TreeWriter writer = new TreeWriter();

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void holdsWhatAPlainMapHolds(long seed) {
        final Random random = new Random(seed);
        final KeySource keys = new KeySource(random);
        final TreeMap<byte[], long[]> model = new TreeMap<>(Arrays::compareUnsigned);
        final SegmentTree tree = new SegmentTree();
        writer.generation(new Generation());
        final int operations = 1 << random.nextInt(12);
        for (int i = 0; i < operations; i++) {
            final byte[] key = keys.next();
            final long delta = random.nextInt(3) == 0 ? -random.nextInt(3) : random.nextInt(200) == 0 ? 5000 : 1;
            if (random.nextInt(64) == 0) {
                writer.generation(new Generation());
            }
            final long before = adjust(tree, key, delta);
            assertThat(before).isEqualTo(change(model, key, delta));
        }
        assertSame(tree, model);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void forksAreIsolatedBothWays(long seed) {
        final Random random = new Random(seed);
        final KeySource keys = new KeySource(random);
        final TreeMap<byte[], long[]> model = new TreeMap<>(Arrays::compareUnsigned);
        final SegmentTree parent = new SegmentTree();
        writer.generation(new Generation());
        edit(parent, model, keys, random, random.nextInt(3000));
        final SegmentTree child = parent.fork();
        final TreeMap<byte[], long[]> childModel = copy(model);
        for (int round = 0; round < 4; round++) {
            writer.generation(new Generation());
            edit(parent, model, keys, random, random.nextInt(100));
            writer.generation(new Generation());
            edit(child, childModel, keys, random, random.nextInt(100));
        }
        assertSame(parent, model);
        assertSame(child, childModel);
        assertDifference(parent, model, child, childModel);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bulkBuildingEqualsAddingOneByOne(long seed) {
        final Random random = new Random(seed);
        final KeySource keys = new KeySource(random);
        final TreeMap<byte[], long[]> model = new TreeMap<>(Arrays::compareUnsigned);
        final int size = random.nextInt(5000);
        for (int i = 0; i < size; i++) {
            change(model, keys.next(), 1 + random.nextInt(3));
        }
        final Generation generation = new Generation();
        final TreeBuilder builder = new TreeBuilder(generation);
        model.forEach((key, count) -> builder.add(key, key.length, hasVariables(key), stamp(key), count[0]));
        final SegmentTree tree = builder.build();
        assertSame(tree, model);
        writer.generation(generation);
        edit(tree, model, keys, random, 200);
        assertSame(tree, model);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void prefixScansReturnExactlyTheKeysWithThatPrefix(long seed) {
        final Random random = new Random(seed);
        final KeySource keys = new KeySource(random);
        final TreeMap<byte[], long[]> model = new TreeMap<>(Arrays::compareUnsigned);
        final SegmentTree tree = new SegmentTree();
        writer.generation(new Generation());
        edit(tree, model, keys, random, random.nextInt(2000));
        for (int i = 0; i < 50; i++) {
            final byte[] key = keys.next();
            final byte[] prefix = Arrays.copyOf(key, random.nextInt(key.length + 1));
            final TreeCursor cursor = tree.cursor();
            cursor.seek(prefix, prefix.length);
            int found = 0;
            while (cursor.advance()) {
                assertThat(Arrays.copyOf(cursor.key(), prefix.length)).isEqualTo(prefix);
                found++;
            }
            assertThat(found).isEqualTo((int) model.keySet().stream()
                    .filter(k ->
                            k.length >= prefix.length && Arrays.equals(k, 0, prefix.length, prefix, 0, prefix.length))
                    .count());
        }
    }

    private void edit(SegmentTree tree, TreeMap<byte[], long[]> model, KeySource keys, Random random, int operations) {
        for (int i = 0; i < operations; i++) {
            final byte[] key = keys.next();
            final long delta = random.nextInt(3) == 0 ? -1 : 1;
            adjust(tree, key, delta);
            change(model, key, delta);
        }
    }

    private long adjust(SegmentTree tree, byte[] key, long delta) {
        return tree.adjust(key, key.length, hasVariables(key), stamp(key), delta, writer);
    }

    private static boolean hasVariables(byte[] key) {
        return key[key.length - 1] % 7 == 0;
    }

    private static long stamp(byte[] key) {
        return key[key.length - 1] % 5 == 0 ? 1 + (key.length * 977L) : 0;
    }

    private static long change(TreeMap<byte[], long[]> model, byte[] key, long delta) {
        final long[] count = model.computeIfAbsent(key, k -> new long[1]);
        final long before = count[0];
        count[0] = Math.max(0, before + delta);
        if (count[0] == 0) {
            model.remove(key);
        }
        return before;
    }

    private static TreeMap<byte[], long[]> copy(TreeMap<byte[], long[]> model) {
        final TreeMap<byte[], long[]> copy = new TreeMap<>(Arrays::compareUnsigned);
        model.forEach((key, count) -> copy.put(key, count.clone()));
        return copy;
    }

    private static void assertSame(SegmentTree tree, TreeMap<byte[], long[]> model) {
        TreeValidator.validate(tree);
        final TreeCursor cursor = tree.cursor();
        for (final Map.Entry<byte[], long[]> expected : model.entrySet()) {
            assertThat(cursor.advance()).isTrue();
            assertThat(Arrays.copyOf(cursor.key(), cursor.keyLength())).isEqualTo(expected.getKey());
            assertThat(cursor.count()).isEqualTo(expected.getValue()[0]);
            assertThat(cursor.stamp()).isEqualTo(stamp(expected.getKey()));
        }
        assertThat(cursor.advance()).isFalse();
    }

    private static void assertDifference(
            SegmentTree from, TreeMap<byte[], long[]> fromModel, SegmentTree to, TreeMap<byte[], long[]> toModel) {
        final Map<String, Long> found = new HashMap<>();
        TreeDiff.between(
                from,
                to,
                (at, before, after) ->
                        found.put(Arrays.toString(Arrays.copyOf(at.key(), at.keyLength())), after - before));
        final Map<String, Long> expected = new HashMap<>();
        fromModel.forEach((key, count) -> expected.merge(Arrays.toString(key), -count[0], Long::sum));
        toModel.forEach((key, count) -> expected.merge(Arrays.toString(key), count[0], Long::sum));
        expected.values().removeIf(delta -> delta == 0);
        assertThat(found).isEqualTo(expected);
    }

    /** Prefix-free keys (length first) that share prefixes often; now and then a huge one. */
    private static final class KeySource {
        private final Random random;
        private final int alphabet;
        private final boolean sequential;
        private int next;

        KeySource(Random random) {
            this.random = random;
            alphabet = 2 + random.nextInt(6);
            sequential = random.nextInt(4) == 0;
        }

        byte[] next() {
            if (sequential && random.nextInt(8) != 0) {
                final int n = next++;
                return new byte[] {0, 4, 1, (byte) (n >>> 16), (byte) (n >>> 8), (byte) n};
            }
            final int length = random.nextInt(500) == 0 ? 3000 + random.nextInt(70000) : 1 + random.nextInt(14);
            final byte[] key = new byte[length + 3];
            key[0] = (byte) (length >>> 16);
            key[1] = (byte) (length >>> 8);
            key[2] = (byte) length;
            for (int i = 3; i < key.length; i++) {
                key[i] = (byte) random.nextInt(alphabet);
            }
            return key;
        }
    }
}
