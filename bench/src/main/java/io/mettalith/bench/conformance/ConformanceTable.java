package io.mettalith.bench.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** How scripts have fared, one a line, and all of them. */
final class ConformanceTable {
    private static final String LINE = "%-24s %5s %8s %7s %7s %11s %8s %5s  %s";

    private final List<Verdict> verdicts = new ArrayList<>();

    void add(Verdict verdict) {
        verdicts.add(verdict);
    }

    /** Reports whether there are scripts and all of them pass. */
    boolean allPass() {
        return !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict::passes);
    }

    String text() {
        final StringBuilder text = new StringBuilder();
        append(text, "script", "!", "asserts", "passed", "failed", "not reached", "seconds", "exit", "first failure");
        verdicts.forEach(verdict -> append(text, verdict));
        final long passing = verdicts.stream().filter(Verdict::passes).count();
        append(
                text,
                passing + " of " + verdicts.size() + " pass",
                sum(verdict -> verdict.script().executions().size()),
                sum(verdict -> verdict.script().assertions()),
                sum(Verdict::passed),
                sum(Verdict::failed),
                sum(Verdict::notReached),
                seconds(verdicts.stream()
                        .mapToDouble(each -> each.run().seconds())
                        .sum()),
                allPass() ? 0 : 1,
                "");
        return text.toString();
    }

    private static void append(StringBuilder text, Verdict verdict) {
        append(
                text,
                verdict.script().name(),
                verdict.script().executions().size(),
                verdict.script().assertions(),
                verdict.passed(),
                verdict.failed(),
                verdict.notReached(),
                seconds(verdict.run().seconds()),
                verdict.run().exit(),
                verdict.firstFailure());
    }

    private static void append(StringBuilder text, Object... cells) {
        text.append(String.format(Locale.ROOT, LINE, cells).stripTrailing()).append('\n');
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private long sum(ToLongFunction<Verdict> figure) {
        return verdicts.stream().mapToLong(figure).sum();
    }
}
