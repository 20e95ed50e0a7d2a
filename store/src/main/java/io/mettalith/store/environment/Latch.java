package io.mettalith.store.environment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A spin lock of one int: two atomic operations when nobody competes. Held for the length of one edit, or of one union.
 * Not reentrant.
 */
class Latch {
    private static final VarHandle HELD;
    private static final int SPINS = 200;
    private static final long PARK_NS = 20_000;

    @SuppressWarnings("unused") // through HELD
    private int held;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(Latch.class, "held", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Takes the latch if nobody has it; returns whether it did. */
    final boolean tryAcquire() {
        return HELD.compareAndSet(this, 0, 1);
    }

    final void acquire() {
        int spins = 0;
        while (!HELD.compareAndSet(this, 0, 1)) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PARK_NS);
            }
        }
    }

    final void release() {
        HELD.setRelease(this, 0);
    }
}
