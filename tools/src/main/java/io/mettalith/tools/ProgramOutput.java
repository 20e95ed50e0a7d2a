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

/** Prints the results of one {@code !} after the other, and beside them what there is to say about errors and names. */
final class ProgramOutput implements RunListener {
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
        report = new Report(metta::format);
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
        if (json) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("results", results.stream().map(metta::format).toList());
            if (why != null) {
                object.put("stopped", reason(why));
            }
            ReportOptions.print(out, object);
        } else {
            out.println(metta.format(results));
        }
        out.flush();
    }

    private static String reason(EvaluationStoppedException why) {
        return why instanceof LimitExceededException exceeded
                ? exceeded.limit().name().toLowerCase(Locale.ROOT)
                : "interrupted";
    }
}
