package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.report.Measurement;

/**
 * Loads facts some times, and says how quickly the quickest load went and what the last one holds, on the heap and off
 * it. Arguments: system, number of facts, number of loads.
 */
public final class Footprint {
    private Footprint() {}

    /** Measures. */
    public static void main(String[] arguments) throws InterruptedException {
        final PeerKind kind = PeerKind.of(arguments[0]);
        final int size = Integer.parseInt(arguments[1]);
        final int loads = Integer.parseInt(arguments[2]);
        final Facts facts = new Facts(size);
        long bestNs = Long.MAX_VALUE;
        for (int i = 0; i < loads; i++) {
            try (Peer peer = kind.create()) {
                bestNs = Math.min(bestNs, loadNs(peer, facts));
            }
        }
        final Peer peer = kind.create();
        final long heapBefore = Heap.settledBytes();
        final long offHeapBefore = peer.offHeapBytes();
        loadNs(peer, facts);
        final long heap = Heap.settledBytes() - heapBefore;
        final long offHeap = peer.offHeapBytes() - offHeapBefore;
        ChildJvm.report("load", Measurement.single(kind.id(), size, "", size / (bestNs / 1e9), "facts/s"));
        ChildJvm.report("bytes", Measurement.single(kind.id(), size, "off heap", (double) offHeap / size, "B/fact"));
        ChildJvm.report(
                "bytes", Measurement.single(kind.id(), size, "heap", Math.max(0.0, (double) heap / size), "B/fact"));
        peer.close();
    }

    private static long loadNs(Peer peer, Facts facts) {
        final long start = System.nanoTime();
        peer.load(facts);
        return System.nanoTime() - start;
    }
}
