package io.mettalith.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * What one row of the benchmark gave.
 *
 * @param name of the row
 * @param date on which it was measured, ISO 8601
 * @param commit that was measured
 * @param quick whether the run was a quick one, of lower precision
 * @param measurements the figures
 */
public record Row(String name, String date, String commit, boolean quick, List<Measurement> measurements) {
    /** Copies the list. */
    public Row {
        measurements = List.copyOf(measurements);
    }

    /** Returns the figure for these parameters. */
    public Optional<Measurement> find(String system, long size, String variant) {
        return measurements.stream()
                .filter(measurement -> measurement.is(system, size, variant))
                .findFirst();
    }
}
