package io.mettalith.bench;

import io.mettalith.bench.language.Contestant;
import io.mettalith.bench.language.Program;
import io.mettalith.bench.language.Race;
import io.mettalith.bench.process.ProcessRun;
import io.mettalith.bench.report.LanguagePage;
import io.mettalith.bench.report.LanguageResults;
import io.mettalith.bench.report.Machine;
import io.mettalith.bench.report.Measurement;
import io.mettalith.bench.report.Rounds;
import io.mettalith.bench.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs the benchmark of the language, beside PeTTa where there is one, and keeps the results as JSON. A run of some
 * programs replaces those in the file and leaves the others, which must be of the same machine and the same systems.
 */
public final class LanguageSuite {
    private static final String USAGE =
            "usage: bench/run language [--quick] [--rounds N] [--only NAME...] [--memo] [-- RUN-OPTION...]";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    /** A start takes so little that it can be measured more often. */
    private static final int STARTS_PER_ROUND = 3;

    private static final int FORK_PAIRS = 3_000;
    private static final int QUICK_FORK_PAIRS = 30;
    private static final int WRONG_USAGE = 2;

    private final LanguageOptions options;
    private final Path root;
    private final Path scratch;
    private final String commit = System.getProperty("bench.commit", "unknown");
    private final LanguageResults results = new LanguageResults(Machine.here());
    private final List<Contestant> contestants = new ArrayList<>();

    private LanguageSuite(LanguageOptions options, Path root, Path scratch) {
        this.options = options;
        this.root = root;
        this.scratch = scratch;
    }

    /** Runs: {@code RESULTS-FILE ROOT [OPTION...]}; the usage says which. */
    public static void main(String[] arguments) throws IOException {
        final List<String> rest = new ArrayList<>(List.of(arguments));
        final Path file = Path.of(rest.remove(0));
        final Path root = Path.of(rest.remove(0));
        System.exit(run(file, root, rest));
    }

    private static int run(Path file, Path root, List<String> arguments) throws IOException {
        final Path scratch = Files.createTempDirectory("mettalith-bench-language");
        try {
            return new LanguageSuite(LanguageOptions.parse(arguments), root, scratch).run(file);
        } catch (final IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage() + "\n" + USAGE);
            return WRONG_USAGE;
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int run(Path file) throws IOException {
        enter();
        final LanguageResults known = Files.exists(file) ? LanguageResults.read(file) : null;
        if (known != null && !options.choosesAll()) {
            checkSame(known);
        }
        race(known == null || options.choosesAll() ? new LanguageResults(results.machine()) : known, file);
        System.out.println(LanguagePage.summary(results));
        return results.rounds().stream().allMatch(Rounds::holds) ? 0 : 1;
    }

    private void checkSame(LanguageResults known) {
        final boolean sameSystems = results.systems().entrySet().stream()
                .allMatch(entry -> known.systems()
                        .getOrDefault(entry.getKey(), entry.getValue())
                        .equals(entry.getValue()));
        if (!sameSystems || !known.machine().equals(results.machine())) {
            throw new IllegalArgumentException("results are of another machine, JDK, or version of a system: systems="
                    + results.systems() + "; measure all, or move the file away");
        }
    }

    /* ---------------- Who runs ---------------- */

    private void enter() throws IOException {
        final List<String> plain = new ArrayList<>(options.runOptions());
        plain.add("--no-memo");
        enter(LanguageResults.METTALITH, plain);
        if (options.memo()) {
            enter(LanguageResults.METTALITH_MEMO, options.runOptions());
        }
        final String home = System.getenv("PETTA_HOME");
        if (home == null || home.isEmpty()) {
            System.err.println("PETTA_HOME is not set: PeTTa is not measured");
        } else {
            enterPetta(Path.of(home).toAbsolutePath());
        }
    }

    private void enter(String id, List<String> runOptions) throws IOException {
        contestants.add(Contestant.mettalith(id, root, runOptions));
        final String jvm = System.getenv().getOrDefault("METTALITH_JAVA_OPTS", "");
        results.describe(
                id,
                version(List.of(mettalith(), "--version"))
                        + (jvm.isEmpty() ? "" : ", METTALITH_JAVA_OPTS=" + jvm)
                        + (runOptions.isEmpty() ? "" : ", run " + String.join(" ", runOptions)));
    }

    private void enterPetta(Path home) throws IOException {
        if (!Files.exists(home.resolve("run.sh"))) {
            throw new IllegalArgumentException("no PeTTa there: PETTA_HOME=" + home + "; it must have a run.sh");
        }
        contestants.add(Contestant.petta(root, home, scratch));
        final ProcessRun commitOfPetta =
                ProcessRun.of(List.of("git", "-C", home.toString(), "rev-parse", "--short", "HEAD"), scratch, LIMIT);
        results.describe(
                LanguageResults.PETTA,
                "commit " + (commitOfPetta.exit() == 0 ? commitOfPetta.output().strip() : "unknown") + " on "
                        + version(List.of("swipl", "--version")));
    }

    private String mettalith() {
        return root.resolve("tools/bin/mettalith").toString();
    }

    private String version(List<String> command) throws IOException {
        return output(command).lines().findFirst().orElse("of an unknown version");
    }

    private String output(List<String> command) throws IOException {
        final ProcessRun run = ProcessRun.of(command, scratch, LIMIT);
        if (run.exit() != 0) {
            throw new IOException("command failed: command=" + command + ", exit=" + run.exit() + ", error="
                    + run.lastError().orElse("none"));
        }
        return run.output().strip();
    }

    /* ---------------- What is run ---------------- */

    private void race(LanguageResults known, Path file) throws IOException {
        final Race race = new Race(contestants, scratch, commit, LIMIT, System.err::println);
        for (final Program program : Program.values()) {
            if (options.chooses(program.id())) {
                race.run(program, options.rounds(), options.quick()).forEach(results::put);
                // Written after each program, so that a run that is stopped has not been for nothing.
                results.over(known).write(file);
            }
        }
        if (options.chooses(LanguageResults.START)) {
            race.start(options.rounds() * STARTS_PER_ROUND, options.quick()).forEach(results::put);
        }
        if (options.chooses(LanguageOptions.FORK)) {
            results.put(fork());
        }
        results.over(known).write(file);
    }

    private Row fork() throws IOException {
        System.err.println("evaluation on a fork and on its owner, by turns");
        final int pairs = options.quick() ? QUICK_FORK_PAIRS : FORK_PAIRS;
        final List<Measurement> measurements =
                ChildJvm.run(ForkEvaluation.class, List.of("-Xmx1g"), List.of(Integer.toString(pairs))).stream()
                        .map(ChildJvm.Figure::measurement)
                        .toList();
        return new Row(
                LanguageResults.FORK, LocalDate.now(ZoneOffset.UTC).toString(), commit, options.quick(), measurements);
    }
}
