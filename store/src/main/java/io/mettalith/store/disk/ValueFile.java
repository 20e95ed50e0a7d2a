package io.mettalith.store.disk;

import java.io.IOException;

/**
 * A generation as its writer sees it: sealed bytes under their hashes, in a file or in memory. Values are only ever added,
 * and none is moved.
 *
 * <p>Threading: one writer.
 */
public interface ValueFile extends AutoCloseable {
    /** Reports whether a value of this length can be put. */
    boolean hasRoomFor(int lengthBytes);

    /** Puts a value that is not there, and that there is room for; returns the offset of its bytes. */
    long put(SealedBytes value);

    /** Returns the address of the byte at an offset. It holds until {@link #close()}. */
    long address(long offset);

    /**
     * Makes what was put durable. In memory there is nothing to do.
     *
     * @throws IOException if the system reports that any of it has not reached the disk
     */
    void sync() throws IOException;

    /** Returns the number of values. */
    long size();

    /** Returns how many chunks are taken: the first ones, since values are only added. */
    long usedChunks();

    /** Returns the length of the file. */
    long length();

    /** Returns where the chunks that are taken end, as an offset. */
    long usedLength();

    /** Returns what an index says of this file now. */
    MapFacts facts();

    @Override
    void close();
}
