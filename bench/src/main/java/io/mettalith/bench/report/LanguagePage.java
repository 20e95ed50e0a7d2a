package io.mettalith.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Makes the page of the benchmark of the language from its results, one file per JDK, and a template with these fields:
 *
 * <ul>
 *   <li>{@code {{machine}}}: machine, JDKs, systems, dates
 *   <li>{@code {{bars}}}: what is to hold and whether it does
 *   <li>{@code {{compare SYSTEM}}}: the system beside PeTTa, program by program
 *   <li>{@code {{times PROGRAM}}}: time and memory of each system
 *   <li>{@code {{row NAME}}}: a row of other figures
 *   <li>{@code {{plot}}}: a picture of the comparison, drawn from the first JDK's results
 * </ul>
 */
public final class LanguagePage {
    private static final String TEMPLATE = "language.md";
    private static final String PICTURE = "language.svg";
    private static final String NOT_MEASURED = "*Not measured.*\n";
    private static final double MIB = 1 << 20;

    private final Map<Integer, LanguageResults> byJdk;

    /** A page of results by the JDK's number; at least one. */
    LanguagePage(Map<Integer, LanguageResults> byJdk) {
        this.byJdk = ResultFiles.present(byJdk);
    }

    /** Reads the results in a directory and writes the page and its picture beside them. */
    public static void main(String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[0]);
        final LanguagePage page = new LanguagePage(ResultFiles.read(directory, "language", LanguageResults::read));
        Files.writeString(directory.resolve(TEMPLATE), page.text(template()));
        final Optional<String> picture = page.picture();
        if (picture.isPresent()) {
            Files.writeString(directory.resolve(PICTURE), picture.get());
        }
        System.err.println(TEMPLATE + " written");
    }

    /** Returns what the figures come to, for those who have just measured. */
    public static String summary(LanguageResults results) {
        final LanguagePage page = new LanguagePage(Map.of(Machine.feature(), results));
        return page.text("""
                {{compare mettalith}}

                {{compare mettalith-memo}}

                Start:

                {{times start}}

                {{bars}}
                """);
    }

    static String template() throws IOException {
        return Template.read(TEMPLATE);
    }

    /** Returns the name of a system for readers. */
    static String title(String system) {
        return switch (system) {
            case LanguageResults.METTALITH -> "Mettalith";
            case LanguageResults.METTALITH_MEMO -> "Mettalith, memoising";
            case LanguageResults.PETTA -> "PeTTa";
            default -> system;
        };
    }

    /** Returns the median with the least and the most, or what went wrong. */
    static String seconds(Rounds rounds) {
        if (!rounds.holds()) {
            return "**" + (rounds.problem().isEmpty() ? "no round" : rounds.problem()) + "**";
        }
        final var statistics =
                rounds.seconds().stream().mapToDouble(Double::doubleValue).summaryStatistics();
        final String median = String.format(Locale.ROOT, "%.2f s", rounds.medianSeconds());
        return rounds.seconds().size() == 1
                ? median
                : String.format(Locale.ROOT, "%s (%.2f to %.2f)", median, statistics.getMin(), statistics.getMax());
    }

    /** Fills a template. */
    String text(String template) {
        return Template.fill(template, this::field);
    }

    private String field(String word, String argument) {
        return switch (word) {
            case "machine" -> machines();
            case "bars" -> bars();
            case "compare" -> forEachJdk(results -> compared(results, argument));
            case "times" -> forEachJdk(results -> times(results, argument));
            case "row" -> forEachJdk(results -> results.row(argument).map(row -> new Table(row).scores()));
            case "plot" ->
                picture()
                        .map(picture -> "![Seconds for each program; shorter is better](" + PICTURE + ")")
                        .orElse(NOT_MEASURED);
            default -> throw Template.noSuchField(word);
        };
    }

    private String forEachJdk(Function<LanguageResults, Optional<String>> text) {
        final StringBuilder all = new StringBuilder();
        byJdk.forEach((jdk, results) -> text.apply(results).ifPresent(of -> {
            all.append(byJdk.size() > 1 ? "JDK " + jdk + ":\n\n" : "");
            all.append(of).append('\n');
        }));
        return all.isEmpty() ? NOT_MEASURED : all.toString();
    }

    private static Optional<String> compared(LanguageResults results, String system) {
        return Optional.of(new Comparison(results, system, LanguageResults.PETTA))
                .filter(Comparison::isMeasured)
                .map(Comparison::table);
    }

    private static Optional<String> times(LanguageResults results, String program) {
        final List<Rounds> all = results.rounds().stream()
                .filter(rounds -> rounds.program().equals(program))
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        final StringBuilder text = new StringBuilder("| | Time | Most memory |\n|---|---:|---:|\n");
        all.forEach(rounds -> text.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s |%n",
                title(rounds.system()),
                seconds(rounds),
                memory(rounds.mostBytes()))));
        return Optional.of(text.toString());
    }

    static String memory(long bytes) {
        return bytes == 0 ? "unknown" : String.format(Locale.ROOT, "%,.0f MiB", bytes / MIB);
    }

    private String bars() {
        return BarTable.of(
                byJdk, List.of(LanguageBar.values()), LanguageBar::claim, LanguageBar::limit, LanguageBar::verdict);
    }

    private String machines() {
        final StringBuilder text = new StringBuilder();
        byJdk.values().forEach(results -> {
            text.append("- ").append(results.machine().describe()).append(".\n");
            results.systems()
                    .forEach((system, of) -> text.append("  ")
                            .append(title(system))
                            .append(": ")
                            .append(of)
                            .append(".\n"));
            text.append("  Measured ").append(when(results)).append(".\n");
        });
        return text.toString();
    }

    private static String when(LanguageResults results) {
        final List<String> dates = distinct(results, Rounds::date, Row::date);
        final List<String> commits = distinct(results, Rounds::commit, Row::commit);
        return (dates.size() > 1 ? dates.get(0) + " to " : "")
                + (dates.isEmpty() ? "never" : dates.get(dates.size() - 1) + " at commit " + String.join(", ", commits))
                + (results.rounds().stream().anyMatch(Rounds::quick)
                        ? ", **in a quick run, with small programs: the figures say nothing about speed**"
                        : "");
    }

    private static List<String> distinct(
            LanguageResults results, Function<Rounds, String> ofRounds, Function<Row, String> ofRow) {
        return Stream.concat(
                        results.rounds().stream().map(ofRounds),
                        results.row(LanguageResults.FORK).stream().map(ofRow))
                .distinct()
                .sorted()
                .toList();
    }

    /** Returns the picture that the text refers to, empty if nothing was measured. */
    Optional<String> picture() {
        final LanguageResults first = byJdk.values().iterator().next();
        final List<Plot.Stick> sticks = new ArrayList<>();
        for (final String program : first.programs()) {
            stick(first, program, LanguageResults.METTALITH, "#0b4f9e").ifPresent(sticks::add);
            stick(first, program, LanguageResults.PETTA, "#d98a00").ifPresent(sticks::add);
        }
        return sticks.isEmpty()
                ? Optional.empty()
                : Optional.of(Plot.bars(
                        "Time of the whole process",
                        "seconds, shorter is better",
                        false,
                        seconds -> String.format(Locale.ROOT, "%.2f", seconds),
                        sticks));
    }

    private static Optional<Plot.Stick> stick(LanguageResults results, String program, String system, String colour) {
        return results.rounds(program, system)
                .filter(Rounds::holds)
                .map(rounds -> new Plot.Stick(program + ", " + title(system), colour, rounds.medianSeconds(), 0));
    }
}
