package io.mettalith.store.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Damages of one part of a store: the first few, and how many there are. Immutable.
 *
 * @param first at most {@value #KEPT} of them
 * @param count of all
 */
record Damages(List<Damage> first, long count) {
    static final Damages NONE = new Damages(List.of(), 0);

    private static final int KEPT = 20;

    static Damages of(Damage damage) {
        return new Damages(List.of(damage), 1);
    }

    /** Looks at a part of a store. */
    interface Check {
        Damages damages() throws IOException;
    }

    /** Returns what a check finds or, if it cannot go on, that the part is not readable: nothing ends a verification. */
    static Damages of(Path file, Check check) {
        try {
            return check.damages();
        } catch (final IOException | RuntimeException | OutOfMemoryError | InternalError e) {
            return of(Damage.of(file, 0, e));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    Damages plus(Damage damage) {
        return plus(of(damage));
    }

    Damages plus(Damages others) {
        if (others.isEmpty()) {
            return this;
        }
        final List<Damage> all = new ArrayList<>(first);
        for (final Damage damage : others.first) {
            if (all.size() < KEPT) {
                all.add(damage);
            }
        }
        return new Damages(List.copyOf(all), count + others.count);
    }
}
