package io.mettalith.evaluator;

import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.Limit;
import io.mettalith.evaluator.interpreter.LimitExceededException;
import io.mettalith.evaluator.interpreter.StepWatch;

/**
 * What is left of the steps, the time and the memory of one call, and whether somebody has cancelled it.
 *
 * <p>Threading: that of its interpreter, but {@link #cancel()} may be called from any thread.
 */
final class Budget implements StepWatch {
    private static final long HEAP_CHECK_NS = 10_000_000;
    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    private Limits limits = Limits.none();
    private long lastStep = Long.MAX_VALUE;
    private long beganNs;
    private HeapBudget heap = new HeapBudget(Long.MAX_VALUE);
    private long heapCheckedNs;
    private volatile boolean cancelled;

    /** Begins anew. */
    void open(Limits given, long steps) {
        limits = given;
        lastStep = steps > Long.MAX_VALUE - given.maxSteps() ? Long.MAX_VALUE : steps + given.maxSteps();
        beganNs = System.nanoTime();
        heap = new HeapBudget(given.maxMemoryBytes());
        heapCheckedNs = beganNs;
        cancelled = false;
    }

    /** Takes off steps that somebody else has made for this call. */
    void spend(long steps) {
        lastStep = lastStep == Long.MAX_VALUE ? lastStep : lastStep - steps;
    }

    /** Ends what is under way, or else nothing. */
    void cancel() {
        cancelled = true;
    }

    @Override
    public long check(long steps) {
        if (cancelled) {
            throw new EvaluationInterruptedException(steps);
        }
        if (steps >= lastStep) {
            throw new LimitExceededException(Limit.STEPS, Long.toString(limits.maxSteps()), steps);
        }
        final long nowNs = System.nanoTime();
        if (nowNs - beganNs >= limits.timeout().toNanos()) {
            throw new LimitExceededException(Limit.TIME, limits.timeout().toString(), steps);
        }
        if (nowNs - heapCheckedNs >= HEAP_CHECK_NS) {
            heapCheckedNs = nowNs;
            if (heap.isExceeded()) {
                throw outOfMemory(steps);
            }
        }
        return lastStep;
    }

    /** Returns what is thrown where memory has run out. */
    LimitExceededException outOfMemory(long steps) {
        final long bytes =
                Math.min(limits.maxMemoryBytes(), Runtime.getRuntime().maxMemory());
        return new LimitExceededException(Limit.MEMORY, Long.toString(bytes), steps);
    }

    /** Returns normally if an integer may have that many bits. */
    void checkInteger(long bits, long steps) {
        if (bits > (long) (limits.maxIntegerDigits() * BITS_PER_DIGIT) + 1) {
            throw new LimitExceededException(Limit.DIGITS, Integer.toString(limits.maxIntegerDigits()), steps);
        }
    }

    /** Reports whether an evaluation may have a further result after so many. */
    boolean allowsResult(long found) {
        return found < limits.maxResults();
    }

    /** Returns what is thrown where there may be more results than allowed. */
    LimitExceededException tooManyResults(long steps) {
        return new LimitExceededException(Limit.RESULTS, Long.toString(limits.maxResults()), steps);
    }
}
