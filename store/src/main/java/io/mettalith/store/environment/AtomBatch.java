package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects atoms for {@link Environment#addAll}. Holds their codes on the heap until then. Not thread-safe.
 */
public final class AtomBatch {
    private static final int CHUNK_LENGTH = 1 << 22;
    private static final int OFFSET_BITS = 28;
    private static final int HEADER_LENGTH = 2 * Integer.BYTES;

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] chunk = new byte[0];
    private int chunkEnd;
    private long[] atoms = new long[1024];
    private int size;
    private int definitions;

    /** Makes an empty batch. */
    public AtomBatch() {}

    /** Returns the number of atoms added. */
    public int size() {
        return size;
    }

    int definitions() {
        return definitions;
    }

    /**
     * Adds the atom that the writer holds.
     *
     * @throws IllegalStateException if the writer does not hold one whole atom
     */
    public void add(AtomWriter atom) {
        if (!atom.isComplete()) {
            throw new IllegalStateException("atom incomplete: lengthBytes=" + atom.length() + "; write all children");
        }
        final int length = atom.length();
        reserve(HEADER_LENGTH + length);
        if (size == atoms.length) {
            atoms = Arrays.copyOf(atoms, 2 * size);
        }
        atoms[size++] = (long) (chunks.size() - 1) << OFFSET_BITS | chunkEnd;
        putInt(chunkEnd, length << 1 | (atom.ground() ? 1 : 0));
        putInt(chunkEnd + Integer.BYTES, Vocabulary.isOrdered(atom.array(), length) ? ++definitions : 0);
        System.arraycopy(atom.array(), 0, chunk, chunkEnd + HEADER_LENGTH, length);
        chunkEnd += HEADER_LENGTH + length;
    }

    private void reserve(int bytes) {
        if (chunkEnd + bytes > chunk.length) {
            chunk = new byte[Math.max(CHUNK_LENGTH, bytes)];
            chunks.add(chunk);
            chunkEnd = 0;
        }
    }

    private void putInt(int offset, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            chunk[offset + i] = (byte) (value >>> 8 * i);
        }
    }

    /** Takes the distinct atoms in key order. */
    interface Handler {
        /**
         * @param order place of the first definition in the batch, from 1; 0 for atoms that are not definitions
         */
        void atom(byte[] code, int length, boolean ground, long count, long order);
    }

    void forEachSorted(Handler handler) {
        sort();
        byte[] code = new byte[256];
        for (int from = 0; from < size; ) {
            int to = from + 1;
            long order = order(atoms[from]);
            while (to < size && compare(atoms[from], atoms[to]) == 0) {
                order = Math.min(order, order(atoms[to++]));
            }
            final int length = length(atoms[from]);
            code = length > code.length ? new byte[2 * length] : code;
            System.arraycopy(chunkOf(atoms[from]), offset(atoms[from]), code, 0, length);
            handler.atom(code, length, ground(atoms[from]), to - from, order);
            from = to;
        }
    }

    private byte[] chunkOf(long atom) {
        return chunks.get((int) (atom >>> OFFSET_BITS));
    }

    private static int header(long atom) {
        return (int) atom & (1 << OFFSET_BITS) - 1;
    }

    private static int offset(long atom) {
        return header(atom) + HEADER_LENGTH;
    }

    private int length(long atom) {
        return intAt(chunkOf(atom), header(atom)) >>> 1;
    }

    private boolean ground(long atom) {
        return (chunkOf(atom)[header(atom)] & 1) != 0;
    }

    private int order(long atom) {
        return intAt(chunkOf(atom), header(atom) + Integer.BYTES);
    }

    private static int intAt(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF
                | (bytes[offset + 1] & 0xFF) << 8
                | (bytes[offset + 2] & 0xFF) << 16
                | (bytes[offset + 3] & 0xFF) << 24;
    }

    private int compare(long left, long right) {
        final int leftOffset = offset(left);
        final int rightOffset = offset(right);
        return Arrays.compareUnsigned(
                chunkOf(left),
                leftOffset,
                leftOffset + length(left),
                chunkOf(right),
                rightOffset,
                rightOffset + length(right));
    }

    /** Merge sort, bottom up: stable, and atoms that arrive in order cost one comparison each per pass. */
    private void sort() {
        long[] from = atoms;
        long[] to = new long[size];
        for (int width = 1; width < size; width *= 2) {
            for (int left = 0; left < size; left += 2 * width) {
                merge(from, to, left, Math.min(size, left + width), Math.min(size, left + 2 * width));
            }
            final long[] swap = from;
            from = to;
            to = swap;
        }
        atoms = from;
    }

    private void merge(long[] from, long[] to, int left, int middle, int right) {
        if (middle >= right || compare(from[middle - 1], from[middle]) <= 0) {
            System.arraycopy(from, left, to, left, right - left);
            return;
        }
        int l = left;
        int r = middle;
        for (int i = left; i < right; i++) {
            final boolean takeLeft = r >= right || l < middle && compare(from[l], from[r]) <= 0;
            to[i] = takeLeft ? from[l++] : from[r++];
        }
    }
}
