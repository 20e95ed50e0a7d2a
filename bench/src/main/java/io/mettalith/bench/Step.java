package io.mettalith.bench;

import java.util.List;
import java.util.Map;

/** One thing that a suite runs in a JVM of its own. */
sealed interface Step {
    /** Returns the row that the figures belong to; a child may report figures of further rows. */
    String row();

    /** Returns how often it runs; rounds of the steps of a row take turns. */
    int rounds();

    /** Returns what to tell whoever waits. */
    String label();

    /** What is made of the time that operations take. */
    enum Figure {
        /** Nanoseconds per operation, over all of an iteration. */
        MEAN_TIME,
        /**
         * Nanoseconds per operation of the median invocation. Where most of an iteration goes into making operands, one
         * interruption that falls into the measured part would count for many times what it is.
         */
        MEDIAN_TIME,
        /** Operations per second. */
        RATE
    }

    /**
     * One benchmark with one set of parameters.
     *
     * @param row the row
     * @param benchmark class and method
     * @param system the system
     * @param size number of atoms
     * @param variant what else is varied, for the results
     * @param parameters what JMH is told besides system and size
     * @param operations operations per invocation
     * @param threads number of threads
     * @param figure what is wanted of it
     * @param rounds how often it runs
     */
    record Jmh(
            String row,
            String benchmark,
            String system,
            int size,
            String variant,
            Map<String, String> parameters,
            int operations,
            int threads,
            Figure figure,
            int rounds)
            implements Step {
        @Override
        public String label() {
            return row + " " + system + " " + size + (variant.isEmpty() ? "" : " " + variant);
        }

        Jmh median() {
            return new Jmh(
                    row, benchmark, system, size, variant, parameters, operations, threads, Figure.MEDIAN_TIME, rounds);
        }

        Jmh variant(String name) {
            return new Jmh(row, benchmark, system, size, name, parameters, operations, threads, figure, rounds);
        }

        Jmh rounds(int count) {
            return new Jmh(row, benchmark, system, size, variant, parameters, operations, threads, figure, count);
        }

        Jmh parameters(Map<String, String> named, int operationsPerInvocation) {
            return new Jmh(
                    row, benchmark, system, size, variant, named, operationsPerInvocation, threads, figure, rounds);
        }

        Jmh readers(int count) {
            return new Jmh(
                    row,
                    benchmark,
                    system,
                    size,
                    count + (count == 1 ? " thread" : " threads"),
                    parameters,
                    operations,
                    count,
                    Figure.RATE,
                    rounds);
        }
    }

    /**
     * A main class that reports by {@link ChildJvm#report}.
     *
     * @param row the row
     * @param main the class
     * @param heap the size of its heap, as in {@code -Xmx}
     * @param arguments of the class
     */
    record Child(String row, Class<?> main, String heap, List<String> arguments) implements Step {
        @Override
        public int rounds() {
            return 1;
        }

        @Override
        public String label() {
            return row + " " + String.join(" ", arguments);
        }
    }
}
