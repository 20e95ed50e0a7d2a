package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;

/** Bytes on their way into a store, and their name. */
public record SealedBytes(ContentHash hash, byte[] bytes) {}
