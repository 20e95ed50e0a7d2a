package io.mettalith.tools;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes what makes a shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a script that makes bash or zsh complete commands, options, refs and files.",
            "The refs are those of the store that the line or METTALITH_STORE names."
        },
        footer = {
            "",
            "Examples:",
            "  source <(mettalith completion)",
            "  mettalith completion > ~/.local/share/bash-completion/completions/mettalith"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(script());
        return ExitCode.OK;
    }

    /** Returns the script, which knows all commands that are not hidden. */
    static String script() {
        return BashCompletion.script(Main.allCommands());
    }
}
