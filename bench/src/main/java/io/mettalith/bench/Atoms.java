package io.mettalith.bench;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;

/** The knowledge that benchmarks run on: rules {@code (= (rule-N $x) (body N $x))} with seven-digit numbers. */
final class Atoms {
    private Atoms() {}

    /** Returns an environment with that many rules, loaded in bulk. */
    static Environment rules(int count) {
        final Environment environment = Environment.create();
        final AtomWriter writer = new AtomWriter();
        try (AtomBatch batch = new AtomBatch()) {
            for (int i = 0; i < count; i++) {
                write(writer, i);
                batch.add(writer);
            }
            environment.addAll(SpaceId.MAIN, batch);
        }
        return environment;
    }

    /** Returns one rule. */
    static AtomCode rule(int number) {
        final AtomWriter writer = new AtomWriter();
        write(writer, number);
        return writer.toAtomCode();
    }

    private static void write(AtomWriter writer, int number) {
        writer.reset()
                .expression(3)
                .symbol("=")
                .expression(2)
                .symbol("rule-" + (1_000_000 + number))
                .variable("x")
                .expression(3)
                .symbol("body")
                .integer(number)
                .variable("x");
    }
}
