package io.mettalith.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Makes the page of a benchmark from its results, one file per JDK, and a template. The template has the prose; what
 * depends on figures stands in it as {@code {{word argument}}}:
 *
 * <ul>
 *   <li>{@code {{machine}}}: machine, JDKs, flags, dates
 *   <li>{@code {{bars}}}: what is to hold and whether it does
 *   <li>{@code {{row NAME}}}: the row's table, for each JDK, and who wins
 *   <li>{@code {{bytes NAME}}}: the heap bytes that the row's operations allocate
 *   <li>{@code {{sums NAME}}}: who wins when the row's figures are added up for each system
 *   <li>{@code {{plot NAME}}}: a picture, drawn from the first JDK's results
 * </ul>
 */
public final class Page {
    private static final String ENVIRONMENT = "environment";
    private static final String NOT_MEASURED = "*Not measured.*\n";

    private final String benchmark;
    private final Map<Integer, Results> byJdk;
    private final Map<String, String> pictures = new TreeMap<>();

    /** A page of results of the environment store by the JDK's number; at least one. */
    Page(Map<Integer, Results> byJdk) {
        this(ENVIRONMENT, byJdk);
    }

    /** A page of a benchmark's results by the JDK's number; at least one. */
    Page(String benchmark, Map<Integer, Results> byJdk) {
        this.benchmark = benchmark;
        this.byJdk = ResultFiles.present(byJdk);
    }

    /**
     * Reads the results in a directory and writes the page and its pictures beside them.
     *
     * @param arguments the directory and the name of the benchmark
     */
    public static void main(String[] arguments) throws IOException {
        final Path directory = Path.of(arguments[0]);
        final String benchmark = arguments[1];
        final Page page = new Page(benchmark, ResultFiles.read(directory, benchmark, Results::read));
        final String file = benchmark + ".md";
        Files.writeString(directory.resolve(file), page.text(Template.read(file)));
        for (final Map.Entry<String, String> picture : page.pictures.entrySet()) {
            Files.writeString(directory.resolve(picture.getKey()), picture.getValue());
        }
        System.err.println(file + " and " + page.pictures.size() + " pictures written");
    }

    /** Fills a template. */
    String text(String template) {
        return Template.fill(template, this::field);
    }

    /** Returns the pictures that the text refers to, by file name. */
    Map<String, String> pictures() {
        return Map.copyOf(pictures);
    }

    private String field(String word, String argument) {
        return switch (word) {
            case "machine" -> machines();
            case "bars" -> bars();
            case "row" -> forEachJdk(argument, row -> withWinners(new Table(row)));
            case "bytes" -> forEachJdk(argument, row -> new Table(row).bytes());
            case "sums" -> forEachJdk(argument, row -> new Table(row).sums().winners());
            case "plot" -> plot(argument);
            default -> throw Template.noSuchField(word);
        };
    }

    private static String withWinners(Table table) {
        final String winners = table.winners();
        return table.scores() + (winners.isEmpty() ? "" : "\n" + winners);
    }

    private String forEachJdk(String name, Function<Row, String> text) {
        final StringBuilder all = new StringBuilder();
        byJdk.forEach((jdk, results) -> results.row(name).ifPresent(row -> {
            all.append(byJdk.size() > 1 ? "JDK " + jdk + (row.quick() ? " (quick run)" : "") + ":\n\n" : "");
            all.append(text.apply(row)).append('\n');
        }));
        return all.isEmpty() ? NOT_MEASURED : all.toString();
    }

    private String machines() {
        final StringBuilder text = new StringBuilder();
        byJdk.forEach((jdk, results) -> {
            final Machine machine = results.machine();
            text.append(String.format(
                    Locale.ROOT,
                    "- %s.%n  Rows measured %s%s.%n",
                    machine.describe(),
                    span(results),
                    results.rows().stream().anyMatch(Row::quick)
                            ? ", **in a quick run, whose figures are rough**"
                            : ""));
        });
        text.append("\nFlags of every JVM: `")
                .append(first().machine().flags())
                .append("`, and a heap of 4 GiB unless stated.\n");
        return text.toString();
    }

    private static String span(Results results) {
        final List<String> dates =
                results.rows().stream().map(Row::date).distinct().sorted().toList();
        final List<String> commits =
                results.rows().stream().map(Row::commit).distinct().toList();
        return (dates.size() > 1 ? dates.get(0) + " to " : "") + dates.get(dates.size() - 1) + " at commit"
                + (commits.size() > 1 ? "s " : " ") + String.join(", ", commits);
    }

    private String bars() {
        return BarTable.of(
                byJdk,
                benchmark.equals(ENVIRONMENT) ? Bar.ofEnvironment() : SnapshotBars.all(),
                Bar::claim,
                Bar::limitText,
                Bar::verdict);
    }

    private Results first() {
        return byJdk.values().iterator().next();
    }

    private String plot(String name) {
        final List<String> alt = new ArrayList<>();
        return Pictures.draw(name, first(), alt)
                .map(svg -> {
                    final String file = benchmark + "-" + name + ".svg";
                    pictures.put(file, svg);
                    return "![" + alt.get(0) + "](" + file + ")";
                })
                .orElse(NOT_MEASURED);
    }
}
