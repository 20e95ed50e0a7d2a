package io.mettalith.tools.exchange;

import java.io.IOException;

/** Reads the atoms of one file, in memory bounded by the longest of them. */
interface FactSource {
    /**
     * Reads all of it.
     *
     * @param sink takes each atom as it is read
     * @param read is told now and then that there was progress
     * @throws FormatException if it is not in the source's format
     * @throws UnsuitableException if it has what cannot be imported
     * @throws IOException if it cannot be read
     */
    void readInto(FactSink sink, Runnable read) throws IOException;
}
