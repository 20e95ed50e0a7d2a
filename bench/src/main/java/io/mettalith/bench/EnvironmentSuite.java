package io.mettalith.bench;

import io.mettalith.bench.report.Machine;
import io.mettalith.bench.report.Measurement;
import io.mettalith.bench.report.Results;
import io.mettalith.bench.report.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Runs the benchmark of the environment store and keeps the results as JSON.
 *
 * <p>The steps of a row run in rounds, each step in a JVM of its own each time: what is compared runs side by side, and
 * the score is the mean over the iterations of all rounds. A run of some rows replaces those in the file and leaves the
 * others, which must be of the same machine.
 */
public final class EnvironmentSuite {
    private static final double CONFIDENCE = 0.999;
    private static final double MEDIAN = 50;
    private static final String HEAP = "-Xmx4g";
    private static final String ALLOCATION = "gc.alloc.rate.norm";
    /** A reader that has its keys checked before each call would measure the check too. */
    private static final String LMDB_WITHOUT_CHECKS = "-Dlmdbjava.disable.checks=true";

    private final boolean quick;
    private final int total;
    private final long startNs = System.nanoTime();
    private int done;

    private EnvironmentSuite(boolean quick, int total) {
        this.quick = quick;
        this.total = total;
    }

    /** Runs: {@code RESULTS-FILE [--quick] [--only ROW...]}. */
    public static void main(String[] arguments) throws IOException, RunnerException {
        final List<String> rest = new ArrayList<>(List.of(arguments));
        final Path file = Path.of(rest.remove(0));
        final boolean quick = rest.remove("--quick");
        final List<Step> steps = EnvironmentPlan.steps(quick);
        final Set<String> names = steps.stream().map(Step::row).collect(Collectors.toCollection(TreeSet::new));
        if (!rest.isEmpty() && (!rest.remove(0).equals("--only") || rest.isEmpty() || !names.containsAll(rest))) {
            System.err.println("usage: bench/run environment [--quick] [--only ROW...]; rows: " + names);
            System.exit(2);
        }
        final List<Step> chosen = steps.stream()
                .filter(step -> rest.isEmpty() || rest.contains(step.row()))
                .toList();
        final boolean all = rest.isEmpty();
        if (!all && Files.exists(file) && !Results.read(file).machine().equals(Machine.here())) {
            System.err.println("results are of another machine, JDK or flags: file=" + file.getFileName()
                    + "; measure all rows, or move the file away");
            System.exit(1);
        }
        final int runs = chosen.stream().mapToInt(Step::rounds).sum();
        if (all) {
            Files.deleteIfExists(file);
        }
        new EnvironmentSuite(quick, runs).run(chosen, file);
    }

    private void run(List<Step> steps, Path file) throws IOException, RunnerException {
        final Map<String, List<Step>> rows = new LinkedHashMap<>();
        steps.forEach(step ->
                rows.computeIfAbsent(step.row(), row -> new ArrayList<>()).add(step));
        for (final List<Step> row : rows.values()) {
            final Results results = new Results(Machine.here());
            figures(row)
                    .forEach((name, measurements) -> results.put(new Row(
                            name,
                            LocalDate.now(ZoneOffset.UTC).toString(),
                            System.getProperty("bench.commit", "unknown"),
                            quick,
                            measurements)));
            // Written after each row, so that a run that is stopped has not been for nothing.
            (Files.exists(file) ? results.over(Results.read(file)) : results).write(file);
        }
        System.err.printf(Locale.ROOT, "%s written after %s%n", file.getFileName(), elapsed());
    }

