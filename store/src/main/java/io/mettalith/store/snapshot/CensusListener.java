package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.SpaceId;

/** Looks on while atoms are counted. */
interface CensusListener {
    /** Takes no notice. */
    CensusListener NONE = (space, cursor) -> {};

    /** Called for every distinct atom; the cursor stands on it and is not to be moved. */
    void atom(SpaceId space, Cursor cursor);

    /** Called now and then, with the number of distinct atoms since the last time. */
    default void progress(long distinctAtoms) {}
}
