package io.mettalith.bench.report;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What is to hold of the language. */
enum LanguageBar {
    /** Calls that wait take heap, and not much of it. */
    RECURSION(
            "Calls that wait for one another, 1,000,000 deep: right result, most memory",
            "< 2,048 MiB",
            results -> results.rounds(LanguageResults.RECURSION, LanguageResults.METTALITH)
                    .filter(rounds -> !rounds.quick())
                    .map(rounds -> new Outcome(
                            rounds.holds() ? LanguagePage.memory(rounds.mostBytes()) : rounds.problem(),
                            rounds.holds() && rounds.mostBytes() > 0 && rounds.mostBytes() < 2L << 30))),
    /** Evaluation that writes nothing. */
    FORK(
            "Evaluation that writes nothing, on a fork against its owner",
            "< 1.01",
            results -> results.row(LanguageResults.FORK)
                    .filter(row -> !row.quick())
                    .flatMap(row -> row.measurements().stream()
                            .filter(measurement -> measurement.variant().equals("ratio"))
                            .findFirst())
                    .map(ratio -> new Outcome(
                            String.format(Locale.ROOT, "%.4f ±%.4f", ratio.score(), ratio.error()),
                            ratio.score() < 1.01)));

    private final String claim;
    private final String limit;
    private final Function<LanguageResults, Optional<Outcome>> outcome;

    LanguageBar(String claim, String limit, Function<LanguageResults, Optional<Outcome>> outcome) {
        this.claim = claim;
        this.limit = limit;
        this.outcome = outcome;
    }

    private record Outcome(String figure, boolean holds) {}

    String claim() {
        return claim;
    }

    String limit() {
        return limit;
    }

    /** Returns the figure and whether it holds. */
    String verdict(LanguageResults results) {
        return outcome.apply(results)
                .map(found -> found.figure() + (found.holds() ? ", holds" : ", **does not hold**"))
                .orElse("not measured");
    }
}