    private Map<String, List<Measurement>> figures(List<Step> steps) throws IOException, RunnerException {
        final Map<String, List<Measurement>> figures = new LinkedHashMap<>();
        final Map<Step.Jmh, Samples> samples = new LinkedHashMap<>();
        final int rounds = steps.stream().mapToInt(Step::rounds).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (final Step step : steps) {
                if (round < step.rounds()) {
                    if (step instanceof Step.Jmh jmh) {
                        progress(jmh, samples.computeIfAbsent(jmh, Samples::new).add(measure(jmh)));
                    } else if (step instanceof Step.Child child) {
                        progress(child, "");
                        measure(child)
                                .forEach(figure -> figures.computeIfAbsent(figure.row(), row -> new ArrayList<>())
                                        .add(figure.measurement()));
                    }
                }
            }
        }
        samples.values()
                .forEach(sample -> figures.computeIfAbsent(sample.step.row(), row -> new ArrayList<>())
                        .add(sample.measurement()));
        return figures;
    }

    private void progress(Step step, String outcome) {
        System.err.printf(Locale.ROOT, "[%d/%d %s] %s%s%n", ++done, total, elapsed(), step.label(), outcome);
    }

    private String elapsed() {
        final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNs);
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    private RunResult measure(Step.Jmh step) throws RunnerException {
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + EnvironmentSuite.class.getPackageName() + "." + step.benchmark() + "$")
                .param("system", step.system())
                .param("size", Integer.toString(step.size()))
                .operationsPerInvocation(step.operations())
                .threads(step.threads())
                .mode(
                        switch (step.figure()) {
                            case MEAN_TIME -> Mode.AverageTime;
                            case MEDIAN_TIME -> Mode.SampleTime;
                            case RATE -> Mode.Throughput;
                        })
                .timeUnit(step.figure() == Step.Figure.RATE ? TimeUnit.SECONDS : TimeUnit.NANOSECONDS)
                .forks(1)
                .warmupIterations(quick ? 1 : 4)
                .warmupTime(TimeValue.milliseconds(quick ? 200 : 300))
                .measurementIterations(quick ? 2 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 200 : 400))
                .jvmArgsAppend(HEAP, LMDB_WITHOUT_CHECKS)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        step.parameters().forEach((name, value) -> options.param(name, value));
        return new Runner(options.build()).runSingle();
    }

    private List<ChildJvm.Figure> measure(Step.Child step) throws IOException {
        final List<String> flags = new ArrayList<>(List.of("-Xmx" + step.heap(), LMDB_WITHOUT_CHECKS));
        final List<String> arguments = new ArrayList<>(step.arguments());
        if (step.main() != Pauses.class) {
            return ChildJvm.run(step.main(), flags, arguments);
        }
        final Path directory = Files.createTempDirectory("mettalith-bench-gc");
        final Path log = directory.resolve("gc.log");
        try {
            flags.add("-Xlog:gc:file=" + log + ":uptime:filecount=0");
            arguments.add(log.toString());
            return ChildJvm.run(step.main(), flags, arguments);
        } finally {
            Files.deleteIfExists(log);
            Files.delete(directory);
        }
    }

    /** What the iterations of a step gave, in all rounds. */
    private static final class Samples {
        private final Step.Jmh step;
        private final ListStatistics scores = new ListStatistics();
        private final ListStatistics bytes = new ListStatistics();

        Samples(Step.Jmh step) {
            this.step = step;
        }

        String add(RunResult result) {
            double last = 0;
            for (final var run : result.getBenchmarkResults()) {
                for (final IterationResult iteration : run.getIterationResults()) {
                    last = score(iteration.getPrimaryResult());
                    scores.addValue(last);
                    iteration.getSecondaryResults().forEach((name, value) -> {
                        if (name.endsWith(ALLOCATION)) {
                            bytes.addValue(value.getScore());
                        }
                    });
                }
            }
            return String.format(Locale.ROOT, ": %.4g %s", last, unit());
        }

        private double score(Result<?> result) {
            return step.figure() == Step.Figure.MEDIAN_TIME
                    ? result.getStatistics().getPercentile(MEDIAN)
                    : result.getScore();
        }

        private String unit() {
            return step.figure() == Step.Figure.RATE ? "ops/s" : "ns/op";
        }

        Measurement measurement() {
            final double error = scores.getN() > 1 ? scores.getMeanErrorAt(CONFIDENCE) : 0;
            return new Measurement(
                    step.system(),
                    step.size(),
                    step.variant(),
                    scores.getMean(),
                    Double.isNaN(error) ? 0 : error,
                    unit(),
                    bytes.getN() > 0 ? bytes.getMean() : Measurement.NOT_MEASURED,
                    (int) scores.getN());
        }
    }
}
