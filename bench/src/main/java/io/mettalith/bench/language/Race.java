package io.mettalith.bench.language;

import io.mettalith.bench.process.ProcessRun;
import io.mettalith.bench.report.LanguageResults;
import io.mettalith.bench.report.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs programs in rounds. In each round all contestants run the program, one after the other, by turns from the first to
 * the last and back, so that what else happens on the machine meets all of them. Whoever gives a wrong result, fails or
 * takes too long is out for that program.
 */
public final class Race {
    private final List<Contestant> contestants;
    private final Path scratch;
    private final String commit;
    private final Duration limit;
    private final Consumer<String> progress;

    /**
     * A race.
     *
     * @param contestants in the order of the first round
     * @param scratch directory to run in, which may be filled with files
     * @param commit that is measured
     * @param limit of time for one run
     * @param progress is told of each run
     */
    public Race(List<Contestant> contestants, Path scratch, String commit, Duration limit, Consumer<String> progress) {
        this.contestants = List.copyOf(contestants);
        this.scratch = scratch;
        this.commit = commit;
        this.limit = limit;
        this.progress = progress;
    }

    /** Runs a program and returns how each contestant fared. */
    public List<Rounds> run(Program program, int rounds, boolean quick) throws IOException {
        final long size = program.size(quick);
        final Map<Contestant, List<String>> commands = new LinkedHashMap<>();
        for (final Contestant contestant : contestants) {
            final Path file = scratch.resolve(program.id() + "-" + contestant.id() + ".metta");
            Files.writeString(file, SizedProgram.text(contestant.text(program), size));
            commands.put(contestant, contestant.command(file));
        }
        return run(new Heat(program.id(), size, program.expected(size), quick), commands, rounds);
    }

    /** Starts each contestant for an expression that takes no time. */
    public List<Rounds> start(int rounds, boolean quick) throws IOException {
        final Map<Contestant, List<String>> commands = new LinkedHashMap<>();
        contestants.stream()
                .filter(contestant -> !contestant.id().equals(LanguageResults.METTALITH_MEMO))
                .forEach(contestant -> commands.put(contestant, contestant.start()));
        return run(new Heat(LanguageResults.START, 1, Contestant.STARTED, quick), commands, rounds);
    }

    /** What is run, and what must come out. */
    private record Heat(String program, long size, String expected, boolean quick) {}

    private List<Rounds> run(Heat heat, Map<Contestant, List<String>> commands, int rounds) throws IOException {
        final Map<Contestant, Lane> lanes = new LinkedHashMap<>();
        commands.keySet().forEach(contestant -> lanes.put(contestant, new Lane()));
        final List<Contestant> order = new ArrayList<>(commands.keySet());
        for (int round = 1; round <= rounds; round++) {
            for (final Contestant contestant : order) {
                final Lane lane = lanes.get(contestant);
                if (lane.problem.isEmpty()) {
                    lane.add(contestant, ProcessRun.of(commands.get(contestant), scratch, limit), heat.expected());
                    tell(heat, contestant, lane, round);
                }
            }
            Collections.reverse(order);
        }
        return lanes.entrySet().stream()
                .map(lane -> lane.getValue().rounds(heat, lane.getKey(), commit))
                .toList();
    }

    private void tell(Heat heat, Contestant contestant, Lane lane, int round) {
        progress.accept(String.format(
                Locale.ROOT,
                "%s, round %d, %s: %s",
                heat.program(),
                round,
                contestant.id(),
                lane.problem.isEmpty()
                        ? String.format(Locale.ROOT, "%.2f s", lane.seconds.get(lane.seconds.size() - 1))
                        : lane.detail));
    }

    /** What one contestant has run of a program. */
    private static final class Lane {
        private final List<Double> seconds = new ArrayList<>();
        private final List<Long> peakBytes = new ArrayList<>();
        private String problem = "";
        private String detail = "";

        void add(Contestant contestant, ProcessRun run, String expected) {
            final Optional<String> wrong = contestant.problem(run, expected);
            if (wrong.isEmpty()) {
                seconds.add(run.seconds());
                peakBytes.add(run.peakBytes());
            } else {
                problem = wrong.get();
                detail = problem + "; expected " + expected + ", last line: "
                        + run.lastLine().orElse("none") + ", last error: "
                        + run.lastError().orElse("none");
            }
        }

        Rounds rounds(Heat heat, Contestant contestant, String commit) {
            return new Rounds(
                    heat.program(),
                    contestant.id(),
                    heat.size(),
                    LocalDate.now(ZoneOffset.UTC).toString(),
                    commit,
                    heat.quick(),
                    seconds,
                    peakBytes,
                    problem);
        }
    }
}
