package io.mettalith.store.atom;

import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Seeds of property tests: a new one per run, or the one given by {@code -Dmettalith.test.seed}. A failure names it.
 */
final class Seed {
    static final String PROPERTY = "mettalith.test.seed";

    private Seed() {}

    interface Property {
        void check(RandomGenerator random) throws Exception;
    }

    /** Checks the property many times, each time with a generator whose seed follows from the first. */
    static void check(int times, Property property) {
        long first = Long.getLong(PROPERTY, System.nanoTime());
        for (int i = 0; i < times; i++) {
            checkOnce(first + i, i, property);
        }
    }

    private static void checkOnce(long seed, int run, Property property) {
        try {
            property.check(new Random(seed));
        } catch (Throwable failure) {
            throw new AssertionError(
                    "property failed: seed=" + seed + ", run=" + run + "; reproduce with -D" + PROPERTY + "=" + seed,
                    failure);
        }
    }
}
