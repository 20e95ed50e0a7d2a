package io.mettalith.tools;

import io.mettalith.evaluator.Program;
import io.mettalith.evaluator.syntax.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs MeTTa programs. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs MeTTa programs, one after the other, over one knowledge base.",
            "Prints one line per '!', as [a, b]. Stops at the first top-level Error, unless it is to keep going. All files are checked for syntax "
                    + "errors before the first is run."
        },
        footer = {
            "",
            "Examples:",
            "  mettalith run --from jdk --commit work queries.metta",
            "  mettalith run --keep-going --with petta suite.metta"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ProgramOptions options;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "MeTTa programs; - reads standard input")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final List<SourceText> sources = new ArrayList<>();
        for (final String file : files) {
            sources.add(Sources.read(file));
        }
        return options.run(spec.commandLine(), Program.of(sources));
    }
}
