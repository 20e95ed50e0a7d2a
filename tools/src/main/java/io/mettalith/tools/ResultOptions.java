package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.Program;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.UnionMode;
import io.mettalith.store.snapshot.CommitOptions;
import io.mettalith.store.snapshot.CommitOptions.OnConflict;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** What is to become of a merge, a revert, a cherry-pick or a delta before it counts. */
final class ResultOptions {
    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "message for the log (default: what was done)")
    private String message;

    @Option(names = "--dry-run", description = "tell what would come of it, and store nothing")
    private boolean dryRun;

    @ArgGroup
    private Winner winner;

    @Option(names = "--multiset", description = "add up what both sides have done, copies that both added alike, too")
    private boolean multiset;

    @Option(
            names = "--require",
            paramLabel = "FILE",
            description = "run a MeTTa program on the result first; where it ends in an Error, nothing is stored")
    private List<String> required = List.of();

    /** Whose value counts of a state or token that both sides have changed. */
    static final class Winner {
        @Option(names = "--ours", description = "of states and tokens that both sides have changed, keep REF's values")
        private boolean ours;

        @Option(names = "--theirs", description = "of states and tokens that both sides have changed, take the others")
        private boolean theirs;
    }

    boolean isDryRun() {
        return dryRun;
    }

    /**
     * Returns how it is to be done.
     *
     * @param usualMessage where none is given
     */
    CommitOptions options(String usualMessage, CommandLine command) throws IOException {
        final List<SourceText> programs = new ArrayList<>();
        for (final String file : required) {
            programs.add(Sources.read(file));
        }
        final CommitOptions options = CommitOptions.message(message == null ? usualMessage : message)
                .onConflict(onConflict())
                .mode(multiset ? UnionMode.SUM : UnionMode.ALIKE_ONCE)
                .require(result -> check(result, programs, command));
        return dryRun ? options.dry() : options;
    }

    /** Returns whose value counts of what both have changed. */
    MergePrinter.Winner winner() {
        return switch (onConflict()) {
            case OURS -> MergePrinter.Winner.OURS;
            case THEIRS -> MergePrinter.Winner.THEIRS;
            case REFUSE -> MergePrinter.Winner.NONE;
        };
    }

    private OnConflict onConflict() {
        if (winner == null) {
            return OnConflict.REFUSE;
        }
        return winner.ours ? OnConflict.OURS : OnConflict.THEIRS;
    }

    private static void check(Environment result, List<SourceText> programs, CommandLine command) {
        if (programs.isEmpty()) {
            return;
        }
        final PrintWriter err = command.getErr();
        final Metta metta = new Metta(result);
        metta.output(err::println);
        final ProgramOutput output = new ProgramOutput(err, err, metta, false, false);
        try {
            if (Interrupts.during(() -> metta.run(Program.of(programs), output), metta::cancel)) {
                return;
            }
        } catch (final LimitExceededException e) {
            // reported by the output
        }
        throw new RequirementException("the result does not meet a requirement: nothing is stored; see above");
    }
}
