package io.mettalith.store.snapshot;

import io.mettalith.store.disk.StoreException;

/** What came of asking a damaged store. The later ones outweigh the earlier. */
enum Verdict {
    /** Everything was answered as before the damage. */
    RIGHT,
    /** The newest entries of a log are gone, all else was answered as before. */
    FORGOTTEN,
    /** Something was refused by a {@link StoreException} that names the place, all else was answered as before. */
    REFUSED,
    /** Anything else. */
    WRONG;

    Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
