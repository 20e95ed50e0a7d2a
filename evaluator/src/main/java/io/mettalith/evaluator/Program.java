package io.mettalith.evaluator;

import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.SyntaxError;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Texts to run one after the other, which are known to be MeTTa. The texts are not parsed yet: what one atom binds is
 * known to the next.
 *
 * <p>Threading: immutable.
 */
public final class Program {
    private final List<SourceText> sources;
    private final boolean executesAll;
    private final boolean keepsGoing;

    private Program(List<SourceText> sources, boolean executesAll, boolean keepsGoing) {
        this.sources = sources;
        this.executesAll = executesAll;
        this.keepsGoing = keepsGoing;
    }

    /**
     * Returns the program of several texts.
     *
     * @throws SyntaxErrorsException if one of them is not MeTTa, with the errors of all
     */
    public static Program of(List<SourceText> sources) {
        final List<SyntaxError> errors = new ArrayList<>();
        sources.forEach(source -> errors.addAll(Parser.checkAll(source)));
        if (!errors.isEmpty()) {
            throw new SyntaxErrorsException(errors);
        }
        return new Program(List.copyOf(sources), false, false);
    }

    /**
     * Returns the program of a text.
     *
     * @throws SyntaxErrorsException if it is not MeTTa
     */
    public static Program of(SourceText source) {
        return of(List.of(source));
    }

    /** Returns the program that evaluates every atom of these texts, with a {@code !} before it or not. */
    public Program executingAll() {
        return new Program(sources, true, keepsGoing);
    }

    /** Returns the program that goes on after an {@code Error}, as a suite of tests does. */
    public Program keepingGoing() {
        return new Program(sources, executesAll, true);
    }

    /** Returns the texts. */
    public List<SourceText> sources() {
        return sources;
    }

    boolean executesAll() {
        return executesAll;
    }

    boolean keepsGoing() {
        return keepsGoing;
    }
}
