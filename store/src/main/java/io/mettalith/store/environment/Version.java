package io.mettalith.store.environment;

import java.util.ArrayList;
import java.util.List;

/**
 * A point on a line at which others took what was there: a fork or a union.
 *
 * <p>Everything the line did up to this point is contained in whoever holds the version.
 *
 * @param line the line
 * @param sequence the place on the line; later points have greater ones
 * @param state what was there, frozen
 * @param origin where the line itself began, or null for a line that began empty
 * @param joins what the line had united with before
 * @param <T> environment roots or space states
 */
record Version<T>(Line line, long sequence, T state, Version<T> origin, List<Version<T>> joins) {
    /** Returns the versions of other lines that this one contains directly. */
    List<Version<T>> parents() {
        if (origin == null) {
            return joins;
        }
        final List<Version<T>> parents = new ArrayList<>(joins);
        parents.add(origin);
        return parents;
    }
}
