package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.ENTRIES_END_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_ATOMS;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.LENGTH_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.MAGIC;
import static io.mettalith.store.segment.SegmentDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.OWNER_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_COUNT_OFFSET;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.VERSION;
import static io.mettalith.store.segment.SegmentDescriptor.VERSION_OFFSET;

import java.util.Arrays;
import org.agrona.UnsafeApi;

/**
 * Checks that bytes obey {@link SegmentDescriptor} before anything reads them without bounds checks: header, every
 * entry's lengths, restarts, order of the keys. Linear in the bytes; reads none beyond the length it is given.
 */
final class SegmentVerifier {
    private SegmentVerifier() {}

    /**
     * @throws SegmentDamagedException naming the field, what was expected and what was found
     */
    static void verify(long address, int length, byte kind) {
        verifyHeader(address, length, kind);
        if (kind == KIND_ATOMS) {
            new EntryWalk(address, length).run();
        }
    }

    private static void verifyHeader(long address, int length, byte kind) {
        check("lengthBytes", length >= HEADER_LENGTH, ">=" + HEADER_LENGTH, length);
        final int magic = UnsafeApi.getInt(address + MAGIC_OFFSET);
        check("magic", magic == MAGIC, Integer.toHexString(MAGIC), Integer.toHexString(magic));
        final byte version = UnsafeApi.getByte(address + VERSION_OFFSET);
        check("version", version == VERSION, VERSION, version);
        final byte actualKind = UnsafeApi.getByte(address + KIND_OFFSET);
        check("kind", actualKind == kind, kind, actualKind);
        final int actualLength = UnsafeApi.getInt(address + LENGTH_OFFSET);
        check("lengthBytes", actualLength == length, length, actualLength);
        final long owner = UnsafeApi.getLong(address + OWNER_OFFSET);
        check("owner", owner == SegmentDescriptor.NO_OWNER, SegmentDescriptor.NO_OWNER, owner);
        final int count = UnsafeApi.getInt(address + COUNT_OFFSET);
        check("count", count > 0, ">0", count);
    }

    static void check(String field, boolean holds, Object expected, Object actual) {
        if (!holds) {
            throw new SegmentDamagedException(
                    "segment field out of place: field=" + field + ", expected=" + expected + ", actual=" + actual);
        }
    }

    /** One pass over the entries, staying inside the bounds whatever the bytes say. */
    private static final class EntryWalk {
        private final long address;
        private final int entriesEnd;
        private final int restartsOffset;
        private final int restartCount;
        private final int count;
        private int at = HEADER_LENGTH;
        private int keyLength;
        private byte[] key = new byte[256];
        private int nextRestart;

        EntryWalk(long address, int length) {
            this.address = address;
            entriesEnd = UnsafeApi.getInt(address + ENTRIES_END_OFFSET);
            restartCount = UnsafeApi.getInt(address + RESTART_COUNT_OFFSET);
            count = UnsafeApi.getInt(address + COUNT_OFFSET);
            check(
                    "restarts",
                    restartCount > 0 && restartCount <= length / RESTART_LENGTH,
                    "1.." + length,
                    restartCount);
            restartsOffset = length - RESTART_LENGTH * restartCount;
            check("entriesEnd", entriesEnd == restartsOffset, restartsOffset, entriesEnd);
        }

        void run() {
            int seen = 0;
            while (at < entriesEnd) {
                verifyEntry();
                seen++;
            }
            check("count", seen == count, seen, count);
            check("restarts", nextRestart == restartCount, nextRestart, restartCount);
        }

        private void verifyEntry() {
            final int start = at;
            final long shared = varint();
            final long suffixLength = varint();
            final long value = varint();
            if ((value & SegmentDescriptor.ORDERED_FLAG) != 0) {
                varint();
            }
            check("entryCount", value >>> SegmentDescriptor.COUNT_SHIFT > 0, ">0", 0);
            check("shared", shared >= 0 && shared <= keyLength, "<=" + keyLength, shared);
            check(
                    "suffix",
                    suffixLength > 0 && suffixLength <= entriesEnd - at,
                    "<=" + (entriesEnd - at),
                    suffixLength);
            if (nextRestart < restartCount && restartAt(nextRestart) == start) {
                check("shared", shared == 0, 0, shared);
                nextRestart++;
            } else {
                check("restart", start != HEADER_LENGTH, HEADER_LENGTH, restartAt(0));
            }
            verifyOrder((int) shared, (int) suffixLength);
            at += (int) suffixLength;
        }

        private int restartAt(int index) {
            return UnsafeApi.getInt(address + restartsOffset + (long) RESTART_LENGTH * index);
        }

        private void verifyOrder(int shared, int suffixLength) {
            final int compared = Math.min(keyLength - shared, suffixLength);
            final int common = Bytes.commonPrefix(key, shared, address + at, compared);
            final boolean ascending = keyLength == 0
                    || common < compared
                            && (key[shared + common] & 0xFF) < (UnsafeApi.getByte(address + at + common) & 0xFF)
                    || common == compared && suffixLength > keyLength - shared;
            check("order", ascending, "ascending keys", "offset " + at);
            if (shared + suffixLength > key.length) {
                key = Arrays.copyOf(key, Math.max(2 * key.length, shared + suffixLength));
            }
            Bytes.read(address + at, key, shared, suffixLength);
            keyLength = shared + suffixLength;
        }

        private long varint() {
            long value = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                check("varint", at < entriesEnd, "<" + entriesEnd, at);
                final byte next = UnsafeApi.getByte(address + at++);
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new SegmentDamagedException("segment varint too long: offset=" + at + ", maxBytes=9");
        }
    }
}
