package io.mettalith.store.snapshot;

import io.mettalith.store.disk.GenerationSize;
import io.mettalith.store.disk.SealedBytes;
import io.mettalith.store.disk.Storage;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes what one commit seals, and hands it on in batches, so that a generation can be made as large as it has to be.
 * Not thread-safe.
 */
final class CommitSink implements SegmentSink {
    private static final long MAX_BATCH_BYTES = 32 << 20;

    private final Storage storage;
    private final Set<ContentHash> put = new HashSet<>();
    private final List<SealedBytes> batch = new ArrayList<>();
    private long batchBytes;
    private long bytesPut;
    private long segmentsShared;

    CommitSink(Storage storage) {
        this.storage = storage;
    }

    @Override
    public boolean contains(ContentHash hash) {
        final boolean present = put.contains(hash) || storage.contains(hash);
        segmentsShared += present ? 1 : 0;
        return present;
    }

    @Override
    public void put(ContentHash hash, byte[] bytes) {
        if (contains(hash)) {
            return;
        }
        if (bytes.length > GenerationSize.MAX_VALUE_LENGTH) {
            throw new StoreException("segment too long to be stored: lengthBytes=" + bytes.length + ", maxBytes="
                    + GenerationSize.MAX_VALUE_LENGTH + "; split the atoms that make it so long");
        }
        put.add(hash);
        bytesPut += bytes.length;
        batchBytes += bytes.length;
        batch.add(new SealedBytes(hash, bytes));
        if (batchBytes >= MAX_BATCH_BYTES) {
            flush();
        }
    }

    /** Hands on what is left. */
    void flush() {
        if (!batch.isEmpty()) {
            storage.putAll(batch);
            batch.clear();
            batchBytes = 0;
        }
    }

    /** Returns the number of different values that the store did not have. */
    long valuesPut() {
        return put.size();
    }

    long bytesPut() {
        return bytesPut;
    }

    long segmentsShared() {
        return segmentsShared;
    }
}
