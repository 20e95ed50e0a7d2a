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
 * @param timeout time; looked at every few thousand steps, so that a step that takes long is not cut short
 * @param maxResults results of one evaluation
 */
public record Limits(int maxStackDepth, long maxSteps, Duration timeout, long maxResults) {
    /** A time that nobody reaches. */
    public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

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

    /** Returns no limits but for the depth, which is what the heap has room for. */
    public static Limits none() {
        final long frames = Runtime.getRuntime().maxMemory() / BYTES_PER_FRAME;
        return new Limits((int) Math.min(Integer.MAX_VALUE, frames), Long.MAX_VALUE, FOREVER, Long.MAX_VALUE);
    }

    /** Returns these limits with another depth. */
    public Limits withMaxStackDepth(int frames) {
        return new Limits(frames, maxSteps, timeout, maxResults);
    }

    /** Returns these limits with another number of steps. */
    public Limits withMaxSteps(long steps) {
        return new Limits(maxStackDepth, steps, timeout, maxResults);
    }

    /** Returns these limits with another time. */
    public Limits withTimeout(Duration time) {
        return new Limits(maxStackDepth, maxSteps, time, maxResults);
    }

    /** Returns these limits with another number of results. */
    public Limits withMaxResults(long results) {
        return new Limits(maxStackDepth, maxSteps, timeout, results);
    }
}
