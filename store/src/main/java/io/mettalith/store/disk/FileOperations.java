package io.mettalith.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Everything that a writer does to the disk, one method per step: tests let the nth step fail.
 *
 * <p>What has returned is on the disk, except for a {@linkplain #put value put}, which waits for {@link #sync}, and for
 * the entry of a new, renamed or deleted file in its directory, which waits for {@link #forceDirectory}.
 */
public interface FileOperations {
    /** Creates a directory and whichever are missing above it. */
    void createDirectories(Path directory) throws IOException;

    /** Creates a file, or replaces what it holds. */
    void write(Path file, ByteBuffer bytes) throws IOException;

    /** Writes at the end of a file, which is at {@code position}. */
    void append(Path file, long position, ByteBuffer bytes) throws IOException;

    /** Cuts a file off. */
    void truncate(Path file, long length) throws IOException;

    /** Puts a file in the place of another, if there is one, in one step. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file if there is one. */
    void delete(Path file) throws IOException;

    /** Makes what somebody has written to a file durable. */
    void force(Path file) throws IOException;

    /** Makes the entries of a directory durable. */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Sets room aside in a map's file for bytes that are going to be put: what has been set aside can be written through
     * a mapping even when the file system is full.
     *
     * @param from offset of the first byte, at the end of a page or behind what was put
     * @param to offset behind the last
     * @throws IOException if there is no room; what was put is as before
     */
    void allocate(Path file, long from, long to) throws IOException;

    /** Creates a Chronicle map in a new file, with room set aside for its structure alone. */
    ValueFile createMap(Path file, GenerationSize size) throws IOException;

    /** Opens a Chronicle map of which {@code usedChunks} are taken. */
    ValueFile openMap(Path file, long usedChunks) throws IOException;

    /** Puts a value into a map; returns where it is in the map's file. */
    long put(ValueFile map, SealedBytes value) throws IOException;

    /** Makes what was put into a map durable. */
    void sync(ValueFile map) throws IOException;
}
