package io.mettalith.bench.report;

import java.util.List;

/**
 * One program, run as a whole process by one system, several times.
 *
 * @param program its name
 * @param system that ran it
 * @param size the number in the program's last line
 * @param date on which it was measured, ISO 8601
 * @param commit that was measured
 * @param quick whether it was a quick run, of a small size
 * @param seconds of each round, in the order of the rounds; of the rounds before it where one fails
 * @param peakBytes most memory resident, of each round
 * @param problem why there are no more rounds; empty where nothing went wrong
 */
public record Rounds(
        String program,
        String system,
        long size,
        String date,
        String commit,
        boolean quick,
        List<Double> seconds,
        List<Long> peakBytes,
        String problem) {
    /** Copies the lists. */
    public Rounds {
        seconds = List.copyOf(seconds);
        peakBytes = List.copyOf(peakBytes);
    }

    /** Reports whether there is a time, and every result was right. */
    public boolean holds() {
        return problem.isEmpty() && !seconds.isEmpty();
    }

    /** Returns the median of the seconds. */
    public double medianSeconds() {
        return Statistics.median(seconds);
    }

    /** Returns the most memory of all rounds; 0 where it is not known. */
    public long mostBytes() {
        return peakBytes.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
