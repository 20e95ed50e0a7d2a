package io.mettalith.evaluator.atom;

import java.util.function.Supplier;

/**
 * The work of one thread in steps, a node walked or an element looked at each. Every few thousand steps the watch of the
 * evaluation under way is asked whether to go on, and ends it by an exception.
 *
 * <p>A walk takes {@link #current()} once it has become long, see {@link Atoms}, and so does every loop over data that a
 * program makes as large as it likes. The machine has a count of its own for its steps, and asks the same watch. Outside of
 * an evaluation nobody watches.
 *
 * <p>Threading: an object belongs to its thread.
 */
public final class Work {
    private static final int STEPS_BETWEEN_CHECKS = 1 << 12;
    private static final ThreadLocal<Work> CURRENT = ThreadLocal.withInitial(Work::new);

    private Watch watch = Watch.NONE;
    private int stepsLeft = STEPS_BETWEEN_CHECKS;

    private Work() {}

    /** Decides whether work goes on. */
    public interface Watch {
        /** Lets everything go on. */
        Watch NONE = new Watch() {
            @Override
            public void check() {}

            @Override
            public void checkInteger(long bits) {}
        };

        /** Returns normally to let the work go on, and throws to end it. */
        void check();

        /** Returns normally if an integer may have that many bits, and throws otherwise. */
        void checkInteger(long bits);
    }

    /** Returns the work of the current thread. */
    public static Work current() {
        return CURRENT.get();
    }

    /** Does something that is watched, in the place of whoever watches the current thread. */
    public static <T> T watched(Watch watch, Supplier<T> something) {
        final Work work = current();
        final Watch outer = work.watch;
        work.watch = watch;
        try {
            return something.get();
        } finally {
            work.watch = outer;
        }
    }

    /** Does something unwatched: a report of bounded length. */
    public static <T> T unwatched(Supplier<T> something) {
        return watched(Watch.NONE, something);
    }

    /** Counts one step. */
    public void step() {
        if (--stepsLeft <= 0) {
            check();
        }
    }

    /** Counts several steps. */
    public void steps(int count) {
        stepsLeft -= count;
        if (stepsLeft <= 0) {
            check();
        }
    }

    /** Sees to it that an integer does not become longer than the evaluation may make it. */
    void integer(long bits) {
        watch.checkInteger(bits);
    }

    private void check() {
        stepsLeft = STEPS_BETWEEN_CHECKS;
        watch.check();
    }
}
