package io.mettalith.store.segment;

import static io.mettalith.store.segment.SegmentDescriptor.CAPACITY;
import static io.mettalith.store.segment.SegmentDescriptor.HEADER_LENGTH;
import static io.mettalith.store.segment.SegmentDescriptor.INITIAL_CAPACITY;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_INTERVAL;
import static io.mettalith.store.segment.SegmentDescriptor.RESTART_LENGTH;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.UnsafeApi;

/**
 * Changes the count of one key in one segment, in place where the segment is owned, in a fresh copy where it is not.
 *
 * <p>An edit is one splice: a range of bytes, which holds the entry itself and the beginning of its successor, whose
 * front coding depends on it, is replaced. What lies behind moves as one block. Not thread-safe; one per tree.
 */
final class SegmentEditor {
    private static final int SCRATCH_LENGTH = 512;
    private static final int MAX_KEPT_LENGTH = 1 << 16;

    private SegmentBuilder builder = new SegmentBuilder();
    private byte[] scratch = new byte[SCRATCH_LENGTH];
    private int scratchLength;

    // Where the key is or would be, set by locate().
    private boolean found;
    private int entry;
    private int group;
    private int sharedWithPrevious;
    private int sharedWithNext;
    private int stepsInGroup;

    /** Gives up buffers that have grown far beyond what a usual atom needs. */
    void trim() {
        if (scratch.length > MAX_KEPT_LENGTH) {
            scratch = new byte[SCRATCH_LENGTH];
        }
        if (builder.bufferLength() > MAX_KEPT_LENGTH) {
            builder = new SegmentBuilder();
        }
    }

    /** Returns a segment that holds just the edit's key, or null where the edit adds nothing. */
    Segment create(Edit edit) {
        edit.oldCount = 0;
        edit.newCount = Math.max(0, edit.delta);
        if (edit.newCount == 0) {
            return null;
        }
        builder.reset(); // it has something left where an earlier edit found no memory
        builder.add(edit.key, edit.length, valueOf(edit, edit.stamp, edit.variables), edit.stamp);
        return builder.finish(INITIAL_CAPACITY, edit.generation);
    }

    /**
     * Applies the edit to a segment with at least one entry.
     *
     * @return the same segment, its owned copy, or null when its last entry has gone; further segments, which belong to
     *     its right, are in {@link Edit#siblings}
     */
    Segment apply(Segment segment, Edit edit) {
        locate(segment, edit.key, edit.length);
        final long value = segment.address() + entry;
        edit.oldCount = found ? EntryLayout.count(EntryLayout.valueAddress(value)) : 0;
        edit.newCount = Math.max(0, Math.addExact(edit.oldCount, edit.delta));
        if (edit.changedNothing()) {
            return segment;
        }
        if (!found) {
            return insert(segment, edit);
        }
        return edit.newCount == 0 ? remove(segment, edit) : recount(segment, edit);
    }

