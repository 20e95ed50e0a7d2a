package io.mettalith.bench.conformance;

import com.fasterxml.jackson.jr.ob.JSON;
import io.mettalith.bench.process.ProcessRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a script has fared. It passes if the process ends with 0 and no result is or contains an {@code Error}.
 *
 * @param script what was asked
 * @param run the process
 * @param results the results of each {@code !} that was reached
 */
record Verdict(Script script, ProcessRun run, List<List<String>> results) {
    private static final String RESULTS = "results";
    private static final int SHOWN = 100;

    /** Judges a run that reported as JSON Lines; lines that a script prints among them are passed over. */
    static Verdict of(Script script, ProcessRun run) {
        final List<List<String>> results = new ArrayList<>();
        run.output().lines().filter(line -> line.startsWith("{\"" + RESULTS)).forEach(line -> results.add(parse(line)));
        return new Verdict(script, run, List.copyOf(results));
    }

    private static List<String> parse(String line) {
        try {
            return ((List<?>) JSON.std.mapFrom(line).get(RESULTS))
                    .stream().map(Object::toString).toList();
        } catch (final IOException e) {
            return List.of(line);
        }
    }

    boolean passes() {
        return run.exit() == 0 && firstError().isEmpty();
    }

    long passed() {
        return assertions(true);
    }

    long failed() {
        return assertions(false);
    }

    long notReached() {
        return script.assertions() - passed() - failed();
    }

    private long assertions(boolean passing) {
        long count = 0;
        for (int i = 0; i < Math.min(results.size(), script.executions().size()); i++) {
            if (script.executions().get(i).isAssertion() && results.get(i).equals(List.of("()")) == passing) {
                count++;
            }
        }
        return count;
    }

    /** Returns what went wrong first, in a line; empty where nothing did. */
    String firstFailure() {
        if (run.timedOut()) {
            return String.format(Locale.ROOT, "ended after %.0f s, %s", run.seconds(), place(results.size()));
        }
        return firstError().or(this::ofProcess).map(Verdict::shorten).orElse("");
    }

    private Optional<String> firstError() {
        for (int i = 0; i < results.size(); i++) {
            final int at = i;
            final Optional<String> error =
                    results.get(i).stream().filter(ErrorText::in).findFirst();
            if (error.isPresent()) {
                return error.map(text -> place(at) + ": " + text);
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofProcess() {
        return run.exit() == 0
                ? Optional.empty()
                : Optional.of(run.lastError().orElse("exit=" + run.exit() + " without a message"));
    }

    private String place(int execution) {
        return execution < script.executions().size()
                ? "line " + script.executions().get(execution).line()
                : "execution " + (execution + 1);
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
    }
}
