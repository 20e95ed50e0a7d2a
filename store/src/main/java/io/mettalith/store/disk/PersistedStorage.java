package io.mettalith.store.disk;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Sealed bytes in the files that {@link StorePaths} names. */
public final class PersistedStorage implements Storage {
    private final StorePaths paths;
    private final FileOperations files;
    private final GenerationLimits limits;
    private final SealedSegments segments;
    private WriterLock lock;
    private GenerationWriter writer;
    private boolean distrusted;

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
        if (lock == null) {
            begin(WriterLock.acquire(paths, wait));
        } else if (distrusted) {
            // After a failure nothing that was known of the files is trusted: as the first time, under the same lock.
            writer.close();
            prepare(true);
        }
    }

    private void begin(WriterLock taken) {
        try {
            prepare(!taken.foundInOrder());
            lock = taken;
        } catch (final RuntimeException e) {
            taken.close();
            throw e;
        }
    }

    private void prepare(boolean afterFailure) {
        try {
            final GenerationWriter prepared = new GenerationWriter(paths, files, segments, limits);
            prepared.clean(!afterFailure);
            StoreFile.upgrade(paths, files);
            if (afterFailure) {
                forceLogs();
            }
            writer = prepared;
            distrusted = false;
        } catch (final IOException e) {
            throw IoErrors.writing(paths.segments(), e);
        }
    }

    /** Makes durable what a writer that was killed may have appended, so that whatever comes to rest on it may. */
    private void forceLogs() throws IOException {
        for (final Path directory : List.of(paths.refs(), paths.deleted())) {
            if (Files.isDirectory(directory)) {
                for (final Path log : logs(directory)) {
                    files.force(log);
                }
                files.forceDirectory(directory);
            }
        }
    }

    private static List<Path> logs(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> StorePaths.refOfLog(file) != null)
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void distrust() {
        distrusted = true;
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
            return new GenerationRewrite(paths, files, segments, writer, this::closeAfterFailure);
        } catch (final IOException e) {
            closeAfterFailure();
            throw IoErrors.writing(paths.segments(), e);
        } catch (final RuntimeException e) {
            closeAfterFailure();
            throw e;
        }
    }

    private void closeAfterFailure() {
        distrust();
        close();
    }

    @Override
    public void close() {
        if (lock != null) {
            writer.close();
            if (!distrusted) {
                lock.leaveInOrder();
            }
            lock.close();
            lock = null;
        }
    }

    @Override
    public String toString() {
        return paths.root().toString();
    }
}
