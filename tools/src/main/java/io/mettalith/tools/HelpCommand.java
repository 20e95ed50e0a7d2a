package io.mettalith.tools;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help of a command. */
@Command(
        name = "help",
        mixinStandardHelpOptions = true,
        description = "Prints what a command does, as its --help; without a command, which there are.",
        footer = {"", "Example:", "  mettalith help import"})
final class HelpCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "COMMAND", description = "which command")
    private String command;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final CommandLine all = Main.allCommands();
        final CommandLine asked = command == null ? all : all.getSubcommands().get(command);
        if (asked == null) {
            throw new UsageException("no such command: name=" + command + "; '" + Main.NAME + " help' lists them");
        }
        asked.usage(spec.commandLine().getOut());
        return ExitCode.OK;
    }
}
