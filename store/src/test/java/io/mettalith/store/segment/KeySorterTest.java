package io.mettalith.store.segment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeySorterTest {
    private long allocatedBefore;

    @BeforeEach
    void noteAllocated() {
        allocatedBefore = KeySorter.allocatedBytes();
    }

    @AfterEach
    void allIsFreed() {
        assertThat(KeySorter.allocatedBytes()).isEqualTo(allocatedBefore);
    }

    private static void add(KeySorter sorter, String... keys) {
        for (final String key : keys) {
            sorter.add(bytes(key), key.length(), false, 0, 1);
        }
    }

    private static byte[] bytes(String key) {
        return key.getBytes(ISO_8859_1);
    }

    private static List<String> handedOut(KeySorter sorter) {
        final List<String> keys = new ArrayList<>();
        sorter.handOut((key, length, variables, stamp, count) -> keys.add(new String(key, 0, length, ISO_8859_1)
                + (variables ? " variables" : "")
                + (stamp == 0 ? "" : " stamp " + stamp)
                + (count == 1 ? "" : " x" + count)));
        return keys;
    }

    @Test
    void handsOutNothingIfNothingWasAdded() {
        assertThat(handedOut(new KeySorter())).isEmpty();
    }

    @Test
    void handsOutASingleKey() {
        final KeySorter sorter = new KeySorter();
        add(sorter, "a");
        assertThat(sorter.size()).isEqualTo(1);
        assertThat(handedOut(sorter)).containsExactly("a");
    }

    @Test
    void ordersByUnsignedBytes() {
        final KeySorter sorter = new KeySorter();
        add(sorter, "\u00ff", "b", "\u0080", "a", "\u007f", "\0");
        assertThat(handedOut(sorter)).containsExactly("\0", "a", "b", "\u007f", "\u0080", "\u00ff");
    }

    @Test
    void ordersByWhatStandsBehindALongSharedPrefix() {
        final KeySorter sorter = new KeySorter();
        final String shared = "edge ".repeat(100);
        for (int i = 999; i >= 100; i--) {
            add(sorter, shared + i);
        }
        final List<String> keys = handedOut(sorter);
        assertThat(keys).hasSize(900).isSorted().first().isEqualTo(shared + 100);
    }

    @Test
    void addsCountsAndKeepsTheLeastStamp() {
        final KeySorter sorter = new KeySorter();
        sorter.add(bytes("a"), 1, true, 0, 5);
        sorter.add(bytes("b"), 1, false, 9, 1);
        sorter.add(bytes("a"), 1, true, 7, 1);
        sorter.add(bytes("b"), 1, false, 0, 1L << 40);
        sorter.add(bytes("a"), 1, true, 8, 1);
        assertThat(handedOut(sorter)).containsExactly("a variables stamp 7 x7", "b stamp 9 x" + (1 + (1L << 40)));
    }

    @Test
    void addsCountsAcrossRuns() {
        final KeySorter sorter = new KeySorter(2, 1 << 20, 64, true);
        for (int i = 0; i < 100; i++) {
            sorter.add(bytes("a"), 1, false, 100 - i, 1);
            sorter.add(bytes("b"), 1, false, 0, 2);
        }
        assertThat(handedOut(sorter)).containsExactly("a stamp 1 x100", "b x200");
    }

    @Test
    void takesKeysLongerThanAChunkAndARun() {
        final KeySorter sorter = new KeySorter(1000, 1 << 10, 64, true);
        final String huge = "h".repeat(3 << 20);
        add(sorter, huge + "b", "z", huge + "a", "i", huge + "c");
        final List<String> keys = handedOut(sorter);
        assertThat(keys.stream().map(String::length))
                .containsExactly(huge.length() + 1, huge.length() + 1, huge.length() + 1, 1, 1);
        assertThat(keys.get(0)).endsWith("ha");
        assertThat(keys.get(2)).endsWith("hc");
    }

    @Test
    void usesOnlyTheFirstBytesOfTheArray() {
        final KeySorter sorter = new KeySorter();
        sorter.add(bytes("bcd"), 1, false, 0, 1);
        sorter.add(bytes("abc"), 2, false, 0, 1);
        assertThat(handedOut(sorter)).containsExactly("ab", "b");
    }

    @Test
    void refusesWhatIsNoKey() {
        try (KeySorter sorter = new KeySorter()) {
            assertThatThrownBy(() -> sorter.add(bytes("a"), 2, false, 0, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("lengthBytes=2, arrayBytes=1");
            assertThatThrownBy(() -> sorter.add(bytes("a"), 1, false, 0, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("count=0");
        }
    }

    @Test
    void cannotBeUsedAfterHandingOut() {
        final KeySorter sorter = new KeySorter();
        add(sorter, "a");
        handedOut(sorter);
        assertThatThrownBy(() -> add(sorter, "b"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("key sorter used after it was handed out or closed");
        assertThatThrownBy(() -> handedOut(sorter)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closingTwiceIsNoError() {
        final KeySorter sorter = new KeySorter(2, 1 << 20, 64, true);
        add(sorter, "a", "b", "c", "d", "e");
        assertThat(KeySorter.allocatedBytes()).isGreaterThan(allocatedBefore);
        sorter.close();
        sorter.close();
    }

    @Test
    void freesItsMemoryIfTheHandlerThrows() {
        final KeySorter sorter = new KeySorter(2, 1 << 20, 64, true);
        add(sorter, "a", "b", "c", "d", "e");
        assertThatThrownBy(() -> sorter.handOut((key, length, variables, stamp, count) -> {
                    throw new IllegalStateException("no more");
                }))
                .hasMessage("no more");
    }

    @Test
    void freesBehindItselfWhileHandingOut() {
        final KeySorter sorter = new KeySorter(1 << 12, 1 << 20, 1 << 12, true);
        final byte[] key = new byte[100];
        for (int i = 0; i < 1 << 16; i++) {
            final int number = i * 0x9E3779B1;
            for (int j = 0; j < Integer.BYTES; j++) {
                key[j] = (byte) (number >>> 8 * j);
            }
            sorter.add(key, key.length, false, 0, 1);
        }
        final long full = KeySorter.allocatedBytes() - allocatedBefore;
        final long[] seen = new long[2];
        sorter.handOut((handed, length, variables, stamp, count) -> {
            if (++seen[0] == 1 << 15) {
                seen[1] = KeySorter.allocatedBytes() - allocatedBefore;
            }
        });
        assertThat(seen[0]).isEqualTo(1 << 16);
        assertThat(seen[1]).isLessThan(full * 2 / 3);
    }

    @Test
    void anAbandonedSorterIsFreed() throws InterruptedException {
        abandon();
        for (int i = 0; i < 500 && KeySorter.allocatedBytes() != allocatedBefore; i++) {
            System.gc();
            Thread.sleep(10);
        }
    }

    private static void abandon() {
        add(new KeySorter(2, 1 << 20, 64, true), "a", "b", "c", "d", "e");
    }

    @Test
    void anInterruptIsKeptForLater() {
        final KeySorter sorter = new KeySorter(2, 1 << 20, 64, true);
        add(sorter, "e", "d", "c", "b", "a");
        Thread.currentThread().interrupt();
        assertThat(handedOut(sorter)).containsExactly("a", "b", "c", "d", "e");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void buildsATree() {
        final Generation generation = new Generation();
        final TreeBuilder builder = new TreeBuilder(generation);
        final KeySorter sorter = new KeySorter();
        for (int i = 9999; i >= 1000; i--) {
            add(sorter, "(edge n" + i + ")");
        }
        sorter.handOut(builder::add);
        final SegmentTree tree = builder.build();
        TreeValidator.validate(tree);
        assertThat(tree.atoms()).isEqualTo(9000);
        final byte[] key = bytes("(edge n4711)");
        assertThat(tree.countOf(Arrays.copyOf(key, 40), key.length)).isEqualTo(1);
        generation.free();
    }
}
