package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentMemoryTest {
    private static final int LENGTH = 256;
    private static final long PATIENCE_NS = 30_000_000_000L;

    private static Thread reclaimer() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("mettalith-reclaimer"))
                .findFirst()
                .orElseThrow();
    }

    private static void settle(Generation generation) throws InterruptedException {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (generation.blocks() > 0 && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(20);
        }
    }

    @Test
    void aGenerationFreesItsBlocksInAnyOrderAndEachOnce() {
        final Generation generation = new Generation();
        final List<Segment> segments = List.of(
                Segment.allocate(LENGTH, generation),
                Segment.allocate(LENGTH, generation),
                Segment.allocate(LENGTH, generation),
                Segment.allocate(LENGTH, generation));
        assertThat(generation.blocks()).isEqualTo(4);
        for (final int i : new int[] {1, 1, 3, 0}) {
            segments.get(i).free();
        }
        assertThat(generation.blocks()).isEqualTo(1);
        generation.free();
        generation.free();
        assertThat(generation.blocks()).isZero();
        segments.get(2).free();
        assertThat(generation.blocks()).isZero();
    }

    @Test
    void whatNobodyCanReachIsGivenBackThoughTheReclaimerWasInterrupted() throws InterruptedException {
        final Generation generation = new Generation();
        Segment.allocate(LENGTH, generation);
        final Segment held = Segment.allocate(LENGTH, generation);
        assertThat(SegmentMemory.allocatedBlocks()).isGreaterThanOrEqualTo(2);
        final Thread reclaimer = reclaimer();
        reclaimer.interrupt();
        held.free();
        settle(generation);
        assertThat(generation.blocks()).isZero();
        assertThat(reclaimer.isAlive()).isTrue();
    }

    @Test
    void pinsAreCounted() {
        final Generation generation = new Generation();
        generation.pin();
        generation.pin();
        generation.unpin();
        assertThat(generation.isPinned()).isTrue();
        generation.unpin();
        assertThat(generation.isPinned()).isFalse();
    }
}
