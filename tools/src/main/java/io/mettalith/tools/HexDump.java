package io.mettalith.tools;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Bytes as lines of an offset, sixteen bytes in hexadecimal, and the characters that are printable. */
final class HexDump {
    private static final int LINE_BYTES = 16;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /** Returns the lines. */
    static List<String> lines(byte[] bytes) {
        final List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LINE_BYTES) {
            final int to = Math.min(bytes.length, from + LINE_BYTES);
            lines.add(String.format(
                    Locale.ROOT, "%08x  %-47s  %s", from, HEX.formatHex(bytes, from, to), text(bytes, from, to)));
        }
        return lines;
    }

    private static String text(byte[] bytes, int from, int to) {
        final StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
