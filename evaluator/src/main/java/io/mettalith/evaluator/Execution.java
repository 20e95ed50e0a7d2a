package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.CallChain;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.syntax.SourceMap;
import io.mettalith.evaluator.syntax.SourceSpan;
import java.util.List;

/**
 * What one top-level atom of a program came to.
 *
 * @param expression the atom as it was parsed
 * @param source where it and its parts are written
 * @param results all results, or those found before it was stopped
 * @param errorChain the calls in which the last result that is an {@code Error} came up
 */
public record Execution(Atom expression, SourceMap source, List<Atom> results, CallChain errorChain) {
    public Execution {
        results = List.copyOf(results);
    }

    /** Returns where the atom is written. */
    public SourceSpan span() {
        return source.spanOf(expression);
    }

    /** Reports whether there is an {@code (Error ...)} among the results, which ends the program. */
    public boolean isError() {
        return results.stream().anyMatch(Names::isError);
    }
}
