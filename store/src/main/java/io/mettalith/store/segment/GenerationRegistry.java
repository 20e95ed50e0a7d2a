package io.mettalith.store.segment;

/**
 * All generations that have blocks. What they are for is to be reachable: the collector reports the end of a segment
 * only to a phantom reference that is. Striped, so that threads which write rarely meet.
 *
 * <p>Threading: thread-safe.
 */
final class GenerationRegistry {
    private static final int STRIPES = 16;
    private static final Stripe[] ALL = new Stripe[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            ALL[i] = new Stripe();
        }
    }

    private GenerationRegistry() {}

    static void add(Generation generation) {
        stripeOf(generation).add(generation);
    }

    static void remove(Generation generation) {
        stripeOf(generation).remove(generation);
    }

    private static Stripe stripeOf(Generation generation) {
        return ALL[(int) generation.token() & STRIPES - 1];
    }

    private static final class Stripe {
        private Generation first;

        synchronized void add(Generation generation) {
            generation.next = first;
            if (first != null) {
                first.previous = generation;
            }
            first = generation;
        }

        synchronized void remove(Generation generation) {
            if (generation.previous == null) {
                first = generation.next;
            } else {
                generation.previous.next = generation.next;
            }
            if (generation.next != null) {
                generation.next.previous = generation.previous;
            }
            generation.previous = null;
            generation.next = null;
        }
    }
}
