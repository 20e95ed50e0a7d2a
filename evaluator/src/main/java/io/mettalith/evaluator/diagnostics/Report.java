package io.mettalith.evaluator.diagnostics;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.interpreter.CallChain;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.syntax.SourceMap;
import io.mettalith.evaluator.syntax.SourceSpan;
import java.util.List;
import java.util.function.Function;

/**
 * Tells where in a program an error came up or an evaluation was stopped.
 *
 * <p>The place is that of the narrowest part of the program's text that can be told: the expression that the error is
 * about if it stands there, or else the innermost call that does, or else the whole expression that was evaluated. The
 * calls follow, from the inside out; calls in tail position wait for nothing and are not among them.
 */
public final class Report {
    private static final int LONGEST_SHOWN = 120;

    private final Function<Atom, String> format;

    /** Makes reports in which atoms are shown by a format. */
    public Report(Function<Atom, String> format) {
        this.format = format;
    }

    /**
     * Returns what there is to say about an error among the results of an expression.
     *
     * @param expression the expression as it was parsed
     * @param source where its parts are written
     * @param chain the calls in which the error came up
     */
    public String ofError(Expression error, Atom expression, SourceMap source, CallChain chain) {
        final Atom about = error.size() > 1 ? error.get(1) : error;
        SourceSpan span = source.spanOf(about);
        span = span == null ? place(expression, source, chain) : span;
        final String message = new ErrorText(format).of(error);
        return render(span, message, calls(chain, about));
    }

    /** Returns what there is to say about an evaluation that was stopped. */
    public String ofStop(EvaluationStoppedException why, Atom expression, SourceMap source) {
        return render(place(expression, source, why.chain()), why.getMessage(), calls(why.chain(), null));
    }

    private static SourceSpan place(Atom expression, SourceMap source, CallChain chain) {
        for (final CallChain.Call call : chain.calls()) {
            if (call.written() instanceof Expression written) {
                final SourceSpan span = call.part() < 0 ? source.spanOf(written) : source.spanOf(written, call.part());
                if (span != null) {
                    return span;
                }
            }
        }
        return source.spanOf(expression);
    }

    private static String render(SourceSpan span, String message, String calls) {
        return "error: " + span.describe() + ": " + message + "\n" + span.excerpt() + calls;
    }

    /** Returns a line for each call, but not for one that has just been spoken of. */
    private String calls(CallChain chain, Atom spokenOf) {
        final StringBuilder out = new StringBuilder();
        append(out, chain.innermost(), spokenOf);
        if (chain.omitted() > 0) {
            out.append("\n  ... ").append(chain.omitted()).append(" more");
        }
        append(out, chain.outermost(), spokenOf);
        return out.toString();
    }

    private void append(StringBuilder out, List<CallChain.Call> calls, Atom spokenOf) {
        for (final CallChain.Call call : calls) {
            if (call.written() != spokenOf) {
                out.append("\n  in ").append(shortened(format.apply(call.shown())));
            }
        }
    }

    /** Returns a text in one line, cut where it is long. */
    static String shortened(String text) {
        final String line = text.replace('\n', ' ');
        if (line.length() <= LONGEST_SHOWN) {
            return line;
        }
        final int end = Character.isHighSurrogate(line.charAt(LONGEST_SHOWN - 1)) ? LONGEST_SHOWN - 1 : LONGEST_SHOWN;
        return line.substring(0, end) + "...";
    }
}
