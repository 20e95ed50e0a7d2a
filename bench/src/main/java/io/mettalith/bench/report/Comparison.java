package io.mettalith.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a system compares with another one, program by program.
 *
 * @param results of both
 * @param system that is compared
 * @param other that it is compared with
 */
record Comparison(LanguageResults results, String system, String other) {
    private static final String NONE = "";

    /** Returns how many times as long the other one takes, for each program that both ran without a problem. */
    List<Double> ratios() {
        return results.programs().stream()
                .map(this::ratio)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Double> ratio(String program) {
        return seconds(program, system).flatMap(own -> seconds(program, other).map(theirs -> theirs / own));
    }

    private Optional<Double> seconds(String program, String of) {
        return results.rounds(program, of).filter(Rounds::holds).map(Rounds::medianSeconds);
    }

    /** Reports whether the system ran any of the programs. */
    boolean isMeasured() {
        return results.programs().stream()
                .anyMatch(program -> results.rounds(program, system).isPresent());
    }

    /** Returns a table of medians and ratios, and below it the geometric mean of the ratios. */
    String table() {
        final StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "| Program | Size | %s | %s | %2$s / %1$s |%n|---|---:|---:|---:|---:|%n",
                LanguagePage.title(system),
                LanguagePage.title(other)));
        results.programs().forEach(program -> text.append(line(program)));
        final List<Double> ratios = ratios();
        if (!ratios.isEmpty()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| **Geometric mean of %d** | | | | **%s** |%n",
                    ratios.size(),
                    Units.digits(Statistics.geometricMean(ratios))));
        }
        return text.toString();
    }

    private String line(String program) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                program,
                results.rounds(program, system)
                        .or(() -> results.rounds(program, other))
                        .map(rounds -> String.format(Locale.ROOT, "%,d", rounds.size()))
                        .orElse(NONE),
                cell(program, system),
                cell(program, other),
                ratio(program).map(Units::digits).orElse(NONE));
    }

    private String cell(String program, String of) {
        return results.rounds(program, of).map(LanguagePage::seconds).orElse(NONE);
    }
}
