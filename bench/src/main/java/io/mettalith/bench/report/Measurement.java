package io.mettalith.bench.report;

/**
 * One figure of a row.
 *
 * @param system the system that was measured
 * @param size number of atoms
 * @param variant what else was varied, for instance {@code 2 threads}; empty if nothing
 * @param score the mean, in the unit
 * @param error half the width of the 99.9 % confidence interval; 0 where there is one sample
 * @param unit of score and error
 * @param bytes heap bytes allocated per operation; negative where that was not measured
 * @param samples number of iterations that the score is the mean of
 */
public record Measurement(
        String system, long size, String variant, double score, double error, String unit, double bytes, int samples) {
    /** What {@link #bytes} is where allocation was not measured. */
    public static final double NOT_MEASURED = -1;

    /** A figure that was taken once. */
    public static Measurement single(String system, long size, String variant, double score, String unit) {
        return new Measurement(system, size, variant, score, 0, unit, NOT_MEASURED, 1);
    }

    /** Reports whether this is the figure for these parameters. */
    boolean is(String ofSystem, long ofSize, String ofVariant) {
        return system.equals(ofSystem) && size == ofSize && variant.equals(ofVariant);
    }
}
