package io.mettalith.evaluator.module;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.syntax.SourceText;
import java.util.List;
import java.util.function.Consumer;

/** Runs the text of a module. */
@FunctionalInterface
public interface ModuleRunner {
    /**
     * Runs a text in a module and hands over the results of each {@code !}.
     *
     * @return whether the text ran to its end, without a top-level {@code Error}
     * @throws io.mettalith.evaluator.syntax.SyntaxErrorsException if the text is not MeTTa; nothing has been run then
     */
    boolean run(SourceText source, Module module, Consumer<List<Atom>> results);
}
