package io.mettalith.bench.report;

import io.mettalith.bench.peer.PeerKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A row of the benchmark as a table: systems down; across, what was varied, or else the sizes. Below it, who wins.
 */
final class Table {
    private static final String METTALITH = PeerKind.METTALITH.id();
    private static final String BYTES_PER_FACT = "B/fact";
    /** Scores nearer to each other than that are no difference. */
    private static final double EVEN = 1.05;

    private final List<Measurement> measurements;
    private final boolean variants;
    private final boolean severalSizes;

    Table(Row row) {
        this(row.measurements());
    }

    private Table(List<Measurement> measurements) {
        this.measurements = measurements.stream()
                .sorted(Comparator.comparingInt(measurement -> order(measurement.system())))
                .toList();
        variants = measurements.stream()
                .anyMatch(measurement -> !measurement.variant().isEmpty());
        severalSizes =
                measurements.stream().mapToLong(Measurement::size).distinct().count() > 1;
    }

    private static int order(String system) {
        return PeerKind.of(system).ordinal();
    }

    static String title(String system) {
        return PeerKind.of(system).title();
    }

    /** Returns the scores. */
    String scores() {
        return text(Units::format);
    }

    /** Returns the heap bytes per operation. */
    String bytes() {
        return text(measurement -> measurement.bytes() < 0 ? "" : bytesText(measurement.bytes()));
    }

    private static String bytesText(double bytes) {
        return bytes < 0.01 ? "0 B" : Units.digits(bytes) + " B";
    }

    private String text(Function<Measurement, String> cell) {
        final List<String> columns = columns();
        final StringBuilder text = new StringBuilder("| |");
        columns.forEach(column -> text.append(' ').append(column).append(" |"));
        text.append("\n|---|").append("---:|".repeat(columns.size())).append('\n');
        for (final String line :
                measurements.stream().map(this::line).distinct().toList()) {
            text.append("| ").append(line).append(" |");
            for (final String column : columns) {
                text.append(' ')
                        .append(measurements.stream()
                                .filter(measurement -> line(measurement).equals(line)
                                        && column(measurement).equals(column))
                                .map(cell)
                                .findFirst()
                                .orElse(""))
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private List<String> columns() {
        final Comparator<Measurement> order =
                variants ? Comparator.comparingInt(measurement -> 0) : Comparator.comparingLong(Measurement::size);
        return measurements.stream().sorted(order).map(this::column).distinct().toList();
    }

    private String column(Measurement measurement) {
        return variants ? measurement.variant() : Units.count(measurement.size());
    }

    private String line(Measurement measurement) {
        final String title = title(measurement.system());
        return variants && severalSizes ? title + ", " + Units.count(measurement.size()) : title;
    }

    /**
     * Returns one line for each column in which Mettalith and another system were measured. Nobody wins a part of a whole,
     * such as the bytes off the heap; see {@link #sums}.
     */
    String winners() {
        final StringBuilder text = new StringBuilder();
        for (final Measurement mine : measurements) {
            if (mine.system().equals(METTALITH) && !(variants && mine.unit().equals(BYTES_PER_FACT))) {
                rival(mine)
                        .ifPresent(rival -> text.append("- ")
                                .append(place(mine))
                                .append(verdict(mine, rival))
                                .append('\n'));
            }
        }
        return text.toString();
    }

    private String place(Measurement mine) {
        final List<String> parts = new ArrayList<>();
        if (variants) {
            parts.add(mine.variant());
        }
        if (severalSizes || !variants) {
            parts.add(Units.count(mine.size()));
        }
        return String.join(", ", parts) + ": ";
    }

    private Optional<Measurement> rival(Measurement mine) {
        return measurements.stream()
                .filter(other -> !other.system().equals(METTALITH)
                        && other.size() == mine.size()
                        && other.variant().equals(mine.variant()))
                .min(Comparator.comparingDouble(Table::cost));
    }

    /** Returns the score so that less is better. */
    private static double cost(Measurement measurement) {
        return measurement.unit().endsWith("/s") ? 1 / measurement.score() : measurement.score();
    }

    private static String verdict(Measurement mine, Measurement rival) {
        final double ratio = cost(rival) / cost(mine);
        if (ratio < EVEN && ratio > 1 / EVEN) {
            return "Mettalith and " + title(rival.system()) + " are even.";
        }
        return ratio > 1
                ? "Mettalith wins; the next is " + title(rival.system()) + ", by " + Units.times(ratio) + "."
                : "**" + title(rival.system()) + " wins**, by " + Units.times(1 / ratio) + ".";
    }

    /** Returns a table of the sums over what was varied, such as bytes on the heap and off it. */
    Table sums() {
        final List<Measurement> sums = new ArrayList<>();
        measurements.stream()
                .map(measurement -> Arrays.asList(measurement.system(), measurement.size()))
                .distinct()
                .forEach(key -> sums.add(sum((String) key.get(0), (long) key.get(1))));
        return new Table(sums);
    }

    private Measurement sum(String system, long size) {
        final List<Measurement> parts = measurements.stream()
                .filter(measurement -> measurement.system().equals(system) && measurement.size() == size)
                .toList();
        return Measurement.single(
                system,
                size,
                "",
                parts.stream().mapToDouble(Measurement::score).sum(),
                parts.get(0).unit());
    }
}
