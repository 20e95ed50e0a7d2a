package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Sealed bytes in the files that {@link StorePaths} names. */
public final class PersistedStorage implements Storage {
    private final StorePaths paths;
    private final FileOperations files;
    private final GenerationLimits limits;
    private final SealedSegments segments;
    private WriterLock lock;
    private GenerationWriter writer;

    public PersistedStorage(StorePaths paths, FileOperations files, GenerationLimits limits, boolean verify) {
        this.paths = paths;
        this.files = files;
        this.limits = limits;
        this.segments = new SealedSegments(paths, verify);
    }

    @Override
    public SegmentSource source() {
        return segments;
    }

    @Override
    public void beginCommit(Duration wait) {
        if (lock != null) {
            return;
        }
        final WriterLock taken = WriterLock.acquire(paths, wait);
        try {
            final GenerationWriter prepared = new GenerationWriter(paths, files, segments, limits);
            prepared.clean();
            StoreFile.upgrade(paths, files);
            writer = prepared;
            lock = taken;
        } catch (final IOException e) {
            taken.close();
            throw IoErrors.writing(paths.segments(), e);
        } catch (final RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    @Override
    public boolean contains(ContentHash hash) {
        return segments.contains(hash);
    }

    @Override
    public void putAll(List<SealedBytes> values) {
        try {
            writer.putAll(values);
        } catch (final IOException e) {
            throw IoErrors.writing(paths.segments(), e);
        }
    }

    @Override
    public void publish() {
        try {
            writer.publish();
        } catch (final IOException e) {
            throw IoErrors.writing(paths.segments(), e);
        }
    }

    @Override
    public Rewrite rewrite() {
        try {
            return new GenerationRewrite(paths, files, segments, writer, this::close);
        } catch (final IOException e) {
            close();
            throw IoErrors.writing(paths.segments(), e);
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            writer.close();
            lock.close();
            lock = null;
        }
    }

    @Override
    public String toString() {
        return paths.root().toString();
    }
}