    private void locate(Segment segment, byte[] key, int length) {
        found = false;
        sharedWithPrevious = 0;
        sharedWithNext = 0;
        stepsInGroup = 0;
        group = segment.lastRestartNotAfter(key, length);
        if (group < 0) {
            entry = HEADER_LENGTH;
            final long first = segment.address() + HEADER_LENGTH;
            final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(first));
            sharedWithNext = Bytes.commonPrefix(key, 0, suffix, Math.min(length, EntryLayout.suffixLength(first)));
            return;
        }
        final int groupEnd = group + 1 < segment.restartCount() ? segment.restart(group + 1) : segment.entriesEnd();
        entry = segment.restart(group);
        while (entry < groupEnd) {
            final long at = segment.address() + entry;
            final int shared = EntryLayout.shared(at);
            final int suffixLength = EntryLayout.suffixLength(at);
            final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(at));
            if (shared < sharedWithPrevious) {
                sharedWithNext = shared;
                return;
            }
            if (shared == sharedWithPrevious) {
                final int rest = Math.min(length - shared, suffixLength);
                final int common = Bytes.commonPrefix(key, shared, suffix, rest);
                if (common == rest && length - shared == suffixLength) {
                    found = true;
                    return;
                }
                if (common == length - shared
                        || common < rest
                                && (key[shared + common] & 0xFF) < (UnsafeApi.getByte(suffix + common) & 0xFF)) {
                    sharedWithNext = shared + common;
                    return;
                }
                sharedWithPrevious = shared + common;
            }
            stepsInGroup++;
            entry = (int) (suffix + suffixLength - segment.address());
        }
    }

    private Segment insert(Segment segment, Edit edit) {
        final boolean before = group < 0;
        final boolean restart = before || stepsInGroup >= RESTART_INTERVAL;
        final int shared = restart ? 0 : sharedWithPrevious;
        final boolean last = entry == segment.entriesEnd();
        final boolean nextIsRestart = !before && !last && isRestart(segment, group + 1, entry);
        scratchLength = 0;
        appendEntry(edit, shared);
        int to = entry;
        if (!last && !nextIsRestart) {
            to = recodeNext(segment, entry, sharedWithNext);
        }
        final boolean addsRestart = restart && !before;
        final Segment owned = room(segment, entry, to, addsRestart ? RESTART_LENGTH : 0, edit);
        splice(owned, entry, to, group + 1 + (before ? 1 : 0));
        if (addsRestart) {
            insertRestart(owned, group + 1, entry);
        }
        owned.setCount(owned.count() + 1);
        return replace(segment, owned, edit, last);
    }

    /** Appends the successor's head with a longer shared prefix, and returns where the rest of its suffix begins. */
    private int recodeNext(Segment segment, int next, int sharedNow) {
        final long at = segment.address() + next;
        final long value = EntryLayout.valueAddress(at);
        final long suffix = EntryLayout.suffixAddress(value);
        final int dropped = sharedNow - EntryLayout.shared(at);
        appendVarint(sharedNow);
        appendVarint(EntryLayout.suffixLength(at) - dropped);
        append(value, (int) (suffix - value));
        return (int) (suffix + dropped - segment.address());
    }

    private Segment remove(Segment segment, Edit edit) {
        if (segment.count() == 1) {
            discard(segment, edit);
            return null;
        }
        final int removed = entry;
        final long at = segment.address() + removed;
        final long suffix = EntryLayout.suffixAddress(EntryLayout.valueAddress(at));
        final int next = (int) (suffix + EntryLayout.suffixLength(at) - segment.address());
        final boolean wasRestart = segment.restart(group) == removed;
        final boolean last = next == segment.entriesEnd();
        final boolean nextIsRestart = !last && isRestart(segment, group + 1, next);
        scratchLength = 0;
        int to = next;
        if (!last && !nextIsRestart) {
            to = recodeAfterRemoval(segment, at, suffix, next);
        }
        final Segment owned = room(segment, removed, to, 0, edit);
        splice(owned, removed, to, group + 1);
        if (wasRestart && (last || nextIsRestart)) {
            removeRestart(owned, group);
        }
        owned.setCount(owned.count() - 1);
        return replace(segment, owned, edit, false);
    }

    /** Appends the successor's head with what it shared with the removed key only, and returns where its suffix goes on. */
    private int recodeAfterRemoval(Segment segment, long removed, long removedSuffix, int next) {
        final long at = segment.address() + next;
        final long value = EntryLayout.valueAddress(at);
        final long suffix = EntryLayout.suffixAddress(value);
        final int sharedNow = Math.min(EntryLayout.shared(removed), EntryLayout.shared(at));
        final int gained = EntryLayout.shared(at) - sharedNow;
        appendVarint(sharedNow);
        appendVarint(EntryLayout.suffixLength(at) + gained);
        append(value, (int) (suffix - value));
        append(removedSuffix, gained);
        return (int) (suffix - segment.address());
    }

    private Segment recount(Segment segment, Edit edit) {
        final long value = EntryLayout.valueAddress(segment.address() + entry);
        final long stamp = EntryLayout.stamp(value);
        final int from = (int) (value - segment.address());
        final int to = (int) (EntryLayout.suffixAddress(value) - segment.address());
        scratchLength = 0;
        appendVarint(valueOf(edit, stamp, EntryLayout.hasVariables(value)));
        if (stamp != 0) {
            appendVarint(stamp);
        }
        final Segment owned = room(segment, from, to, 0, edit);
        splice(owned, from, to, group + 1);
        return replace(segment, owned, edit, false);
    }

    private static boolean isRestart(Segment segment, int index, int offset) {
        return index < segment.restartCount() && segment.restart(index) == offset;
    }

    private static long valueOf(Edit edit, long stamp, boolean variables) {
        return EntryLayout.valueOf(edit.newCount, stamp, variables);
    }

    /**
     * Returns the segment itself where it is owned, has room for the splice and need not be split after it, or otherwise a
     * copy that has room.
     */
    private Segment room(Segment segment, int from, int to, int extra, Edit edit) {
        final int needed = scratchLength - (to - from) + extra;
        final boolean owned = segment.isOwnedBy(edit.generation);
        if (owned && needed <= segment.freeBytes() && (needed <= 0 || segment.usedBytes() + needed <= CAPACITY)) {
            segment.unseal();
            return segment;
        }
        // A splice that shrinks the segment still starts from a copy of the whole.
        final Segment copy = copy(segment, capacityFor(segment.usedBytes() + Math.max(0, needed)), edit.generation);
        if (!owned) {
            edit.generation.noteCopy(segment.usedBytes());
        }
        return copy;
    }

    static int capacityFor(int bytes) {
        int capacity = INITIAL_CAPACITY;
        while (capacity < bytes) {
            capacity *= 2;
        }
        return capacity;
    }

    /** Returns a copy with the given capacity that {@code generation} owns. */
    static Segment copy(Segment segment, int capacity, Generation generation) {
        if (capacity < segment.usedBytes()) {
            throw new IllegalArgumentException(
                    "capacity too small for a copy: capacity=" + capacity + ", usedBytes=" + segment.usedBytes());
        }
        final Segment copy = Segment.allocate(capacity, generation);
        final int entriesEnd = segment.entriesEnd();
        UnsafeApi.copyMemory(
                segment.address() + HEADER_LENGTH, copy.address() + HEADER_LENGTH, entriesEnd - HEADER_LENGTH);
        copy.setEntriesEnd(entriesEnd);
        copy.setCount(segment.count());
        copy.setRestartCount(segment.restartCount());
        UnsafeApi.copyMemory(
                segment.address() + segment.restartsOffset(),
                copy.address() + copy.restartsOffset(),
                (long) RESTART_LENGTH * segment.restartCount());
        Reference.reachabilityFence(segment);
        return copy;
    }

    /** Replaces the bytes between two offsets by the scratch; restarts from {@code firstMoved} on move with the rest. */
    private void splice(Segment owned, int from, int to, int firstMoved) {
        final int shift = scratchLength - (to - from);
        final long address = owned.address();
        if (shift != 0) {
            UnsafeApi.copyMemory(address + to, address + to + shift, owned.entriesEnd() - to);
            owned.setEntriesEnd(owned.entriesEnd() + shift);
            final long table = address + owned.restartsOffset();
            for (int i = firstMoved; i < owned.restartCount(); i++) {
                final long slot = table + (long) RESTART_LENGTH * i;
                UnsafeApi.putInt(slot, UnsafeApi.getInt(slot) + shift);
            }
        }
        Bytes.write(scratch, 0, address + from, scratchLength);
    }

    private static void insertRestart(Segment owned, int index, int offset) {
        final long table = owned.address() + owned.restartsOffset();
        UnsafeApi.copyMemory(table, table - RESTART_LENGTH, (long) RESTART_LENGTH * index);
        owned.setRestartCount(owned.restartCount() + 1);
        UnsafeApi.putInt(table - RESTART_LENGTH + (long) RESTART_LENGTH * index, offset);
    }

    private static void removeRestart(Segment owned, int index) {
        final long table = owned.address() + owned.restartsOffset();
        UnsafeApi.copyMemory(table, table + RESTART_LENGTH, (long) RESTART_LENGTH * index);
        owned.setRestartCount(owned.restartCount() - 1);
    }

    /**
     * Returns what takes the place of a segment: what an edit has made of it, split where that is too long. The segment is
     * given up last, so that it is what it was if there is no memory.
     *
     * @param edited the segment itself where it was edited in place
     */
    private Segment replace(Segment segment, Segment edited, Edit edit, boolean appended) {
        final boolean tooLong = edited.usedBytes() > CAPACITY && edited.count() > 1;
        final Segment replacement = tooLong ? split(edited, edit, appended) : edited;
        if (edited != segment) {
            discard(segment, edit);
        }
        return replacement;
    }

    /** Splits a copy that is too long: in halves, or before the last entry where keys seem to arrive in order. */
    private Segment split(Segment full, Edit edit, boolean appended) {
        final List<Segment> parts = new ArrayList<>(2);
        boolean done = false;
        try {
            copyInto(parts, full, edit, appended);
            done = true;
        } finally {
            full.free();
            if (!done) {
                parts.forEach(Segment::free);
            }
        }
        edit.siblings = parts.subList(1, parts.size()).toArray(new TreeNode[0]);
        return parts.get(0);
    }

    private void copyInto(List<Segment> parts, Segment full, Edit edit, boolean appended) {
        final int target = appended ? CAPACITY : full.usedBytes() / 2;
        builder.reset();
        final SegmentCursor cursor = new SegmentCursor();
        cursor.wrap(full);
        while (cursor.advance()) {
            final long value = cursor.value();
            final byte[] key = cursor.key();
            if (builder.wouldOverflow(key, cursor.keyLength(), value, cursor.stamp())
                    || parts.isEmpty() && builder.usedBytes() >= target) {
                parts.add(builder.finish(appended ? 0 : CAPACITY, edit.generation));
            }
            builder.add(key, cursor.keyLength(), value, cursor.stamp());
        }
        parts.add(builder.finish(appended ? INITIAL_CAPACITY : CAPACITY, edit.generation));
    }

    private static void discard(Segment segment, Edit edit) {
        if (segment.isOwnedBy(edit.generation)) {
            segment.free();
        } else {
            edit.generation.noteReplaced(segment);
        }
    }

    private void appendEntry(Edit edit, int shared) {
        appendVarint(shared);
        appendVarint(edit.length - shared);
        appendVarint(valueOf(edit, edit.stamp, edit.variables));
        if (edit.stamp != 0) {
            appendVarint(edit.stamp);
        }
        final int suffixLength = edit.length - shared;
        reserve(suffixLength);
        System.arraycopy(edit.key, shared, scratch, scratchLength, suffixLength);
        scratchLength += suffixLength;
    }

    private void appendVarint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            scratch[scratchLength++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        scratch[scratchLength++] = (byte) rest;
    }

    private void append(long address, int length) {
        reserve(length);
        Bytes.read(address, scratch, scratchLength, length);
        scratchLength += length;
    }

    private void reserve(int bytes) {
        if (scratchLength + bytes > scratch.length) {
            scratch = Arrays.copyOf(scratch, Math.max(2 * scratch.length, scratchLength + bytes));
        }
    }
}
