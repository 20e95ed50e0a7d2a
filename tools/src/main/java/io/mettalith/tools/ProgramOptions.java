package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.Program;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.module.ModuleException;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.Commit;
import io.mettalith.store.snapshot.CommitOptions;
import io.mettalith.store.snapshot.MergeBaseException;
import io.mettalith.store.snapshot.MergeConflictException;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From what knowledge a program starts, and whether what it knows at the end is kept. */
final class ProgramOptions {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Option(names = "--from", paramLabel = "REF", description = "start from a snapshot instead of nothing")
    private String from;

    @Option(
            names = "--commit",
            paramLabel = "REF",
            description =
                    "keep what the program knows at its end as a snapshot; not after a top-level Error, a limit or Ctrl-C")
    private String commit;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "message for the log of the REF that is committed")
    private String message = "";

    @Option(
            names = "--replace",
            description =
                    "with --commit: let REF name just what the program knows, though it did not start from there; without,"
                            + " what the REF has got otherwise is united with it")
    private boolean replace;

    @Mixin
    private LimitOptions limits;

    @Option(
            names = {"-I", "--include"},
            paramLabel = "DIR",
            description = {
                "look for modules in this directory, too; may be repeated. Modules are loaded from there, from the "
                        + "program's directory, from where the command runs, and from nowhere else"
            })
    private List<Path> include = List.of();

    @Option(
            names = "--with",
            paramLabel = "MODULE",
            description =
                    "import a module that comes with the evaluator, such as petta, before the program begins; may "
                            + "be repeated")
    private List<String> with = List.of();

    @Option(
            names = "--keep-going",
            description = {
                "go on after a top-level Error, and say at the end how many '!' passed and which failed; the exit code "
                        + "tells whether any did"
            })
    private boolean keepGoing;

    @Option(
            names = "--no-hints",
            description =
                    "say nothing of names that were probably misspelt, or are those of a module, and of what stays unevaluated")
    private boolean noHints;

    @Option(
            names = "--no-memo",
            description = "compute anew what functions return that are proven pure, instead of keeping it")
    private boolean noMemo;

    /** Runs a program between opening and committing; returns the exit code. */
    int run(CommandLine command, Program program) throws Exception {
        try (RunStore opened = new RunStore(store);
                Environment environment = start(opened)) {
            final int exitCode = runOn(environment, opened, command, program);
            return exitCode == ExitCode.OK && commit != null ? commit(opened, environment, command) : exitCode;
        }
    }

    /** Commits, and says so beside the program's output; what cannot be united is kept under a name of its own. */
    private int commit(RunStore opened, Environment environment, CommandLine command) {
        final SegmentStore to = opened.forWriting();
        final CommitOptions options = CommitOptions.message(message);
        try {
            print(to.commit(commit, environment, replace ? options.replacing() : options), command);
            return ExitCode.OK;
        } catch (final MergeConflictException | MergeBaseException e) {
            final String aside = commit + "-unmerged-" + to.entry(commit).number();
            to.commit(aside, environment, options.replacing());
            command.getErr().println("error: " + e.getMessage());
            command.getErr().println("what the program knows is kept as " + aside + ": merge that into " + commit);
            return e instanceof MergeConflictException ? ExitCode.DIFFERENCE : ExitCode.STORE_FAILED;
        }
    }

    private void print(Commit done, CommandLine command) {
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("committed", done.ref());
            object.put("id", done.snapshot().toHex());
            object.put("changed", done.changed());
            object.put("united", done.united());
            ReportOptions.print(command.getOut(), object);
        } else {
            command.getErr()
                    .printf(
                            "%s %s: %s%s%n",
                            done.ref(),
                            RefPrinter.shortId(done.snapshot()),
                            done.changed() ? "committed" : "unchanged",
                            done.united() ? ", united with what it had got meanwhile" : "");
        }
    }

    /** Returns what the program starts from. What cannot be opened is found out before it runs. */
    private Environment start(RunStore opened) {
        if (commit != null) {
            final SegmentStore to = opened.lock();
            final boolean exists = to.refs().stream().anyMatch(ref -> ref.name().equals(commit));
            if (exists && from == null && !replace) {
                throw new UsageException("the ref has a history, and the program starts from nothing: ref=" + commit
                        + "; say --from " + commit + " to go on from there, or --replace");
            }
        }
        return from == null ? Environment.create() : opened.forReading().checkout(from);
    }

    private int runOn(Environment environment, RunStore opened, CommandLine command, Program program) {
        final PrintWriter out = command.getOut();
        final Metta metta = new Metta(environment);
        metta.output(line -> {
            out.println(line);
            out.flush();
        });
        metta.store(opened);
        metta.memoises(!noMemo);
        include.forEach(metta.modules()::include);
        metta.modules().include(Path.of(""));
        with.forEach(module -> importInto(metta, module));
        metta.limits(limits.limits());
        final ProgramOutput output = new ProgramOutput(out, command.getErr(), metta, report.isJson(), !noHints);
        try {
            final Program run = keepGoing ? program.keepingGoing() : program;
            final boolean fine = Interrupts.during(() -> metta.run(run, output), metta::cancel);
            if (fine && commit != null) {
                collectSpaces(metta);
            }
            return fine ? ExitCode.OK : ExitCode.PROGRAM_ERROR;
        } catch (final LimitExceededException e) {
            return ExitCode.PROGRAM_ERROR;
        } catch (final EvaluationInterruptedException e) {
            return ExitCode.INTERRUPTED;
        } finally {
            if (keepGoing) {
                output.tally();
            }
        }
    }

    private static void importInto(Metta metta, String module) {
        try {
            metta.modules().importBuiltin(module);
        } catch (final ModuleException e) {
            throw new UsageException(e.getMessage());
        }
    }

    /** Sees to it that spaces which nothing reaches do not get into a snapshot. */
    private static void collectSpaces(Metta metta) {
        if (metta.environment().spaces().size() > 1) {
            System.gc(); // the JVM alone knows what is reached from memory
            metta.collectSpaces();
        }
    }
}
