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

/** Evaluates expressions given as arguments. */
@Command(
        name = "eval",
        mixinStandardHelpOptions = true,
        description = "Evaluates expressions, and prints the results of each on a line, as [a, b].",
        footer = {"", "Example:", "  mettalith eval '(+ 1 2)' '(superpose (a b))'"})
final class EvalCommand implements Callable<Integer> {
    @Mixin
    private ProgramOptions options;

    @Parameters(paramLabel = "EXPR", arity = "1..*", description = "expressions; quote them for the shell")
    private List<String> expressions;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final List<SourceText> sources = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            sources.add(SourceText.of("argument " + (i + 1), expressions.get(i)));
        }
        return options.run(spec.commandLine(), Program.of(sources).executingAll());
    }
}
