package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.documentation.Doc;
import io.mettalith.evaluator.documentation.Documentation;
import io.mettalith.evaluator.documentation.LibraryNames;
import io.mettalith.store.environment.Environment;
import io.mettalith.tools.exchange.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the pages of the language's reference. */
@Command(
        name = "reference",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Writes the reference of the language as Markdown.")
final class ReferenceCommand implements Callable<Integer> {
    private static final Symbol GET_TYPE = Symbol.of("get-type");

    @Option(names = "-o", paramLabel = "DIR", required = true, description = "directory to write the pages to")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        for (final Map.Entry<String, String> page : pages().entrySet()) {
            WholeFile.write(directory.resolve(page.getKey()), page.getValue());
        }
        return ExitCode.OK;
    }

    /** Returns the text of each page by the name of its file. */
    static Map<String, String> pages() {
        try (Environment environment = Environment.create()) {
            final Metta metta = new Metta(environment);
            metta.modules().available().get("builtin").forEach(module -> metta.run("!(import! &self " + module + ")"));
            return new ReferencePages(names(metta)).pages();
        }
    }

    private static LibraryNames names(Metta metta) {
        final Set<Symbol> defined = new LinkedHashSet<>();
        metta.operations().names().forEach(defined::add);
        Documentation.library()
                .groups()
                .forEach(group -> group.docs().stream()
                        .map(Doc::item)
                        .filter(item -> isBound(metta, item))
                        .forEach(item -> defined.add((Symbol) item)));
        return new LibraryNames(defined, atom -> metta.evaluate(Expression.of(GET_TYPE, atom)));
    }

    private static boolean isBound(Metta metta, Atom item) {
        return item instanceof Symbol symbol
                && metta.modules().top().tokenizer().lookup(symbol) != null;
    }
}
