package io.mettalith.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The file {@code STORE}, by which a directory is known to be a store. All releases, past and future, keep the first two
 * lines and the last:
 *
 * <pre>
 *   mettalith store
 *   format 4
 *   crc32c 1f2e3d4c
 * </pre>
 *
 * The last line has the CRC32C of all before it, in hexadecimal. What is new in each format:
 *
 * <ul>
 *   <li>2: a field for argument indexes in the {@code RefLine};
 *   <li>3: several parents, a kind and a number in the {@code RefLine}, whose checksum covers where it stands; the index of a generation in parts, see {@link IndexDescriptor}; trees
 *       in normal form, whose shape follows from what they hold;
 *   <li>4: parents that are entries, and more kinds of entries, in the {@code RefLine}; histories of deleted refs; slashes
 *       in names. Lines of format 3 stay as they are, so a store of that format is one of format 4 once this file says so.
 * </ul>
 */
public final class StoreFile {
    /** The format that this release writes. */
    public static final int FORMAT = 4;

    /** The oldest format that this release reads. */
    public static final int OLDEST_FORMAT = 3;

    private static final String MAGIC = "mettalith store\n";
    private static final Pattern TEXT =
            Pattern.compile("(mettalith store\nformat (\\d{1,9})\n(?:[^\n]*\n)*?)crc32c ([0-9a-f]{8})\n");
    private static final int MAX_LENGTH = 4096;

    private StoreFile() {}

    /** Returns the text of the file for a format. */
    public static String text(int format) {
        final String lines = MAGIC + "format " + format + "\n";
        return lines + "crc32c " + Checksum.hex(lines) + "\n";
    }

    /** Makes a store of an earlier format, which has been checked, one of the format that this release writes. */
    static void upgrade(StorePaths paths, FileOperations files) throws IOException {
        final Matcher matcher = TEXT.matcher(read(paths.store()));
        if (matcher.matches() && Integer.parseInt(matcher.group(2)) < FORMAT) {
            create(paths, files);
        }
    }

    /** Makes an existing directory that is empty a store. */
    public static void create(StorePaths paths, FileOperations files) throws IOException {
        final Path temporary = StorePaths.temporary(paths.store());
        files.write(temporary, ByteBuffer.wrap(text(FORMAT).getBytes(StandardCharsets.UTF_8)));
        files.move(temporary, paths.store());
        files.forceDirectory(paths.root());
    }

    /** Reports whether a directory holds nothing, or nothing but what a creation that did not end has left. */
    public static boolean isFree(StorePaths paths) throws IOException {
        final Path leftover = StorePaths.temporary(paths.store());
        try (Stream<Path> entries = Files.list(paths.root())) {
            return entries.allMatch(leftover::equals);
        }
    }

    /**
     * Checks that a directory is a store that this release can read.
     *
     * @throws NotAStoreException if it is no store
     * @throws StoreDamagedException if the file {@code STORE} is not as it was written
     * @throws StoreVersionException if the format is too old or too new
     */
    public static void check(StorePaths paths) {
        final Path file = paths.store();
        final String text = read(file);
        if (!text.startsWith(MAGIC)) {
            throw new NotAStoreException("not a store, the file STORE begins otherwise: path=" + file
                    + "; choose a directory that mettalith has made");
        }
        final Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new StoreDamagedException(
                    "store description is not as it was written: path=" + file + ", expected="
                            + TEXT.pattern().replace("\n", "\\n") + "; restore this file from a copy",
                    "text",
                    TEXT.pattern().replace("\n", "\\n"),
                    "otherwise");
        }
        final String expected = Checksum.hex(matcher.group(1));
        if (!expected.equals(matcher.group(3))) {
            throw new StoreDamagedException(
                    "store description is not as it was written: path=" + file
                            + ", expectedCrc32c=" + expected + ", actualCrc32c=" + matcher.group(3)
                            + "; restore this file from a copy",
                    "crc32c",
                    expected,
                    matcher.group(3));
        }
        checkFormat(file, Integer.parseInt(matcher.group(2)));
    }

    /**
     * Checks that a store has its directories. Those for refs and for generations are made before anything is published.
     *
     * @throws StoreDamagedException if one is missing though something has been published, or is something else
     */
    public static void checkDirectories(StorePaths paths) {
        for (final Path directory : List.of(paths.refs(), paths.segments(), paths.deleted())) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(directory)) {
                throw damagedDirectory(directory, "something else");
            }
        }
        if (!Files.exists(paths.refs()) && !SegmentListing.of(paths).parts().isEmpty()) {
            throw damagedDirectory(paths.refs(), "none");
        }
    }

    private static StoreDamagedException damagedDirectory(Path directory, String actual) {
        return new StoreDamagedException(
                "a directory of the store is missing: path=" + directory + ", expected=a directory, actual=" + actual
                        + "; restore it from a copy, before anything else is done to the store",
                "present",
                "a directory",
                actual);
    }

    private static void checkFormat(Path file, int format) {
        if (format < OLDEST_FORMAT) {
            throw new StoreTooOldException("store is too old: path=" + file + ", format=" + format + ", oldestFormat="
                    + OLDEST_FORMAT + "; export it with the release that wrote it");
        }
        if (format > FORMAT) {
            throw new StoreTooNewException("store is too new: path=" + file + ", format=" + format + ", newestFormat="
                    + FORMAT + "; read it with a later release");
        }
    }

    private static String read(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotAStoreException("not a store, it has no file STORE: path=" + file.getParent()
                    + "; choose the directory of a store, or make one, as import does");
        }
        try {
            final long length = Files.size(file);
            if (length > MAX_LENGTH) {
                throw new StoreDamagedException("store description is too long: path=" + file + ", lengthBytes="
                        + length + ", maxBytes=" + MAX_LENGTH + "; restore this file from a copy");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (final IOException e) {
            throw IoErrors.reading(file, e);
        }
    }
}
