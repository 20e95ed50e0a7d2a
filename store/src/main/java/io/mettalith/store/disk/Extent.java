package io.mettalith.store.disk;

/**
 * Where a value's bytes are in a map file.
 *
 * @param offset of the first byte
 * @param length in bytes
 */
public record Extent(long offset, int length) {}
