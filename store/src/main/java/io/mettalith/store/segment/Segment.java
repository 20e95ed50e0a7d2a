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

import java.lang.ref.Reference;
import org.agrona.UnsafeApi;

/**
 * A handle on one block of sorted atoms off the heap; {@link SegmentDescriptor} has the layout.
 *
 * <p>States: <em>owned</em> while the owner word equals its writer's token; <em>frozen</em> for everybody else and for
 * ever after that writer took a new generation; <em>sealed</em> when the memory is a mapped value of a store. Only an
 * owned segment changes, and only by {@link SegmentEditor}.
 *
 * <p>Lifetime: the memory lives at least as long as this handle, except that the owner of an unshared segment frees it
 * at once on close. Readers keep the handle reachable while they use the address.
 */
final class Segment extends TreeNode {
    private final long address;
    /** Keeps the memory mapped or allocated: a {@link SegmentMemory} or the source of a sealed segment. */
    private Object memory;

    private Segment(long address) {
        this.address = address;
    }

    /** Returns a new empty segment with the given capacity, owned by {@code generation}. */
    static Segment allocate(int capacity, Generation generation) {
        final long address = SegmentMemory.allocate(capacity);
        final Segment segment = new Segment(address);
        segment.memory = SegmentMemory.guard(segment, address, generation);
        UnsafeApi.putInt(address + MAGIC_OFFSET, MAGIC);
        UnsafeApi.putInt(address + SegmentDescriptor.VERSION_OFFSET, VERSION | KIND_ATOMS << 8);
        segment.setEntriesEnd(HEADER_LENGTH);
        segment.setCount(0);
        segment.setRestartCount(0);
        UnsafeApi.putLongRelease(null, address + OWNER_OFFSET, generation.token());
        return segment;
    }

    /** Returns a handle on a sealed segment whose bytes have been verified. {@code source} keeps the memory mapped. */
    static Segment sealed(long address, ContentHash hash, Object source) {
        final Segment segment = new Segment(address);
        segment.memory = source;
        segment.sealedAs(hash);
        return segment;
    }

    long address() {
        return address;
    }

    /** Reports whether {@code generation} may write this segment in place. */
    boolean isOwnedBy(Generation generation) {
        return UnsafeApi.getLongVolatile(null, address + OWNER_OFFSET) == generation.token();
    }

    /** Frees the memory now; the caller owns the segment and drops the last reference to it. */
    void free() {
        ((SegmentMemory) memory).free();
    }

    boolean isSealedInPlace() {
        return !(memory instanceof SegmentMemory);
    }

    int length() {
        return UnsafeApi.getInt(address + LENGTH_OFFSET);
    }

    int entriesEnd() {
        return UnsafeApi.getInt(address + ENTRIES_END_OFFSET);
    }

    void setEntriesEnd(int offset) {
        UnsafeApi.putInt(address + ENTRIES_END_OFFSET, offset);
    }

    int count() {
        return UnsafeApi.getInt(address + COUNT_OFFSET);
    }

    void setCount(int count) {
        UnsafeApi.putInt(address + COUNT_OFFSET, count);
    }

    int restartCount() {
        return UnsafeApi.getInt(address + RESTART_COUNT_OFFSET);
    }

    void setRestartCount(int count) {
        UnsafeApi.putInt(address + RESTART_COUNT_OFFSET, count);
    }

    byte kind() {
        return UnsafeApi.getByte(address + KIND_OFFSET);
    }

    /** Returns the offset of the restart table. */
    int restartsOffset() {
        return length() - RESTART_LENGTH * restartCount();
    }

    /** Returns the offset of the entry that is the restart at {@code index}. */
    int restart(int index) {
        return UnsafeApi.getInt(address + restartsOffset() + (long) RESTART_LENGTH * index);
    }

    /** Returns the bytes that hold entries or describe them: what the segment takes when sealed. */
    int usedBytes() {
        return entriesEnd() + RESTART_LENGTH * restartCount();
    }

    int freeBytes() {
        return restartsOffset() - entriesEnd();
    }

