package io.mettalith.evaluator.syntax;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A text of any length, of which only the part that is being read is in memory.
 *
 * <p>Each part is a {@link SourceText} of its own, which stays valid, knows its lines and columns in the whole text, and
 * does not end inside a character. Where the next part begins is up to the reader: between two atoms, so that each atom
 * stands in one part. A byte order mark at the beginning is dropped.
 *
 * <p>Lifetime: closing closes the stream it reads from.
 *
 * <p>Threading: not thread-safe.
 */
public final class SourceStream implements AutoCloseable {
    private static final int PART_BYTES = 1 << 18;
    private static final int LARGEST_PART = Integer.MAX_VALUE - 8;
    private static final int LONGEST_CHARACTER = 4;

    private final String name;
    private final InputStream in;
    private final int partBytes;
    /** Null before the first. */
    private SourceText part;

    /** What was read behind the part: the beginning of a character, or nothing. */
    private byte[] pending = {};

    private long offset;
    private boolean last;

    /** Makes a text of what a stream yields, with a name as errors give it. Reads nothing yet. */
    public SourceStream(String name, InputStream in) {
        this(name, in, PART_BYTES);
    }

    SourceStream(String name, InputStream in, int partBytes) {
        this.name = name;
        this.in = in;
        this.partBytes = partBytes;
    }

    /** Returns the name as errors give it. */
    public String name() {
        return name;
    }

    /** Returns where the part begins in the whole text. */
    long offset() {
        return offset;
    }

    /** Reports whether the part ends where the whole text does. */
    boolean isLast() {
        return last;
    }

    /**
     * Moves on to a part that begins at an offset of this one and ends behind it, or at the end of the text.
     *
     * @param from first byte to keep, the beginning of a character; 0 for the first part
     * @param minimumBytes length of the new part, if the text is that long
     * @throws IOException if reading fails, or if the part would be larger than an array
     */
    SourceText advance(int from, int minimumBytes) throws IOException {
        byte[] old = part == null ? pending : part.utf8();
        int kept = old.length - from;
        int held = kept + pending.length;
        byte[] bytes = new byte[last ? held + 1 : partLength(held, minimumBytes, from)];
        System.arraycopy(old, from, bytes, 0, kept);
        System.arraycopy(pending, 0, bytes, kept, pending.length);
        int length = held + in.readNBytes(bytes, held, bytes.length - held);
        last = length < bytes.length;
        int end = last ? length : completeLength(bytes, length);
        pending = Arrays.copyOfRange(bytes, end, length);
        byte[] text = end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
        part = part == null ? SourceText.ofUtf8(name, text) : part.continued(from, text);
        offset += from;
        return part;
    }

    /** Returns a length with room for another character behind the bytes that are held already. */
    private int partLength(int held, int minimumBytes, int from) throws IOException {
        if (held > LARGEST_PART - LONGEST_CHARACTER) {
            throw new IOException("atom too long to be read: file=" + name + ", offset=" + (offset + from)
                    + ", readBytes=" + held + "; is a bracket or a quote never closed?");
        }
        int usual = Math.max(minimumBytes, Math.max(partBytes, held + LONGEST_CHARACTER));
        return (int) Math.min(LARGEST_PART, Math.max(usual, 2L * held));
    }

    /** Returns the length without the beginning of a character that ends outside. */
    private static int completeLength(byte[] bytes, int length) {
        for (int back = 1; back < LONGEST_CHARACTER && back <= length; back++) {
            int lead = bytes[length - back] & 0xFF;
            if (lead >= 0xC0) {
                int characterLength = Integer.numberOfLeadingZeros(~(lead << 24));
                return characterLength > back ? length - back : length;
            }
            if (lead < 0x80) {
                return length;
            }
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
