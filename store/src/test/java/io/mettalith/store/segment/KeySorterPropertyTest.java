package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random keys against a {@link TreeMap}; a failure names its seed, which reproduces it. */
class KeySorterPropertyTest {
    private static final int SEEDS = 400;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void handsOutWhatAPlainMapHolds(long seed) {
        final long allocatedBefore = KeySorter.allocatedBytes();
        final Random random = new Random(seed);
        final KeySource keys = new KeySource(random);
        final TreeMap<byte[], Value> model = new TreeMap<>(Arrays::compareUnsigned);
        final KeySorter sorter = new KeySorter(
                1 + random.nextInt(1 << random.nextInt(14)),
                1 << 6 + random.nextInt(20),
                1 << 4 + random.nextInt(12),
                random.nextBoolean());
        final int size = random.nextInt(1 << random.nextInt(15));
        for (int i = 0; i < size; i++) {
            final byte[] key = keys.next();
            final Value value = Value.random(random, key);
            sorter.add(
                    Arrays.copyOf(key, key.length + random.nextInt(2)),
                    key.length,
                    value.variables,
                    value.stamp,
                    value.count);
            model.merge(key, value, Value::and);
        }
        assertThat(sorter.size()).isEqualTo(size);
        final Iterator<Map.Entry<byte[], Value>> expected = model.entrySet().iterator();
        sorter.handOut((key, length, variables, stamp, count) -> {
            final Map.Entry<byte[], Value> next = expected.next();
            assertThat(Arrays.copyOf(key, length)).isEqualTo(next.getKey());
            assertThat(new Value(variables, stamp, count)).isEqualTo(next.getValue());
        });
        assertThat(expected).isExhausted();
        assertThat(KeySorter.allocatedBytes()).isEqualTo(allocatedBefore);
    }

    /** What is added with a key. */
    private record Value(boolean variables, long stamp, long count) {
        static Value random(Random random, byte[] key) {
            final long stamp = random.nextInt(3) == 0 ? 1 + random.nextInt(1000) : 0;
            final long count = random.nextInt(4) == 0 ? 1 + (random.nextLong() >>> 2 + random.nextInt(60)) / 20_000 : 1;
            return new Value(key[key.length - 1] % 3 == 0, stamp, count);
        }

        Value and(Value other) {
            final long least = stamp == 0 || other.stamp != 0 && other.stamp < stamp ? other.stamp : stamp;
            return new Value(variables || other.variables, least, count + other.count);
        }
    }

    /** Prefix-free keys, the length first: few bytes or many, shared prefixes, runs in order, repetitions. */
    private static final class KeySource {
        private final Random random;
        private final int alphabet;
        private final int shared;
        private final int most;
        private final boolean ascending;
        private int next;

        KeySource(Random random) {
            this.random = random;
            alphabet = 1 + random.nextInt(random.nextBoolean() ? 3 : 256);
            shared = random.nextInt(3) == 0 ? random.nextInt(40) : 0;
            most = 1 + random.nextInt(30);
            ascending = random.nextInt(4) == 0;
        }

        byte[] next() {
            final int length = random.nextInt(2000) == 0 ? random.nextInt(20_000) : random.nextInt(most);
            final byte[] key = new byte[3 + shared + length];
            Arrays.fill(key, 0, shared, (byte) 'x');
            key[shared] = (byte) (length >>> 16);
            key[shared + 1] = (byte) (length >>> 8);
            key[shared + 2] = (byte) length;
            final int number = next++;
            for (int i = shared + 3; i < key.length; i++) {
                key[i] = ascending
                        ? (byte) (number >>> 8 * Math.max(0, 3 - (i - shared - 3)))
                        : (byte) random.nextInt(alphabet);
            }
            return key;
        }
    }
}
