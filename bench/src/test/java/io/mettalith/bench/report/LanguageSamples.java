package io.mettalith.bench.report;

import java.util.List;

/** Made-up results of the language. */
final class LanguageSamples {
    private LanguageSamples() {}

    static LanguageResults results() {
        final LanguageResults results =
                new LanguageResults(new Machine(2, "Abacus", 8L << 30, "Linux 6", "17", "VM", "-Xflag"));
        results.describe("mettalith", "mettalith 0.1");
        results.describe("petta", "commit 4567def");
        results.put(rounds("fib", "mettalith", "", 0.5, 0.4, 0.6));
        results.put(rounds("fib", "petta", "", 2.0, 2.0, 2.2));
        results.put(rounds("peano", "mettalith", "", 3.0));
        results.put(rounds("peano", "petta", "", 0.75));
        results.put(rounds("lists", "mettalith", "wrong result"));
        results.put(rounds("lists", "petta", "", 1.0));
        results.put(rounds("start", "mettalith", "", 0.2));
        results.put(rounds("recursion", "mettalith", "", 1.2));
        results.put(new Row(
                "forkEvaluation",
                "2026-01-31",
                "0123abc",
                false,
                List.of(
                        Measurement.single("mettalith", 10_000, "owner", 1_000, "ns/op"),
                        Measurement.single("mettalith", 10_000, "fork", 1_020, "ns/op"),
                        new Measurement("mettalith", 10_000, "ratio", 1.02, 0.003, "times", -1, 9))));
        return results;
    }

    static Rounds rounds(String program, String system, String problem, Double... seconds) {
        return new Rounds(
                program,
                system,
                30,
                "2026-01-31",
                "0123abc",
                false,
                List.of(seconds),
                List.of(1L << 30, 3L << 29),
                problem);
    }
}
