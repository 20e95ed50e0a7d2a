package io.mettalith.evaluator.syntax;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text to parse, with its name and its lines; perhaps a part of a longer one, whose lines and columns it then has.
 *
 * <p>The text is kept as UTF-8, and every offset is one of a byte. Lines and columns count from 1, a column in code
 * points, so that a tab or a wide character is one column. Lines end with a line feed, whether or not a carriage
 * return precedes it.
 *
 * <p>Threading: immutable, may be shared; the table of lines is made when first asked for.
 *
 * <p>Complexity: a line is found by binary search, a column by walking the line.
 */
public final class SourceText {
    /** The name of a text that comes from no file. */
    public static final String INPUT = "<input>";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int DECODED_AT_ONCE = 8192;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LINE_FEEDS = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private final String name;
    private final byte[] utf8;
    private final int firstLine;
    private final int firstColumn;
    private final int validLength;
    private volatile int[] lineStarts;

    private SourceText(String name, byte[] utf8, int firstLine, int firstColumn) {
        this.name = name;
        this.utf8 = utf8;
        this.firstLine = firstLine;
        this.firstColumn = firstColumn;
        validLength = validLength(utf8);
    }

    /** Returns a text. An unpaired surrogate, which UTF-8 cannot express, becomes {@code ?}. */
    public static SourceText of(String name, String text) {
        return new SourceText(name, text.getBytes(StandardCharsets.UTF_8), 1, 1);
    }

    /**
     * Returns a text given as UTF-8, as read from a file; the bytes from now on belong to it. A byte order mark is
     * dropped. Malformed bytes are reported when the parser comes to them.
     */
    public static SourceText ofUtf8(String name, byte[] bytes) {
        int mark = BYTE_ORDER_MARK.length;
        boolean marked = bytes.length >= mark && Arrays.equals(bytes, 0, mark, BYTE_ORDER_MARK, 0, mark);
        return new SourceText(name, marked ? Arrays.copyOfRange(bytes, mark, bytes.length) : bytes, 1, 1);
    }

    /** Returns a part of the same whole text, given as UTF-8, that begins where {@code offset} is in this one. */
    SourceText continued(int offset, byte[] bytes) {
        int lineStart = offset;
        while (lineStart > 0 && utf8[lineStart - 1] != '\n') {
            lineStart--;
        }
        int column = codePoints(lineStart, offset) + (lineStart == 0 ? firstColumn : 1);
        return new SourceText(name, bytes, firstLine + lineFeeds(offset), column);
    }

    /** Counts the line feeds before an offset, eight bytes at a time. */
    private int lineFeeds(int offset) {
        int count = 0;
        int at = 0;
        for (; at + Long.BYTES <= offset; at += Long.BYTES) {
            long zeroIfLineFeed = (long) LONG.get(utf8, at) ^ LINE_FEEDS;
            long highIfOther = (zeroIfLineFeed & LOW_BITS) + LOW_BITS | zeroIfLineFeed | LOW_BITS;
            count += Long.bitCount(~highIfOther);
        }
        for (; at < offset; at++) {
            count += utf8[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    /** Returns the name as errors give it: of the file, or {@link #INPUT}. */
    public String name() {
        return name;
    }

    /** Returns the length of the text. */
    public int lengthBytes() {
        return utf8.length;
    }

    /** Returns the whole text. */
    public String text() {
        return text(0, utf8.length);
    }

    /** Returns the text between two offsets. */
    public String text(int startOffset, int endOffset) {
        return new String(utf8, startOffset, endOffset - startOffset, StandardCharsets.UTF_8);
    }

    /** Returns the number of lines, at least 1. */
    public int lineCount() {
        return lineStarts().length;
    }

    /** Returns the line that an offset lies in. */
    public int line(int offset) {
        int found = Arrays.binarySearch(lineStarts(), offset);
        return firstLine + (found >= 0 ? found : -found - 2);
    }

    /** Returns the column of an offset in its line. */
    public int column(int offset) {
        int line = line(offset);
        return codePoints(lineStartOffset(line), offset) + (line == firstLine ? firstColumn : 1);
    }

    private int codePoints(int startOffset, int endOffset) {
        int count = 0;
        for (int at = startOffset; at < endOffset; at++) {
            count += isFirstByte(utf8[at]) ? 1 : 0;
        }
        return count;
    }

    /** Returns a line, as far as it is in this text, without what ends it. */
    public String lineText(int line) {
        return text(lineStartOffset(line), lineEndOffset(line));
    }

    int lineStartOffset(int line) {
        return lineStarts()[line - firstLine];
    }

    /** Returns the offset of what ends a line. */
    int lineEndOffset(int line) {
        int start = lineStartOffset(line);
        int next = line - firstLine + 1;
        int end = next < lineCount() ? lineStarts()[next] - 1 : utf8.length;
        return end > start && utf8[end - 1] == '\r' ? end - 1 : end;
    }

    /** Returns the offset of the code point {@code count} before an offset, but not before {@code limit}. */
    int codePointsBefore(int offset, int count, int limit) {
        int at = offset;
        for (int left = count; left > 0 && at > limit; left--) {
            do {
                at--;
            } while (at > limit && !isFirstByte(utf8[at]));
        }
        return at;
    }

    /** Returns the offset of the code point {@code count} after an offset, but not after {@code limit}. */
    int codePointsAfter(int offset, int count, int limit) {
        int at = offset;
        for (int left = count; left > 0 && at < limit; left--) {
            do {
                at++;
            } while (at < limit && !isFirstByte(utf8[at]));
        }
        return at;
    }

    /** Returns the text's own bytes, which are not to be modified. */
    byte[] utf8() {
        return utf8;
    }

    /** Returns where the first malformed bytes begin, or the length of the text. */
    int validLength() {
        return validLength;
    }

    private static boolean isFirstByte(byte b) {
        return (b & 0xC0) != 0x80;
    }

    private static int validLength(byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        CharBuffer discarded = CharBuffer.allocate(Math.min(DECODED_AT_ONCE, utf8.length + 2));
        CoderResult result;
        do {
            result = decoder.decode(bytes, discarded.clear(), true);
        } while (result.isOverflow());
        return bytes.position();
    }

    private int[] lineStarts() {
        int[] starts = lineStarts;
        if (starts == null) {
            starts = findLineStarts();
            lineStarts = starts;
        }
        return starts;
    }

    private int[] findLineStarts() {
        int[] starts = new int[16];
        int count = 1;
        for (int at = 0; at < utf8.length; at++) {
            if (utf8[at] == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = at + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
