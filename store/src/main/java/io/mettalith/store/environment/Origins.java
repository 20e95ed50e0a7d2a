package io.mettalith.store.environment;

import java.util.HashSet;
import java.util.Set;

/** Immutable sets of {@link Origin}. */
final class Origins {
    private Origins() {}

    /** Returns a set without some and with others. */
    static Set<Origin> replace(Set<Origin> origins, Set<Origin> without, Set<? extends Origin> with) {
        final Set<Origin> replaced = new HashSet<>(origins);
        replaced.removeAll(without);
        replaced.addAll(with);
        return Set.copyOf(replaced);
    }
}
