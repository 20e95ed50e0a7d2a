package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.util.Random;

/** Atoms and patterns from a vocabulary so small that they meet often. */
final class RandomFacts {
    private static final String[] WORDS = {"a", "b", "c", "edge", "node", "longer-name"};
    private static final String[] VARIABLES = {"x", "y", "z"};

    private RandomFacts() {}

    /** Returns an atom that is an expression most of the time, and has variables now and then. */
    static AtomCode fact(Random random) {
        return random.nextInt(40) == 0 ? any(random, 0) : expression(random, 12);
    }

    /** Returns a pattern: an expression with some of its parts left open. */
    static AtomCode pattern(Random random) {
        return random.nextInt(30) == 0 ? any(random, 0) : expression(random, 2);
    }

    private static AtomCode expression(Random random, int oneVariableIn) {
        final AtomCode[] children = new AtomCode[2 + random.nextInt(3)];
        for (int i = 0; i < children.length; i++) {
            children[i] = random.nextInt(oneVariableIn) == 0 ? variable(random) : any(random, 1);
        }
        return AtomCode.expression(children);
    }

    static AtomCode any(Random random, int depth) {
        final int kind = random.nextInt(10);
        if (depth > 0 && kind < 2) {
            final AtomCode[] children = new AtomCode[random.nextInt(4)];
            for (int i = 0; i < children.length; i++) {
                children[i] = any(random, depth - 1);
            }
            return AtomCode.expression(children);
        }
        return switch (kind) {
            case 0, 1, 2 -> AtomCode.integer(random.nextInt(6));
            case 3 -> random.nextInt(8) == 0 ? variable(random) : AtomCode.string("text");
            default -> AtomCode.symbol(WORDS[random.nextInt(WORDS.length)]);
        };
    }

    private static AtomCode variable(Random random) {
        return AtomCode.variable(VARIABLES[random.nextInt(VARIABLES.length)]);
    }
}
