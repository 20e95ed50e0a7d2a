package io.mettalith.store.history;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.IoErrors;
import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreFile;
import io.mettalith.store.disk.StorePaths;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Refs as files, one line of {@link RefLine} per commit. A line at the end that a dying writer has torn is ignored, and
 * cut off by the next writer; any other line that is not as it was written is damage.
 *
 * <p>The append of a line is the last step of a commit: it is what makes the commit happen.
 */
public final class FileRefLogs implements RefLogs {
    private static final Pattern DELETED_NAME = Pattern.compile("(.+)@(\\d{1,18})");
    private static final long WHOLE = Long.MAX_VALUE;
    private static final long TAIL_LENGTH = 4L * RefLine.MAX_LENGTH;
    private static final int MIN_TORN_ZEROS = 8;
    private static final int SECTOR_LENGTH = 512;

    private final StorePaths paths;
    private final FileOperations files;

    public FileRefLogs(StorePaths paths, FileOperations files) {
        this.paths = paths;
        this.files = files;
    }

    @Override
    public List<String> names() {
        return withFile(paths).stream().filter(ref -> last(ref).isPresent()).toList();
    }

    /**
     * Returns the names of all refs that have a file, be it empty, in order.
     *
     * @throws StoreDamagedException if the directory for them is missing
     */
    public static List<String> withFile(StorePaths paths) {
        StoreFile.checkDirectories(paths);
        return logs(paths.refs()).stream().filter(RefName::isValid).sorted().toList();
    }

    /** Returns the histories of deleted refs that have a file, by name and then the oldest first. */
    public static List<Deleted> deletedWithFile(StorePaths paths) {
        return logs(paths.deleted()).stream()
                .map(DELETED_NAME::matcher)
                .filter(name -> name.matches() && RefName.isValid(name.group(1)))
                .map(name -> new Deleted(name.group(1), Long.parseLong(name.group(2))))
                .sorted(Comparator.comparing(Deleted::ref).thenComparingLong(Deleted::number))
                .toList();
    }

