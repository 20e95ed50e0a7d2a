package io.mettalith.store.snapshot;

import io.mettalith.store.segment.ContentHash;

/** Bytes on their way into a store, and their name. */
record SealedBytes(ContentHash hash, byte[] bytes) {}
