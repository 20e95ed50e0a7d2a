package io.mettalith.bench;

import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.peer.Rules;
import io.mettalith.bench.report.Measurement;
import io.mettalith.store.segment.SegmentMemory;

/**
 * Forks, writes and closes very often, and says what is held before and afterwards. Arguments: number of rules, number
 * of cycles.
 */
public final class Cycles {
    private static final int WARM_UP = 100_000;
    private static final int KEYS = 1 << 10;

    private Cycles() {}

    /** Measures. */
    public static void main(String[] arguments) throws InterruptedException {
        final int size = Integer.parseInt(arguments[0]);
        final int cycles = Integer.parseInt(arguments[1]);
        final Rules rules = new Rules(size);
        final Key[] keys = new Key[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = rules.absentKey((int) ((long) i * size / KEYS));
        }
        try (Peer base = PeerKind.METTALITH.create()) {
            base.load(rules);
            run(base, keys, WARM_UP);
            final long heapBefore = Heap.settledBytes();
            final long offHeapBefore = SegmentMemory.allocatedBytes();
            final long start = System.nanoTime();
            run(base, keys, cycles);
            final double ns = (double) (System.nanoTime() - start) / cycles;
            final long heapAfter = Heap.settledBytes();
            final long offHeapAfter = SegmentMemory.allocatedBytes();
            // Reporting loads classes, so it waits until everything has been looked at.
            report(size, "heap before", heapBefore);
            report(size, "heap after", heapAfter);
            report(size, "off heap before", offHeapBefore);
            report(size, "off heap after", offHeapAfter);
            ChildJvm.report(
                    "cycles", new Measurement(PeerKind.METTALITH.id(), size, "time", ns, 0, "ns/op", -1, cycles));
        }
    }

    private static void run(Peer base, Key[] keys, int cycles) {
        for (int i = 0; i < cycles; i++) {
            try (Peer fork = base.fork()) {
                fork.add(keys[i & KEYS - 1]);
            }
        }
    }

    private static void report(int size, String variant, long bytes) {
        ChildJvm.report("cycles", Measurement.single(PeerKind.METTALITH.id(), size, variant, bytes, "B"));
    }
}
