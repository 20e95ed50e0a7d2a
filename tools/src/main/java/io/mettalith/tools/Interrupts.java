package io.mettalith.tools;

import java.util.function.Supplier;
import org.jline.utils.Signals;

/** Turns Ctrl-C into a request to stop. Where the JVM leaves no say in signals, it ends the process as ever. */
final class Interrupts {
    private static final String SIGNAL = "INT";

    private final Runnable stop;
    private volatile boolean interrupted;

    private Interrupts(Runnable stop) {
        this.stop = stop;
    }

    /**
     * Does some work. If the signal comes meanwhile, {@code stop} is called from a thread of the system; if it comes again,
     * the process ends at once.
     */
    static <T> T during(Supplier<T> work, Runnable stop) {
        final Object previous = Signals.register(SIGNAL, new Interrupts(stop)::signalled);
        try {
            return work.get();
        } finally {
            Signals.unregister(SIGNAL, previous);
        }
    }

    private void signalled() {
        if (interrupted) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        interrupted = true;
        stop.run();
    }
}
