package io.mettalith.store.environment;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSink;
import io.mettalith.store.segment.SegmentSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.UnsafeApi;

/** Sealed segments off the heap, which something may look on at, or step in, when one is loaded. */
final class SealedInMemory implements SegmentSink, SegmentSource, AutoCloseable {
    private final Map<ContentHash, Mapped> values = new ConcurrentHashMap<>();
    private volatile Runnable beforeLoading;

    @Override
    public boolean contains(ContentHash hash) {
        return values.containsKey(hash);
    }

    @Override
    public void put(ContentHash hash, byte[] bytes) {
        final long address = UnsafeApi.allocateMemory(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            UnsafeApi.putByte(address + i, bytes[i]);
        }
        values.put(hash, new Mapped(address, bytes.length));
    }

    @Override
    public Mapped find(ContentHash hash) {
        final Runnable before = beforeLoading;
        if (before != null) {
            before.run();
        }
        return values.get(hash);
    }

    /** Calls an action before each loading from now on; null for none. */
    void beforeLoading(Runnable action) {
        beforeLoading = action;
    }

    @Override
    public void close() {
        values.values().forEach(value -> UnsafeApi.freeMemory(value.address()));
        values.clear();
    }
}
