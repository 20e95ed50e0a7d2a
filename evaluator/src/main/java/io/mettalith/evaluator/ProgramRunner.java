package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.evaluator.interpreter.CallChain;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.NotStorableException;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import java.util.List;

/** Runs one program: adds its atoms and evaluates what has a {@code !} before it, in the order of the text. */
final class ProgramRunner {
    private static final int ATOMS_BETWEEN_CHECKS = 1 << 12;

    private final Tokenizer tokenizer;
    private final Knowledge knowledge;
    private final Evaluations evaluations;
    private final RunListener listener;
    private int added;

    ProgramRunner(Tokenizer tokenizer, Knowledge knowledge, Evaluations evaluations, RunListener listener) {
        this.tokenizer = tokenizer;
        this.knowledge = knowledge;
        this.evaluations = evaluations;
        this.listener = listener;
    }

    /** Returns whether the program ran to its end, and not into an {@code Error}. */
    boolean run(Program program) {
        return evaluations.inCall(() -> runInCall(program));
    }

    /** Returns the same, as a part of a call that has been opened. */
    boolean runInCall(Program program) {
        boolean fine = true;
        for (final SourceText source : program.sources()) {
            listener.begins(source);
            final Parser parser = new Parser(source, tokenizer);
            while ((fine || program.keepsGoing()) && parser.next()) {
                fine &= run(parser, program.executesAll() || parser.isExecuted());
            }
            if (!fine && !program.keepsGoing()) {
                return false;
            }
        }
        return fine;
    }

    private boolean run(Parser parser, boolean executes) {
        return executes ? isFine(parser, evaluate(parser), evaluations.errorChain()) : added(parser);
    }

    private List<Atom> evaluate(Parser parser) {
        try {
            evaluations.check();
            return evaluations.evaluate(parser.atom());
        } catch (final EvaluationStoppedException e) {
            throw stopped(parser, e);
        }
    }

    private EvaluationStoppedException stopped(Parser parser, EvaluationStoppedException why) {
        return Work.unwatched(() -> {
            listener.stopped(new Execution(parser.atom(), parser.sourceMap(), why.results(), why.chain()), why);
            return why;
        });
    }

    private boolean isFine(Parser parser, List<Atom> results, CallChain errorChain) {
        final Execution execution = new Execution(parser.atom(), parser.sourceMap(), results, errorChain);
        try {
            return evaluations.unlessOutOfMemory(() -> {
                listener.executed(execution);
                return !execution.isError();
            });
        } catch (final EvaluationStoppedException e) {
            throw stopped(parser, e);
        }
    }

    /** Adds an atom to the space; what is not right, or cannot be stored, ends the program with an error. */
    private boolean added(Parser parser) {
        try {
            if (++added % ATOMS_BETWEEN_CHECKS == 0) {
                evaluations.check();
            }
            final List<Atom> typeErrors = evaluations.typeErrors(parser.atom());
            if (!typeErrors.isEmpty()) {
                return isFine(parser, typeErrors, CallChain.EMPTY);
            }
            knowledge.add(evaluations.space(), parser.atom());
            return true;
        } catch (final EvaluationStoppedException e) {
            throw stopped(parser, e);
        } catch (final NotStorableException e) {
            return isFine(parser, List.of(Names.error(parser.atom(), e.getMessage())), CallChain.EMPTY);
        }
    }
}
