package io.mettalith.store.environment;

import static io.mettalith.store.environment.DeltaDescriptor.CHECKSUM_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.HEADER_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.PLACED_FLAG;
import static io.mettalith.store.environment.DeltaDescriptor.SHARED_SHIFT;
import static io.mettalith.store.environment.DeltaDescriptor.SPACES_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_ENTRIES_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_EXISTENCE_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_HEADER_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_ID_HIGH_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.SPACE_ID_LOW_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.VARIABLES_FLAG;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks the spaces and entries of a delta's bytes, of whatever origin: every bound is checked, and that they are in the
 * one form {@link DeltaWriter} gives them. The header and the atoms themselves are for {@link DeltaVerifier} to check.
 *
 * <p>A flyweight: what it returns changes with each step. Not thread-safe.
 */
final class DeltaReader {
    private static final int LAST_VARINT_SHIFT = 63;

    private final byte[] bytes;
    private final ByteBuffer fields;
    private final int end;
    private int at = HEADER_LENGTH;
    private int spacesLeft;
    private SpaceId space;
    private long existence;
    private int entriesLeft;

    private byte[] code = new byte[128];
    private int codeLength;
    private boolean variables;
    private boolean placed;
    private long count;
    private long moves;
    private long moment;

    /** Makes a reader before the first space of bytes that are as long as a delta can be short. */
    DeltaReader(byte[] bytes) {
        this.bytes = bytes;
        fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        end = bytes.length - CHECKSUM_LENGTH;
        spacesLeft = fields.getInt(SPACES_OFFSET);
    }

    /** Goes to the next space, when all entries of the one before have been read; returns false where there is none. */
    boolean nextSpace() {
        if (spacesLeft == 0) {
            check(at == end, "nothing follows the last space", end - at);
            return false;
        }
        spacesLeft--;
        check(end - at >= SPACE_HEADER_LENGTH, "a space is whole", end - at);
        final SpaceId id =
                new SpaceId(fields.getLong(at + SPACE_ID_HIGH_OFFSET), fields.getLong(at + SPACE_ID_LOW_OFFSET));
        check(space == null || space.compareTo(id) < 0, "spaces ascend", id.low());
        space = id;
        existence = fields.getLong(at + SPACE_EXISTENCE_OFFSET);
        check(existence == 0 || !id.equals(SpaceId.MAIN), "the main space is neither made nor removed", existence);
        entriesLeft = fields.getInt(at + SPACE_ENTRIES_OFFSET);
        check(entriesLeft > 0 || entriesLeft == 0 && existence != 0, "a space says something", entriesLeft);
        at += SPACE_HEADER_LENGTH;
        codeLength = 0;
        return true;
    }

    SpaceId space() {
        return space;
    }

    /** Returns how often the space was made, less how often it was removed. */
    long existence() {
        return existence;
    }

    /** Goes to the next entry of the space; returns false where there is none. */
    boolean nextEntry() {
        if (entriesLeft == 0) {
            return false;
        }
        entriesLeft--;
        final long head = varint();
        variables = (head & VARIABLES_FLAG) != 0;
        placed = (head & PLACED_FLAG) != 0;
        readCode(head >>> SHARED_SHIFT);
        count = zigZag();
        moves = placed ? zigZag() : 0;
        moment = placed ? zigZag() : 0;
        check(!placed || (moves | moment) != 0, "a place says something", moment);
        check(placed || count != 0, "an entry says something", count);
        return true;
    }

    private void readCode(long shared) {
        check(shared < Math.max(1, codeLength), "codes share less than the one before has", shared);
        final long suffixLength = varint();
        check(suffixLength > 0 && suffixLength <= end - at, "a code is whole", suffixLength);
        final boolean ascends = codeLength == 0 || (bytes[at] & 0xFF) > (code[(int) shared] & 0xFF);
        check(ascends, "codes ascend and share all they can", bytes[at] & 0xFF);
        codeLength = (int) (shared + suffixLength);
        if (codeLength > code.length) {
            code = Arrays.copyOf(code, (int) Math.min(Integer.MAX_VALUE - 8, 2L * codeLength));
        }
        System.arraycopy(bytes, at, code, (int) shared, (int) suffixLength);
        at += (int) suffixLength;
    }

    /** Returns the buffer whose first {@link #codeLength()} bytes are the atom's code; valid until the next step. */
    byte[] code() {
        return code;
    }

    int codeLength() {
        return codeLength;
    }

    /** Returns a copy of the atom's code. */
    byte[] copyOfCode() {
        return Arrays.copyOf(code, codeLength);
    }

    /** Reports whether the entry says that its atom contains variables. */
    boolean variables() {
        return variables;
    }

    /** Reports whether the entry has moves and a moment. */
    boolean placed() {
        return placed;
    }

    long count() {
        return count;
    }

    long moves() {
        return moves;
    }

    long moment() {
        return moment;
    }

    private long zigZag() {
        final long value = varint();
        return value >>> 1 ^ -(value & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            check(at < end, "a number is whole", shift);
            final byte next = bytes[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                check(next > 0 || shift == 0, "a number has its shortest form", value);
                check(next == 1 || shift < LAST_VARINT_SHIFT, "a number has at most 64 bits", next);
                return value;
            }
            check(shift < LAST_VARINT_SHIFT, "a number has at most 10 bytes", next);
        }
    }

    private void check(boolean holds, String rule, long found) {
        if (!holds) {
            throw new DeltaDamagedException(rule, at, found);
        }
    }
}
