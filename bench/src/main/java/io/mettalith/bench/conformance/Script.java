package io.mettalith.bench.conformance;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a script asks, in its order.
 *
 * @param name of the file
 * @param executions the atoms after a {@code !}; none where the text is not MeTTa
 */
record Script(String name, List<Execution> executions) {
    /** An atom after a {@code !}, and the line on which it begins. */
    record Execution(int line, boolean isAssertion) {}

    static Script read(Path file) throws IOException {
        final String name = file.getFileName().toString();
        return of(name, SourceText.ofUtf8(name, Files.readAllBytes(file)));
    }

    static Script of(String name, SourceText source) {
        final List<Execution> executions = new ArrayList<>();
        if (Parser.checkAll(source).isEmpty()) {
            final Parser parser = new Parser(source, new Tokenizer());
            while (parser.next()) {
                if (parser.isExecuted()) {
                    executions.add(new Execution(parser.span().line(), isAssertion(parser.atom())));
                }
            }
        }
        return new Script(name, List.copyOf(executions));
    }

    private static boolean isAssertion(Atom atom) {
        return atom instanceof Expression expression
                && !expression.isUnit()
                && expression.head() instanceof Symbol head
                && head.name().startsWith("assert");
    }

    int assertions() {
        return (int) executions.stream().filter(Execution::isAssertion).count();
    }
}
