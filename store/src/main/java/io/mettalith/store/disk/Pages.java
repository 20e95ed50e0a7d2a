package io.mettalith.store.disk;

/** Pages of the system: the least that it sets aside and writes. */
final class Pages {
    /** No system that this runs on has smaller ones. */
    static final int LENGTH = 4096;

    private Pages() {}

    /** Returns the end of the page that the byte before {@code offset} is in. */
    static long upTo(long offset) {
        return (offset + LENGTH - 1) / LENGTH * LENGTH;
    }
}
