package io.mettalith.bench.report;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The table of what is to hold, with a column for each JDK. */
final class BarTable {
    private BarTable() {}

    /** Returns the table of bars, each with what it says, its limit, and its verdict on the results of a JDK. */
    static <B, R> String of(
            Map<Integer, R> byJdk,
            List<B> bars,
            Function<B, String> claim,
            Function<B, String> limit,
            BiFunction<B, R, String> verdict) {
        final StringBuilder text = new StringBuilder("| What | Limit |");
        byJdk.keySet().forEach(jdk -> text.append(" JDK ").append(jdk).append(" |"));
        text.append("\n|---|---:|").append("---:|".repeat(byJdk.size())).append('\n');
        for (final B bar : bars) {
            text.append("| ")
                    .append(claim.apply(bar))
                    .append(" | ")
                    .append(limit.apply(bar))
                    .append(" |");
            byJdk.values()
                    .forEach(results ->
                            text.append(' ').append(verdict.apply(bar, results)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }
}
