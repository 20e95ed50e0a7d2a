package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever way a tree came about, its normal form is the tree that is built at once from what it holds. A failure names
 * its seed, which reproduces it.
 */
class NormalFormPropertyTest {
    private static final int SEEDS = 60;

    private final TreeWriter writer = new TreeWriter();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    /** Has what it was given, and counts it. */
    private static final class Sink implements SegmentSink {
        private final Set<ContentHash> known = new HashSet<>();
        private int put;

        @Override
        public boolean contains(ContentHash hash) {
            return known.contains(hash);
        }

        @Override
        public void put(ContentHash hash, byte[] bytes) {
            put += known.add(hash) ? 1 : 0;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theNormalFormFollowsFromWhatATreeHolds(long seed) {
        final Random random = new Random(seed);
        final Keys keys = new Keys(random);
        final TreeMap<byte[], Long> model = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = random.nextInt(keys.longest > 100 ? 6000 : 20000); i > 0; i--) {
            model.put(keys.next(), 1L);
        }
        final SegmentTree tree = random.nextBoolean() ? built(model) : new SegmentTree();
        if (tree.entries() == 0) {
            model.clear();
        }
        for (int round = 0; round < 8; round++) {
            writer.generation(new Generation());
            edit(tree, model, keys, random);
            tree.normalize(new Generation());
            TreeValidator.validate(tree);
            assertThat(tree.seal(new Sink())).isEqualTo(built(model).seal(new Sink()));
            if (random.nextInt(3) == 0) {
                writer.generation(new Generation());
                tree.makeOwned(new Generation());
            }
        }
    }

    private void edit(SegmentTree tree, TreeMap<byte[], Long> model, Keys keys, Random random) {
        for (int i = random.nextInt(4); i >= 0; i--) {
            switch (random.nextInt(6)) {
                case 0 -> addMany(tree, model, keys, random.nextInt(2000));
                case 1 -> removeRange(tree, model, keys, random.nextInt(1500));
                case 2 -> adjust(tree, model, keys.next(), random.nextInt(5) == 0 ? 1000 : 1);
                case 3 -> removeRange(tree, model, keys, 1);
                default -> removeWholeSegments(tree, model, random);
            }
        }
    }

    private void addMany(SegmentTree tree, TreeMap<byte[], Long> model, Keys keys, int count) {
        for (int i = 0; i < count; i++) {
            adjust(tree, model, keys.next(), 1);
        }
    }

    private void removeRange(SegmentTree tree, TreeMap<byte[], Long> model, Keys keys, int count) {
        final List<byte[]> range = new ArrayList<>(
                model.tailMap(keys.next()).keySet().stream().limit(count).toList());
        range.forEach(key -> adjust(tree, model, key, -model.get(key)));
    }

    /** Removes whole segments, so that neighbours come together that nobody has edited. */
    private void removeWholeSegments(SegmentTree tree, TreeMap<byte[], Long> model, Random random) {
        final List<Segment> segments = new ArrayList<>();
        if (tree.resolvedRoot() != null) {
            collect(tree.resolvedRoot(), segments);
        }
        final int first = random.nextInt(segments.size() + 1);
        final int count = random.nextInt(3) == 0 ? random.nextInt(100) : 1;
        segments.subList(first, Math.min(segments.size(), first + count)).stream()
                .flatMap(segment -> keys(segment).stream())
                .toList()
                .forEach(key -> adjust(tree, model, key, -model.get(key)));
    }

    private static void collect(TreeNode node, List<Segment> segments) {
        if (node instanceof Segment segment) {
            segments.add(segment);
            return;
        }
        final Directory directory = (Directory) node;
        for (int i = 0; i < directory.size(); i++) {
            collect(directory.child(i), segments);
        }
    }

    private static List<byte[]> keys(Segment segment) {
        final List<byte[]> keys = new ArrayList<>();
        final SegmentCursor cursor = new SegmentCursor();
        cursor.wrap(segment);
        while (cursor.advance()) {
            keys.add(Arrays.copyOf(cursor.key(), cursor.keyLength()));
        }
        return keys;
    }

    private void adjust(SegmentTree tree, TreeMap<byte[], Long> model, byte[] key, long delta) {
        tree.adjust(key, key.length, false, 0, delta, writer);
        final long count = model.getOrDefault(key, 0L) + delta;
        if (count == 0) {
            model.remove(key);
        } else {
            model.put(key, count);
        }
    }

    private static SegmentTree built(TreeMap<byte[], Long> model) {
        final TreeBuilder builder = new TreeBuilder(new Generation());
        model.forEach((key, count) -> builder.add(key, key.length, false, 0, count));
        return builder.build();
    }

    @Test
    void afterOneEditOnlyThePathToItIsMadeAnew() {
        final Random random = new Random(7);
        final Keys keys = new Keys(random);
        final TreeMap<byte[], Long> model = new TreeMap<>(Arrays::compareUnsigned);
        for (int i = 0; i < 60_000; i++) {
            model.put(keys.next(), 1L);
        }
        final SegmentTree tree = built(model);
        final Sink sink = new Sink();
        tree.seal(sink);
        int mostPut = 0;
        for (int edit = 0; edit < 200; edit++) {
            sink.put = 0;
            writer.generation(new Generation());
            adjust(tree, model, keys.next(), 1);
            tree.normalize(new Generation());
            tree.seal(sink);
            mostPut = Math.max(mostPut, sink.put);
        }
        assertThat(tree.height()).isGreaterThan(1);
        assertThat(mostPut).isBetween(1, 6 * (tree.height() + 1));
        assertThat(tree.seal(sink)).isEqualTo(built(model).seal(sink));
    }

    @Test
    void onlyATreeInNormalFormIsSealed() {
        final SegmentTree tree = new SegmentTree();
        final byte[] key = {3, 1, 2};
        tree.adjust(key, key.length, false, 0, 1, writer.generation(new Generation()));
        assertThat(tree.isNormal()).isFalse();
        assertThat(catchThrowable(() -> tree.seal(new Sink())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("normal form");
    }

    /** Prefix-free keys (length first), short or long. */
    private static final class Keys {
        private final Random random;
        private final int longest;
        private final int alphabet;

        Keys(Random random) {
            this.random = random;
            longest = random.nextBoolean() ? 14 : 400;
            alphabet = 2 + random.nextInt(200);
        }

        byte[] next() {
            final int length = random.nextInt(1000) == 0 ? 5000 : 6 + random.nextInt(longest);
            final byte[] key = new byte[length + 2];
            key[0] = (byte) (length >>> 8);
            key[1] = (byte) length;
            for (int i = 2; i < key.length; i++) {
                key[i] = (byte) random.nextInt(alphabet);
            }
            return key;
        }
    }
}
