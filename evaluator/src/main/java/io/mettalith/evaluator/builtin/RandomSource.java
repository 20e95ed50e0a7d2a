package io.mettalith.evaluator.builtin;

import java.util.SplittableRandom;

/** A generator of random numbers that can begin anew. Equal seeds give equal numbers, on every machine. */
final class RandomSource {
    private SplittableRandom random;

    /** Makes a generator with a seed that nobody knows. */
    RandomSource() {
        reset();
    }

    RandomSource(long seed) {
        seed(seed);
    }

    void seed(long seed) {
        random = new SplittableRandom(seed);
    }

    void reset() {
        random = new SplittableRandom();
    }

    /** Returns a number from {@code start}, which is less than {@code end}, up to that, exclusive. */
    long integer(long start, long end) {
        return random.nextLong(start, end);
    }

    /** Returns a number from {@code start}, which is less than {@code end}, up to that, exclusive. */
    double real(double start, double end) {
        return random.nextDouble(start, end);
    }

    boolean flip() {
        return random.nextBoolean();
    }
}