    private static List<String> logs(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(StorePaths::refOfLog).filter(Objects::nonNull).toList();
        } catch (final NoSuchFileException e) {
            return List.of();
        } catch (final IOException e) {
            throw IoErrors.reading(directory, e);
        }
    }

    @Override
    public List<RefEntry> entries(String ref) {
        return read(ref, WHOLE).entries();
    }

    @Override
    public Optional<RefEntry> last(String ref) {
        final List<RefEntry> tail = readEnd(ref).entries();
        return tail.isEmpty() ? Optional.empty() : Optional.of(tail.get(tail.size() - 1));
    }

    @Override
    public long newestNumber() {
        long newest = deleted().stream().mapToLong(Deleted::number).max().orElse(0);
        for (final String ref : withFile(paths)) {
            try {
                newest = Math.max(newest, last(ref).map(RefEntry::number).orElse(0L));
            } catch (final StoreDamagedException e) {
                // reported to whoever reads that ref; it is no reason not to write others
            }
        }
        return newest;
    }

    private Tail readEnd(String ref) {
        final Tail tail = read(ref, TAIL_LENGTH);
        return tail.entries().isEmpty() ? read(ref, WHOLE) : tail;
    }

    /**
     * What the end of a log says.
     *
     * @param entries the oldest first
     * @param length of the log up to the end of the last of them
     * @param torn whether something follows
     * @param place of the line to write next, see {@link RefLine#place}
     */
    private record Tail(List<RefEntry> entries, long length, boolean torn, String place) {}

    private Tail read(String ref, long lastBytes) {
        return read(paths.log(ref), ref, lastBytes);
    }

    private static Tail read(Path log, String ref, long lastBytes) {
        try (FileChannel channel = RegularFile.open(log)) {
            final int size = RegularFile.lengthBytes(log, channel);
            final int from = (int) Math.max(0, size - lastBytes);
            final ByteBuffer bytes = ByteBuffer.allocate(size - from);
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // a short read is followed by another
            }
            return parse(log, ref, bytes.array(), bytes.position(), from);
        } catch (final NoSuchFileException e) {
            return new Tail(List.of(), 0, false, RefLine.place(ref, new byte[0], 0));
        } catch (final IOException e) {
            throw IoErrors.reading(log, e);
        }
    }

    /** Of bytes from the middle of a log, the first whole line counts only as the place of the next. */
    private static Tail parse(Path log, String ref, byte[] bytes, int length, long from) {
        final List<RefEntry> entries = new ArrayList<>();
        int at = from == 0 ? 0 : endOfLine(bytes, endOfLine(bytes, 0, length), length);
        while (at < length) {
            final String place = RefLine.place(ref, bytes, at);
            final int end = endOfLine(bytes, at, length);
            final boolean terminated = end > at && bytes[end - 1] == '\n';
            final Optional<RefEntry> entry =
                    terminated ? RefLine.decode(bytes, at, end - at - 1, place) : Optional.empty();
            if (entry.isEmpty()) {
                if (end < length || isDamage(bytes, at, end, from + at, place)) {
                    throw damaged(log, from + at);
                }
                return new Tail(entries, from + at, true, place);
            }
            entries.add(entry.get());
            at = end;
        }
        return new Tail(entries, from + at, false, RefLine.place(ref, bytes, at));
    }

    public static int endOfLine(byte[] bytes, int from, int length) {
        int end = from;
        while (end < length && bytes[end] != '\n') {
            end++;
        }
        return Math.min(length, end + 1);
    }

    /**
     * Reports whether the invalid last line was once a valid one, or never part of one. A torn line lacks its end, or a
     * sector of it that was not yet on the disk reads as zeros.
     *
     * @param offset of the line in the file
     * @param place of the line, see {@link RefLine#place}
     */
    public static boolean isDamage(byte[] bytes, int from, int end, long offset, String place) {
        if (end - from > RefLine.MAX_LENGTH || !RefLine.beginsLikeALine(bytes, from, end - from)) {
            return true;
        }
        if (lacksSector(bytes, from, end, offset)) {
            return false;
        }
        return zeros(bytes, from, end) < MIN_TORN_ZEROS
                && (bytes[end - 1] == '\n' || !RefLine.isTorn(bytes, from, end - from, place));
    }

    /** Reports whether all that a line has of some sector is zeros: perhaps a single byte, its first or its last. */
    private static boolean lacksSector(byte[] bytes, int from, int end, long offset) {
        int start = from;
        while (start < end) {
            final int inSector = (int) ((offset + start - from) % SECTOR_LENGTH);
            final int next = Math.min(end, start + SECTOR_LENGTH - inSector);
            if (zeros(bytes, start, next) == next - start) {
                return true;
            }
            start = next;
        }
        return false;
    }

    private static int zeros(byte[] bytes, int from, int end) {
        int zeros = 0;
        for (int i = from; i < end; i++) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros;
    }

    private static StoreDamagedException damaged(Path log, long offset) {
        return new StoreDamagedException("line of a ref's log is not as it was written: path=" + log + ", offset="
                + offset + "; restore this file from a copy, or cut it off there to go back");
    }

    @Override
    public void append(String ref, RefEntry entry) {
        final Path log = paths.log(ref);
        try {
            final Tail tail = readEnd(ref);
            if (tail.length() == 0 && !tail.torn()) {
                create(log);
            }
            if (tail.torn()) {
                files.truncate(log, tail.length());
            }
            append(log, tail.length(), RefLine.encode(entry, tail.place()));
        } catch (final IOException e) {
            throw IoErrors.writing(log, e);
        }
    }

    @Override
    public void confirm(String ref) {
        final Path log = paths.log(ref);
        try {
            files.force(log);
        } catch (final IOException e) {
            throw IoErrors.writing(log, e);
        }
    }

    /** Makes the file's place in the directory durable before the line that counts is written. */
    private void create(Path log) throws IOException {
        files.createDirectories(paths.refs());
        files.forceDirectory(paths.root());
        files.write(log, ByteBuffer.allocate(0));
        files.forceDirectory(paths.refs());
    }

    private void append(Path log, long length, byte[] line) throws IOException {
        try {
            files.append(log, length, ByteBuffer.wrap(line));
        } catch (final IOException | RuntimeException e) {
            try {
                files.truncate(log, length);
            } catch (final IOException | RuntimeException ignored) {
                // a torn line is ignored, and the next writer cuts it off
            }
            throw e;
        }
    }

    @Override
    public void delete(String ref) {
        final Deleted history = new Deleted(ref, last(ref).orElseThrow().number());
        move(paths.log(ref), paths.deletedLog(history.ref(), history.number()), paths.deleted());
    }

    @Override
    public void restore(Deleted history) {
        move(paths.deletedLog(history.ref(), history.number()), paths.log(history.ref()), paths.refs());
    }

    /** Moves a log into a directory; until that is durable it is in the one or the other. */
    private void move(Path from, Path to, Path directory) {
        try {
            files.createDirectories(directory);
            files.forceDirectory(paths.root());
            files.move(from, to);
            files.forceDirectory(directory);
            files.forceDirectory(from.getParent());
        } catch (final IOException e) {
            throw IoErrors.writing(to, e);
        }
    }

    @Override
    public List<Deleted> deleted() {
        return deletedWithFile(paths);
    }

    @Override
    public List<RefEntry> entries(Deleted history) {
        return read(paths.deletedLog(history.ref(), history.number()), history.ref(), WHOLE)
                .entries();
    }

    @Override
    public void purge(Deleted history) {
        final Path log = paths.deletedLog(history.ref(), history.number());
        try {
            files.delete(log);
            files.forceDirectory(paths.deleted());
        } catch (final IOException e) {
            throw IoErrors.writing(log, e);
        }
    }
}
