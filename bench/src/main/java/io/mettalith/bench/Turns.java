package io.mettalith.bench;

import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.report.Measurement;
import java.util.Arrays;

/**
 * Measures two things by turns, block by block in one JVM: two JVMs differ by more than what is to be shown. Reports
 * medians, which a block that the machine has interrupted does not move, with the 99.9 % interval of their order
 * statistics.
 */
final class Turns {
    private static final double Z_999 = 3.29;

    private final String row;
    private final int size;
    private final int operations;

    /**
     * Measures for a row.
     *
     * @param row of the results
     * @param size number of atoms
     * @param operations that a block has
     */
    Turns(String row, int size, int operations) {
        this.row = row;
        this.size = size;
        this.operations = operations;
    }

    /** Operations that are timed together. */
    @FunctionalInterface
    interface Block {
        /** Runs the block; {@code turn} counts the blocks of both sides from 0. */
        void run(int turn);
    }

    /** Returns nanoseconds per operation of the owner, of the fork, and the ratio of both, per pair of blocks. */
    double[][] measure(Block owner, Block fork, int pairs) {
        final double[][] blocks = new double[3][pairs];
        for (int i = 0; i < pairs; i++) {
            final boolean ownerFirst = i % 2 == 0;
            final double first = ns(ownerFirst ? owner : fork, 2 * i);
            final double second = ns(ownerFirst ? fork : owner, 2 * i + 1);
            blocks[0][i] = ownerFirst ? first : second;
            blocks[1][i] = ownerFirst ? second : first;
            blocks[2][i] = blocks[1][i] / blocks[0][i];
        }
        return blocks;
    }

    private double ns(Block block, int turn) {
        final long start = System.nanoTime();
        block.run(turn);
        return (double) (System.nanoTime() - start) / operations;
    }

    /** Reports to the parent what {@link #measure} gave. */
    void report(double[][] blocks) {
        report("owner", blocks[0], "ns/op");
        report("fork", blocks[1], "ns/op");
        report("ratio", blocks[2], "times");
    }

    private void report(String variant, double[] values, String unit) {
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        final int ranks = (int) Math.ceil(Z_999 * Math.sqrt(sorted.length) / 2);
        final double low = sorted[Math.max(0, middle - ranks)];
        final double high = sorted[Math.min(sorted.length - 1, middle + ranks)];
        ChildJvm.report(
                row,
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
