package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.report.Measurement;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Looks facts up through an environment and through a fork of it, by turns, block by block in one JVM: two JVMs differ by
 * more than what is to be shown. Reports medians, which a block that the machine has interrupted does not move, with the
 * 99.9 % interval of their order statistics. Arguments: number of facts, number of pairs of blocks.
 */
public final class ForkLookup {
    private static final int KEYS = 1 << 17;
    private static final int BLOCK = 1 << 11;
    private static final int WARM_UP_PAIRS = 300;
    private static final double Z_999 = 3.29;

    private static long found;

    private ForkLookup() {}

    /** Measures. */
    public static void main(String[] arguments) {
        final int size = Integer.parseInt(arguments[0]);
        final int pairs = Integer.parseInt(arguments[1]);
        final Facts facts = new Facts(size);
        final SplittableRandom random = new SplittableRandom(1);
        final Key[] keys = new Key[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = facts.key(random.nextInt(size));
        }
        try (Peer owner = PeerKind.METTALITH.create()) {
            owner.load(facts);
            try (Peer fork = owner.fork();
                    Peer.Reader ofOwner = owner.reader();
                    Peer.Reader ofFork = fork.reader()) {
                measure(ofOwner, ofFork, keys, WARM_UP_PAIRS);
                final double[][] blocks = measure(ofOwner, ofFork, keys, pairs);
                report(size, "owner", blocks[0], "ns/op");
                report(size, "fork", blocks[1], "ns/op");
                report(size, "ratio", blocks[2], "times");
            }
        }
        if (found == 0) {
            throw new IllegalStateException("nothing found");
        }
    }

    /** Returns nanoseconds per lookup through the owner, through the fork, and the ratio of both, per pair. */
    private static double[][] measure(Peer.Reader owner, Peer.Reader fork, Key[] keys, int pairs) {
        final double[][] blocks = new double[3][pairs];
        int from = 0;
        for (int i = 0; i < pairs; i++) {
            final boolean ownerFirst = i % 2 == 0;
            final double first = blockNs(ownerFirst ? owner : fork, keys, from);
            final double second = blockNs(ownerFirst ? fork : owner, keys, from + BLOCK);
            from = (from + 2 * BLOCK) % KEYS;
            blocks[0][i] = ownerFirst ? first : second;
            blocks[1][i] = ownerFirst ? second : first;
            blocks[2][i] = blocks[1][i] / blocks[0][i];
        }
        return blocks;
    }

    private static double blockNs(Peer.Reader reader, Key[] keys, int from) {
        final long start = System.nanoTime();
        for (int i = from; i < from + BLOCK; i++) {
            if (reader.contains(keys[i])) {
                found++;
            }
        }
        return (double) (System.nanoTime() - start) / BLOCK;
    }

    private static void report(int size, String variant, double[] values, String unit) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        final int ranks = (int) Math.ceil(Z_999 * Math.sqrt(sorted.length) / 2);
        final double low = sorted[Math.max(0, middle - ranks)];
        final double high = sorted[Math.min(sorted.length - 1, middle + ranks)];
        ChildJvm.report(
                "forkLookup",
                new Measurement(
                        PeerKind.METTALITH.id(),
                        size,
                        variant,
                        sorted[middle],
                        (high - low) / 2,
                        unit,
                        Measurement.NOT_MEASURED,
                        sorted.length));
    }
}
