package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Writes a delta's bytes field by field, right or wrong, with a checksum that is always right. */
final class RawDelta {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int spaces;

    RawDelta(int spaces) {
        this.spaces = spaces;
    }

    RawDelta space(SpaceId id, long existence, int entries) {
        final ByteBuffer header = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(id.high()).putLong(id.low()).putLong(existence).putInt(entries);
        return bytes(header.array());
    }

    /** Writes an entry that shares nothing with the one before it. */
    RawDelta entry(AtomCode atom, long... numbers) {
        final int flags = (atom.ground() ? 0 : 1) | (numbers.length > 1 ? 2 : 0);
        return entry(0, flags, atom.toByteArray(), numbers);
    }

    RawDelta entry(int shared, int flags, byte[] suffix, long... numbers) {
        varint((long) shared << 2 | flags).varint(suffix.length).bytes(suffix);
        for (final long number : numbers) {
            varint(number << 1 ^ number >> 63);
        }
        return this;
    }

    RawDelta varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    RawDelta bytes(int... values) {
        for (final int value : values) {
            out.write(value);
        }
        return this;
    }

    RawDelta bytes(byte[] bytes) {
        out.write(bytes, 0, bytes.length);
        return this;
    }

    byte[] seal() {
        final byte[] body = out.toByteArray();
        final byte[] whole = new byte[32 + body.length + 4];
        final ByteBuffer header = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {'M', 'D', 'L', 'T'}).putInt(1).putInt(0).putInt(spaces);
        System.arraycopy(body, 0, whole, 32, body.length);
        return sealed(whole);
    }

    /** Returns the bytes with the length and the checksum that belong to them. */
    static byte[] sealed(byte[] bytes) {
        final byte[] sealed = Arrays.copyOf(bytes, bytes.length);
        final ByteBuffer fields = ByteBuffer.wrap(sealed).order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(8, sealed.length);
        final CRC32C crc = new CRC32C();
        crc.update(sealed, 0, sealed.length - 4);
        fields.putInt(sealed.length - 4, (int) crc.getValue());
        return sealed;
    }
}
