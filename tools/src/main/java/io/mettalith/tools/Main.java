package io.mettalith.tools;

import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.history.InvalidRefException;
import io.mettalith.store.segment.SegmentDamagedException;
import io.mettalith.store.segment.TooManyAtomsException;
import io.mettalith.store.snapshot.MergeConflictException;
import io.mettalith.tools.exchange.FormatException;
import io.mettalith.tools.exchange.UnsuitableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Inspects and runs knowledge bases from the shell. */
@Command(
        name = Main.NAME,
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        description = "Runs MeTTa programs over forkable, durable knowledge bases, and looks into their snapshots.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:the program has a syntax error, ended in a top-level Error or reached a limit",
            "2:wrong usage",
            "3:a difference, a conflict or damage was found",
            "4:the store or the file system failed",
            "130:interrupted by Ctrl-C"
        })
public final class Main implements Runnable {
    /** What the command line is called. */
    static final String NAME = "mettalith";

    /** Stack of the thread that runs commands: atoms may be nested a million deep. Reserved, not used, unless needed. */
    private static final long STACK_BYTES = 1L << 30;

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("eval", EvalCommand.class);
        COMMANDS.put("import", ImportCommand.class);
        COMMANDS.put("export", ExportCommand.class);
        COMMANDS.put("refs", RefsCommand.class);
        COMMANDS.put("log", LogCommand.class);
        COMMANDS.put("stat", StatCommand.class);
        COMMANDS.put("show", ShowCommand.class);
        COMMANDS.put("dump", DumpCommand.class);
        COMMANDS.put("diff", DiffCommand.class);
        COMMANDS.put("merge", MergeCommand.class);
        COMMANDS.put("revert", RevertCommand.class);
        COMMANDS.put("cherry-pick", CherryPickCommand.class);
        COMMANDS.put("apply", ApplyCommand.class);
        COMMANDS.put("blame", BlameCommand.class);
        COMMANDS.put("tag", TagCommand.class);
        COMMANDS.put("branch", BranchCommand.class);
        COMMANDS.put("delete", DeleteCommand.class);
        COMMANDS.put("undelete", UndeleteCommand.class);
        COMMANDS.put("verify", VerifyCommand.class);
        COMMANDS.put("compact", CompactCommand.class);
        COMMANDS.put("report", ReportCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("man", ManCommand.class);
        COMMANDS.put("reference", ReferenceCommand.class);
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command line and exits with its code. */
    public static void main(String[] args) throws InterruptedException {
        final PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        final int[] exitCode = {ExitCode.STORE_FAILED};
        final Thread thread = new Thread(null, () -> exitCode[0] = execute(out, err, args), "mettalith", STACK_BYTES);
        thread.start();
        thread.join();
        out.flush();
        System.exit(exitCode[0]);
    }

    /**
     * Runs the command line.
     *
     * @param out where results go
     * @param err where diagnostics go
     * @return the exit code
     */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        final CommandLine commandLine = commandLine(args)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, result) -> report(e, command));
        try {
            return commandLine.execute(args);
        } catch (final OutOfMemoryError e) {
            err.println("error: out of memory: maxHeapBytes="
                    + Runtime.getRuntime().maxMemory() + "; allow more by METTALITH_JAVA_OPTS=-Xmx8g");
            return ExitCode.STORE_FAILED;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Makes the command line: of one command alone where the arguments name one, since each takes time to set up. */
    private static CommandLine commandLine(String... args) {
        final Class<?> named = args.length == 0 ? null : COMMANDS.get(args[0]);
        return named == null ? allCommands() : new CommandLine(new Main()).addSubcommand(named);
    }

    /** Makes the command line of all commands, hidden ones among them. */
    static CommandLine allCommands() {
        final CommandLine commandLine = new CommandLine(new Main());
        COMMANDS.values().forEach(commandLine::addSubcommand);
        return commandLine;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
    }

    /** Says in one line what failed, and returns the exit code for it. */
    private static int report(Exception e, CommandLine command) throws Exception {
        command.getOut().flush();
        final PrintWriter err = command.getErr();
        if (e instanceof SyntaxErrorsException errors) {
            err.print(errors.render());
            return ExitCode.PROGRAM_ERROR;
        }
        if (e instanceof StoreException || e instanceof IOException) {
            err.println("error: " + message(e));
            return e instanceof StoreDamagedException || e instanceof MergeConflictException
                    ? ExitCode.DIFFERENCE
                    : ExitCode.STORE_FAILED;
        }
        if (e instanceof SegmentDamagedException) {
            err.println("error: a stored segment is damaged: " + e.getMessage() + "; run mettalith verify --deep");
            return ExitCode.DIFFERENCE;
        }
        if (e instanceof FormatException || e instanceof RequirementException || e instanceof TooManyAtomsException) {
            err.println("error: " + e.getMessage());
            return ExitCode.PROGRAM_ERROR;
        }
        if (e instanceof UsageException || e instanceof UnsuitableException || e instanceof InvalidRefException) {
            err.println("error: " + e.getMessage());
            return ExitCode.USAGE;
        }
        throw e;
    }

    private static String message(Exception e) {
        if (e instanceof NoSuchFileException file) {
            return "no such file: file=" + file.getFile() + "; check the path";
        }
        if (e instanceof AccessDeniedException file) {
            return "permission denied: file=" + file.getFile() + "; check who may read or write it";
        }
        if (e instanceof FileSystemException file) {
            return "file system failed: file=" + file.getFile() + ", reason=" + file.getReason();
        }
        return e.getMessage();
    }
}
