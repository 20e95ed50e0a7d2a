package io.mettalith.bench.conformance;

import io.mettalith.bench.process.ProcessRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Runs every script of some directories, each in a process and in its directory, and prints how they have fared. */
public final class Conformance {
    private static final String SUFFIX = ".metta";
    private static final String USAGE = "usage: bench/conformance DIR... [--except NAME]... [--timeout SECONDS]";
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final String command;
    private final List<Path> directories = new ArrayList<>();
    private final Set<String> except = new TreeSet<>();
    private Duration limit = Duration.ofSeconds(120);

    private Conformance(String command, List<String> arguments) {
        this.command = command;
        final Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            final String argument = rest.next();
            switch (argument) {
                case "--except" -> except.add(fileName(value(argument, rest)));
                case "--timeout" -> limit = Duration.ofSeconds(Long.parseLong(value(argument, rest)));
                default -> directories.add(directory(argument));
            }
        }
        if (directories.isEmpty()) {
            throw new IllegalArgumentException("no directory: directories=0; name one");
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException("no value: option=" + option);
        }
        return rest.next();
    }

    private static Path directory(String argument) {
        final Path directory = Path.of(argument);
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("not a directory: argument=" + argument);
        }
        return directory;
    }

    private static String fileName(String name) {
        return name.endsWith(SUFFIX) ? name : name + SUFFIX;
    }

    /** Runs: {@code METTALITH DIR... [--except NAME]... [--timeout SECONDS]}. */
    public static void main(String[] arguments) throws IOException {
        final List<String> rest = new ArrayList<>(List.of(arguments));
        System.exit(run(rest.remove(0), rest, System.out, System.err));
    }

    /**
     * Runs the scripts.
     *
     * @param command of Mettalith's command line
     * @return the exit code: 0 all pass, 1 one fails, 2 wrong usage
     */
    static int run(String command, List<String> arguments, PrintStream out, PrintStream errors) throws IOException {
        final Conformance conformance;
        try {
            conformance = new Conformance(command, arguments);
        } catch (final IllegalArgumentException e) {
            errors.println("conformance: " + e.getMessage() + "\n" + USAGE);
            return WRONG_USAGE;
        }
        return conformance.runAll(out, errors);
    }

    private int runAll(PrintStream out, PrintStream errors) throws IOException {
        final ConformanceTable table = new ConformanceTable();
        for (final Path directory : directories) {
            for (final Path file : scripts(directory)) {
                final Verdict verdict = run(directory, file);
                errors.printf(
                        Locale.ROOT,
                        "%s %s%n",
                        verdict.passes() ? "pass" : "FAIL",
                        verdict.script().name());
                table.add(verdict);
            }
        }
        out.print(table.text());
        return table.allPass() ? 0 : FAILED;
    }

    private List<Path> scripts(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(file -> !except.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private Verdict run(Path directory, Path file) throws IOException {
        final List<String> line =
                List.of(command, "run", "--json", file.getFileName().toString());
        return Verdict.of(Script.read(file), ProcessRun.of(line, directory, limit));
    }
}
