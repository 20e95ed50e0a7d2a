package io.mettalith.tools;

import io.mettalith.evaluator.Execution;
import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.RunListener;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.diagnostics.Hints;
import io.mettalith.evaluator.diagnostics.Report;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.syntax.SourceText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints the results of one {@code !} after the other, and beside them what there is to say about errors and names. */
final class ProgramOutput implements RunListener {
    /** Characters of an atom in a report, which shows fewer. */
    private static final int REPORTED_CHARS = 1 << 10;
    /** Characters of the results of what was stopped; who stops does not wait for more. */
    private static final int STOPPED_CHARS = 1 << 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Metta metta;
    private final boolean json;
    private final Report report;
    private final Hints hints;
    private final List<String> failed = new ArrayList<>();
    private int passed;

    /**
     * Makes an output.
     *
     * @param out where results go
     * @param err where the rest goes
     * @param givesHints whether names are looked at
     */
    ProgramOutput(PrintWriter out, PrintWriter err, Metta metta, boolean json, boolean givesHints) {
        this.out = out;
        this.err = err;
        this.metta = metta;
        this.json = json;
        report = new Report(atom -> metta.format(atom, REPORTED_CHARS));
        hints = givesHints
                ? new Hints(
                        metta.environment(),
                        metta::visibleSpaces,
                        metta.operations(),
                        metta.modules().builtin())
                : null;
    }

    @Override
    public void begins(SourceText source) {
        metta.modules().directory(Sources.directory(source));
    }

    @Override
    public void executed(Execution execution) {
        if (execution.isError()) {
            failed.add(execution.span().describe());
        } else {
            passed++;
        }
        print(execution.results(), null);
        if (hints != null) {
            hints.about(execution.expression(), execution.source(), execution.results())
                    .forEach(err::println);
        }
        execution.results().stream()
                .filter(Names::isError)
                .reduce((first, second) -> second)
                .ifPresent(error -> err.println(report.ofError(
                        (Expression) error, execution.expression(), execution.source(), execution.errorChain())));
    }

    @Override
    public void stopped(Execution partial, EvaluationStoppedException why) {
        failed.add(partial.span().describe());
        if (json || !partial.results().isEmpty()) {
            print(partial.results(), why);
        }
        err.println(report.ofStop(why, partial.expression(), partial.source()));
    }

    /** Says how many of the {@code !} had no error among their results, and where those are that had. */
    void tally() {
        failed.forEach(place -> err.println("failed: " + place));
        if (json) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("passed", passed);
            object.put("failed", failed.size());
            ReportOptions.print(out, object);
            out.flush();
        } else {
            err.println(passed + " passed, " + failed.size() + " failed");
        }
    }

    private void print(List<Atom> results, EvaluationStoppedException why) {
        final List<String> texts = why == null ? texts(results) : beginnings(results);
        if (json) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("results", texts);
            if (why != null) {
                object.put("stopped", reason(why));
            }
            ReportOptions.print(out, object);
        } else {
            out.println(texts.stream().collect(Collectors.joining(", ", "[", "]")));
        }
        out.flush();
    }

    private List<String> texts(List<Atom> results) {
        return results.stream().map(metta::format).toList();
    }

    /** Returns the texts of results, or of as many as there is room for. */
    private List<String> beginnings(List<Atom> results) {
        final List<String> texts = new ArrayList<>();
        int left = STOPPED_CHARS;
        for (int i = 0; i < results.size() && left > 0; i++) {
            final String text = metta.format(results.get(i), left);
            texts.add(text);
            left -= text.length();
        }
        return texts;
    }

    private static String reason(EvaluationStoppedException why) {
        return why instanceof LimitExceededException exceeded
                ? exceeded.limit().name().toLowerCase(Locale.ROOT)
                : "interrupted";
    }
}
