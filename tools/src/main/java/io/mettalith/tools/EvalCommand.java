package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.Names;
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
        return options.run(spec.commandLine().getOut(), this::evaluateAll);
    }

    private boolean evaluateAll(Metta metta, ProgramOptions.ResultPrinter printer) {
        for (final String expression : expressions) {
            for (final Atom atom : metta.parse(expression)) {
                final List<Atom> results = metta.evaluate(atom);
                printer.print(results);
                if (results.stream().anyMatch(Names::isError)) {
                    return false;
                }
            }
        }
        return true;
    }
}
