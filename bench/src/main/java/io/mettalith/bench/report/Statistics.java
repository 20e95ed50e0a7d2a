package io.mettalith.bench.report;

import java.util.List;

/** Figures made of several. */
public final class Statistics {
    private Statistics() {}

    /**
     * Returns the middle one, or the mean of the middle two.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static double median(List<Double> values) {
        final double[] sorted = present(values).stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * Returns the mean of ratios: the root of their product.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static double geometricMean(List<Double> ratios) {
        return Math.exp(present(ratios).stream().mapToDouble(Math::log).sum() / ratios.size());
    }

    private static List<Double> present(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing to take the middle of: values=0; measure first");
        }
        return values;
    }
}
