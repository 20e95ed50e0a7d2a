package io.mettalith.bench;

import io.mettalith.bench.report.Measurement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a measurement that needs a JVM of its own, with the flags of this one. The child prints one line per figure, made
 * by {@link #report}.
 */
final class ChildJvm {
    private static final String MARK = "MEASURED";

    private ChildJvm() {}

    /** A figure and the row that it belongs to. */
    record Figure(String row, Measurement measurement) {}

    /** Prints a figure for the parent. */
    static void report(String row, Measurement figure) {
        System.out.printf(
                Locale.ROOT,
                "%s\t%s\t%s\t%d\t%s\t%s\t%s\t%s\t%d%n",
                MARK,
                row,
                figure.system(),
                figure.size(),
                figure.variant(),
                figure.score(),
                figure.error(),
                figure.unit(),
                figure.samples());
    }

    /**
     * Runs a main class.
     *
     * @throws IOException if the child fails
     */
    static List<Figure> run(Class<?> main, List<String> flags, List<String> arguments) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        final Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        final List<Figure> figures = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    figures.add(parse(line));
                }
            }
            final int exit = child.waitFor();
            if (exit != 0) {
                throw new IOException("measurement failed: main=" + main.getSimpleName() + ", arguments=" + arguments
                        + ", exit=" + exit);
            }
            return figures;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            child.destroy();
        }
    }

    static Figure parse(String line) {
        final String[] fields = line.split("\t", -1);
        return new Figure(
                fields[1],
                new Measurement(
                        fields[2],
                        Long.parseLong(fields[3]),
                        fields[4],
                        Double.parseDouble(fields[5]),
                        Double.parseDouble(fields[6]),
                        fields[7],
                        Measurement.NOT_MEASURED,
                        Integer.parseInt(fields[8])));
    }
}
