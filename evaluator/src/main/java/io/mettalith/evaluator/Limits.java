package io.mettalith.evaluator;

import java.time.Duration;

/**
 * What a program may use before it is stopped.
 *
 * <pre>{@code
 * metta.limits(Limits.none().withTimeout(Duration.ofSeconds(2)).withMaxResults(100));
 * }</pre>
 *
 * <p>Steps and time are those of one call of {@link Metta}, such as {@code run} with all that the text executes; results
 * are those of one evaluation. Reaching one of these ends the call with a {@link
 * io.mettalith.evaluator.interpreter.LimitExceededException}, which has the results found so far. A call that would go
 * deeper than allowed has the value {@code (Error ... StackOverflow)} instead, which a program can see.
 *
 * @param maxStackDepth frames an evaluation may take, of which a call takes two or three
 * @param maxSteps steps of the machine, of which a call takes a few
 * @param timeout time; looked at every few thousand steps, of the machine and of whatever walks over long data
 * @param maxResults results of one evaluation
 * @param maxMemoryBytes heap that holds what has survived a garbage collection, of the whole JVM, see {@link HeapBudget}
 * @param maxIntegerDigits decimal digits of an integer that is calculated, give or take one
 */
public record Limits(
        int maxStackDepth,
        long maxSteps,
        Duration timeout,
        long maxResults,
        long maxMemoryBytes,
        int maxIntegerDigits) {
    /** A time that nobody reaches. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Digits of the longest integer unless said otherwise: to multiply, divide or print two such takes under a second. */
    public static final int INTEGER_DIGITS = 1_000_000;

    /** Frames unless said otherwise: a million calls that wait for each other, in two seconds and half a gigabyte or less. */
    public static final int STACK_DEPTH = 3_000_000;

    /** Heap that one frame of an evaluation takes at most, in the estimate behind the default depth limit. */
    private static final long BYTES_PER_FRAME = 512;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Limits {
        check("maxStackDepth", maxStackDepth);
        check("maxSteps", maxSteps);
        check("maxResults", maxResults);
        check("maxMemoryBytes", maxMemoryBytes);
        check("maxIntegerDigits", maxIntegerDigits);
        if (timeout.isNegative() || timeout.isZero()) {
            throw notPositive("timeout", timeout);
        }
        timeout = timeout.compareTo(FOREVER) > 0 ? FOREVER : timeout;
    }

    private static void check(String name, long value) {
        if (value <= 0) {
            throw notPositive(name, value);
        }
    }

    private static IllegalArgumentException notPositive(String name, Object value) {
        return new IllegalArgumentException(
                "a limit is positive: " + name + "=" + value + "; leave it out for no limit");
    }

    /**
     * Returns no limits but for the depth, which is {@value #STACK_DEPTH} or what the heap has room for, and the length of
     * integers, {@value #INTEGER_DIGITS} digits.
     */
    public static Limits none() {
        final long frames = Runtime.getRuntime().maxMemory() / BYTES_PER_FRAME;
        return new Limits(
                (int) Math.min(STACK_DEPTH, frames),
                Long.MAX_VALUE,
                FOREVER,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                INTEGER_DIGITS);
    }

    /** Returns these limits with another depth. */
    public Limits withMaxStackDepth(int frames) {
        return new Limits(frames, maxSteps, timeout, maxResults, maxMemoryBytes, maxIntegerDigits);
    }

    /** Returns these limits with another number of steps. */
    public Limits withMaxSteps(long steps) {
        return new Limits(maxStackDepth, steps, timeout, maxResults, maxMemoryBytes, maxIntegerDigits);
    }

    /** Returns these limits with another time. */
    public Limits withTimeout(Duration time) {
        return new Limits(maxStackDepth, maxSteps, time, maxResults, maxMemoryBytes, maxIntegerDigits);
    }

    /** Returns these limits with another number of results. */
    public Limits withMaxResults(long results) {
        return new Limits(maxStackDepth, maxSteps, timeout, results, maxMemoryBytes, maxIntegerDigits);
    }

    /** Returns these limits with another amount of memory. */
    public Limits withMaxMemoryBytes(long bytes) {
        return new Limits(maxStackDepth, maxSteps, timeout, maxResults, bytes, maxIntegerDigits);
    }

    /** Returns these limits with as much memory as leaves the garbage collector room to work in. */
    public Limits withMemoryOfHeap() {
        return withMaxMemoryBytes(HeapBudget.ofHeap());
    }

    /** Returns these limits with another length of integers. */
    public Limits withMaxIntegerDigits(int digits) {
        return new Limits(maxStackDepth, maxSteps, timeout, maxResults, maxMemoryBytes, digits);
    }
}
