package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.Random;

/** Environments to commit. Equal seeds make equal ones. */
public final class Samples {
    private Samples() {}

    public static AtomCode fact(long number) {
        return new AtomWriter()
                .expression(3)
                .symbol("fact")
                .integer(number)
                .symbol("value-" + number % 97)
                .toAtomCode();
    }

    public static AtomCode rule(String head, int number) {
        return new AtomWriter()
                .expression(3)
                .symbol("=")
                .expression(2)
                .symbol(head)
                .variable("x")
                .expression(3)
                .symbol("+")
                .variable("x")
                .integer(number)
                .toAtomCode();
    }

    /** Returns an environment with the facts 0 to {@code count - 1}. */
    public static Environment facts(int count) {
        final Environment environment = Environment.create();
        final AtomWriter writer = new AtomWriter();
        try (AtomBatch batch = new AtomBatch()) {
            for (int i = 0; i < count; i++) {
                batch.add(writer.reset().expression(3).symbol("fact").integer(i).symbol("value-" + i % 97));
            }
            environment.addAll(SpaceId.MAIN, batch);
        }
        return environment;
    }

    /** Returns an environment with everything that there can be in one. */
    public static Environment everything(long seed, int size) {
        final Random random = new Random(seed);
        final Environment environment = Environment.create();
        for (int i = 0; i < size; i++) {
            environment.add(fact(random.nextInt(size)));
        }
        for (int i = 0; i < 20; i++) {
            environment.add(rule("rule" + random.nextInt(3), random.nextInt()));
        }
        environment.add(AtomCode.expression(AtomCode.symbol(":"), AtomCode.symbol("a"), AtomCode.symbol("A")));
        environment.add(AtomCode.variable("anything"));
        environment.add(AtomCode.string("a string with \u00e4 and \ud83d\ude00"));
        environment.add(AtomCode.real(random.nextDouble()));
        final SpaceId space = environment.newSpace();
        for (int i = 0; i < size / 4; i++) {
            environment.add(space, fact(random.nextInt()));
        }
        final SpaceId fork = environment.forkSpace(space);
        environment.add(fork, AtomCode.symbol("only-in-fork"));
        environment.newSpace();
        environment.newState(AtomCode.integer(random.nextLong()));
        environment.bind("&kb", AtomCode.symbol("bound"));
        environment.bind("&n", AtomCode.integer(random.nextInt()));
        return environment;
    }
}
