package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.SyntaxError;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
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
            "Prints one line per '!', as [a, b]. Stops at the first top-level Error. All files are checked for syntax "
                    + "errors before the first is run."
        },
        footer = {"", "Example:", "  mettalith run --from jdk --commit work queries.metta"})
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
        final List<SyntaxError> errors = new ArrayList<>();
        for (final String file : files) {
            final SourceText source = Sources.read(file);
            sources.add(source);
            errors.addAll(Parser.checkAll(source));
        }
        if (!errors.isEmpty()) {
            throw new SyntaxErrorsException(errors);
        }
        return options.run(spec.commandLine().getOut(), (metta, printer) -> runAll(metta, sources, printer));
    }

    private static boolean runAll(Metta metta, List<SourceText> sources, ProgramOptions.ResultPrinter printer) {
        for (final SourceText source : sources) {
            metta.modules().directory(Sources.directory(source));
            if (!metta.run(source, printer::print)) {
                return false;
            }
        }
        return true;
    }
}
