package io.mettalith.store.snapshot;

/**
 * Where a value's bytes are in a map file.
 *
 * @param offset of the first byte
 * @param length in bytes
 */
record Extent(long offset, int length) {}
