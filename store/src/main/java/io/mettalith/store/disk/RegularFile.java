package io.mettalith.store.disk;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The files of a store are regular files. A directory, a pipe or a device in the place of one has no bytes to verify, and
 * opening it may wait for ever; through a link a writer would change a file that is none of the store's.
 */
public final class RegularFile {
    /** Length in bytes of the longest file that can be read: what an array can have. */
    private static final long MAX_LENGTH = Integer.MAX_VALUE - 8;

    private RegularFile() {}

    /**
     * Opens a file to read it.
     *
     * @throws StoreDamagedException if it is something else than a regular file
     * @throws java.nio.file.NoSuchFileException if there is nothing
     */
    public static FileChannel open(Path file) throws IOException {
        final BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new StoreDamagedException("a file of the store is not a regular file: path=" + file
                    + ", expected=file" + ", actual=" + kind(attributes) + "; restore it from a copy");
        }
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Returns the length of a file in bytes, which an array or a mapping can have.
     *
     * @throws StoreDamagedException if it is longer than any file that a store writes
     */
    public static int lengthBytes(Path file, FileChannel channel) throws IOException {
        final long length = channel.size();
        if (length > MAX_LENGTH) {
            throw new StoreDamagedException(
                    "a file of the store is longer than any that is written: path=" + file + ", offset=" + MAX_LENGTH
                            + ", lengthBytes=" + length + ", maxBytes=" + MAX_LENGTH + "; restore it from a copy",
                    "lengthBytes",
                    "<=" + MAX_LENGTH,
                    length);
        }
        return (int) length;
    }

    /** Maps a file read-only. */
    public static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, lengthBytes(file, channel));
        }
    }

    private static String kind(BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return "directory";
        }
        return attributes.isSymbolicLink() ? "link" : "device";
    }
}
