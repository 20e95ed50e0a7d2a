package io.mettalith.bench.language;

import io.mettalith.bench.process.ProcessRun;
import io.mettalith.bench.report.LanguageResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Someone who runs programs.
 *
 * @param id of the system in the results
 * @param programs the directory with the texts in its dialect
 * @param before what stands before the file on the command line
 * @param after what stands after it
 * @param start the whole command line that evaluates {@code (+ 1 2)}, and nothing else
 * @param brackets whether results are printed in brackets
 */
public record Contestant(
        String id, Path programs, List<String> before, List<String> after, List<String> start, boolean brackets) {
    private static final String DIALECTS = "bench/src/main/metta";
    private static final String THREE = "(+ 1 2)";

    /** What must come out of {@link #start}. */
    static final String STARTED = "3";

    /**
     * Mettalith itself.
     *
     * @param id of the system in the results
     * @param root of the repository
     * @param options of {@code mettalith run}
     */
    public static Contestant mettalith(String id, Path root, List<String> options) {
        final String command = root.resolve("tools/bin/mettalith").toString();
        return new Contestant(
                id,
                root.resolve(DIALECTS).resolve("language"),
                joined(List.of(command, "run"), options),
                List.of(),
                List.of(command, "eval", THREE),
                true);
    }

    /**
     * PeTTa.
     *
     * @param root of the repository
     * @param home of PeTTa
     * @param scratch directory for a file
     */
    public static Contestant petta(Path root, Path home, Path scratch) throws IOException {
        final List<String> command = List.of("sh", home.resolve("run.sh").toString());
        final List<String> silent = List.of("--silent");
        final Path start = Files.writeString(scratch.resolve("start.metta"), "!" + THREE + "\n");
        return new Contestant(
                LanguageResults.PETTA,
                root.resolve(DIALECTS).resolve(LanguageResults.PETTA),
                command,
                silent,
                joined(joined(command, List.of(start.toString())), silent),
                false);
    }

    private static List<String> joined(List<String> first, List<String> second) {
        final List<String> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    /** Returns the text of a program in this dialect. */
    String text(Program program) throws IOException {
        return Files.readString(programs.resolve(program.id() + ".metta"));
    }

    /** Returns the command line that runs a file. */
    List<String> command(Path file) {
        return joined(joined(before, List.of(file.toString())), after);
    }

    /** Returns what is wrong with a run of which a result is expected; empty if nothing. */
    Optional<String> problem(ProcessRun run, String expected) {
        if (run.timedOut()) {
            return Optional.of("took too long");
        }
        if (run.exit() != 0) {
            return Optional.of("exit " + run.exit());
        }
        final String wanted = brackets ? "[" + expected + "]" : expected;
        final String found = run.lastLine().orElse("nothing");
        return found.equals(wanted) ? Optional.empty() : Optional.of("wrong result");
    }
}
