package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Everything that a writer does to the disk, one method per step: tests let the nth step fail.
 *
 * <p>What has returned is on the disk, except for a {@linkplain #put value put}, which waits for {@link #sync}, and for
 * the entry of a new, renamed or deleted file in its directory, which waits for {@link #forceDirectory}.
 */
interface FileOperations {
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

    /** Creates a Chronicle map in a new file. */
    ChronicleGeneration createMap(Path file, GenerationSize size) throws IOException;

    /** Opens a Chronicle map of which {@code usedChunks} are taken. */
    ChronicleGeneration openMap(Path file, long usedChunks) throws IOException;

    /** Puts a value into a map; returns where it is in the map's file. */
    long put(ChronicleGeneration map, SealedBytes value) throws IOException;

    /** Makes what was put into a map durable. */
    void sync(ChronicleGeneration map) throws IOException;
}