    /** Returns the sealed form: no owner, no free space. */
    byte[] toSealedBytes() {
        final int entriesEnd = entriesEnd();
        final int used = usedBytes();
        final byte[] bytes = new byte[used];
        Bytes.read(address, bytes, 0, entriesEnd);
        Bytes.read(address + restartsOffset(), bytes, entriesEnd, used - entriesEnd);
        final long base = UnsafeApi.arrayBaseOffset(byte[].class);
        UnsafeApi.putInt(bytes, base + LENGTH_OFFSET, used);
        UnsafeApi.putLong(bytes, base + OWNER_OFFSET, SegmentDescriptor.NO_OWNER);
        Reference.reachabilityFence(this);
        return bytes;
    }

    /**
     * Returns the count of a key, 0 where it is absent. Allocates nothing.
     *
     * @param key the atom's code
     * @param length of the code in bytes
     */
    long countOf(byte[] key, int length) {
        final long entry = find(key, length);
        final long count = entry == 0 ? 0 : EntryLayout.count(EntryLayout.valueAddress(entry));
        Reference.reachabilityFence(this);
        return count;
    }

    /** Returns the address of the key's entry, or 0. */
    private long find(byte[] key, int length) {
        final int group = lastRestartNotAfter(key, length);
        if (group < 0) {
            return 0;
        }
        long entry = address + restart(group);
        final long end = address + entriesEnd();
        int matched = 0;
        do {
            // One pass over the head of the entry; nearly always each part is one byte.
            long at = entry;
            int shared = UnsafeApi.getByte(at++);
            if (shared < 0) {
                shared = (int) Bytes.getVarint(entry);
                at = EntryLayout.afterVarint(entry);
            }
            int suffixLength = UnsafeApi.getByte(at);
            if (suffixLength < 0) {
                suffixLength = (int) Bytes.getVarint(at);
                at = EntryLayout.afterVarint(at) - 1;
            }
            final long suffix = EntryLayout.suffixAddress(at + 1);
            if (shared < matched) {
                return 0;
            }
            if (shared == matched) {
                final int rest = Math.min(length - matched, suffixLength);
                final int common = Bytes.commonPrefix(key, matched, suffix, rest);
                if (common == rest) {
                    return suffixLength == rest && matched + rest == length ? entry : 0;
                }
                if ((key[matched + common] & 0xFF) < (UnsafeApi.getByte(suffix + common) & 0xFF)) {
                    return 0;
                }
                matched += common;
            }
            entry = suffix + suffixLength;
        } while (entry < end);
        return 0;
    }

    /** Returns the index of the last restart whose key is not greater than {@code key}, or -1. */
    int lastRestartNotAfter(byte[] key, int length) {
        int low = 0;
        int high = restartCount() - 1;
        while (low <= high) {
            final int middle = (low + high) >>> 1;
            if (compareRestart(middle, key, length) >= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private int compareRestart(int index, byte[] key, int length) {
        final long entry = address + restart(index);
        final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(entry));
        return Bytes.compare(key, length, suffix, EntryLayout.suffixLength(entry));
    }

    @Override
    int compareFirst(byte[] key, int length) {
        final int order = compareRestart(0, key, length);
        Reference.reachabilityFence(this);
        return order;
    }

    @Override
    boolean startsBeyond(byte[] prefix, int length) {
        final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(address + HEADER_LENGTH));
        final int compared = Math.min(length, EntryLayout.suffixLength(address + HEADER_LENGTH));
        final boolean beyond = Bytes.compare(prefix, length, suffix, compared) < 0;
        Reference.reachabilityFence(this);
        return beyond;
    }

    @Override
    long digestOfFirst(int offset) {
        final long first = address + HEADER_LENGTH;
        final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(first));
        final long digest = Bytes.digest(suffix, offset, EntryLayout.suffixLength(first));
        Reference.reachabilityFence(this);
        return digest;
    }

    @Override
    boolean firstStartsWith(byte[] start) {
        final long first = address + HEADER_LENGTH;
        final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(first));
        final boolean starts = Bytes.startsWith(suffix, EntryLayout.suffixLength(first), start);
        Reference.reachabilityFence(this);
        return starts;
    }

    @Override
    byte[] firstKey() {
        final long first = address + HEADER_LENGTH;
        final byte[] key = new byte[EntryLayout.suffixLength(first)];
        Bytes.read(EntryLayout.suffixAddress(EntryLayout.valueAddress(first)), key, 0, key.length);
        Reference.reachabilityFence(this);
        return key;
    }

    @Override
    long entries() {
        return count();
    }

    @Override
    TreeNode resolve() {
        return this;
    }

    @Override
    int height() {
        return 0;
    }
}
