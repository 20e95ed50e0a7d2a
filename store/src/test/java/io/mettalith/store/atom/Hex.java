package io.mettalith.store.atom;

import java.util.HexFormat;
import org.agrona.concurrent.UnsafeBuffer;

/** Codes as hexadecimal text. */
final class Hex {
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(" ");

    private Hex() {}

    static String of(AtomWriter writer) {
        return FORMAT.formatHex(writer.array(), 0, writer.length());
    }

    static byte[] bytes(String hex) {
        return FORMAT.parseHex(hex);
    }

    static UnsafeBuffer buffer(String hex) {
        return new UnsafeBuffer(bytes(hex));
    }
}
