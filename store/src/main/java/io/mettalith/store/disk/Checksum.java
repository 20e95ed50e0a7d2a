package io.mettalith.store.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/** CRC32C of bytes and of text. */
public final class Checksum {
    private Checksum() {}

    /** Returns the checksum of {@code length} bytes. Does not move the buffer's position. */
    static int of(ByteBuffer bytes, int offset, int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(offset).limit(offset + length));
        return (int) crc.getValue();
    }

    /** Returns the checksum of a text's UTF-8 form as eight hexadecimal digits. */
    public static String hex(String text) {
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(of(bytes, 0, bytes.remaining()));
    }
}
