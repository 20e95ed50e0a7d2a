package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomSkipper;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * How state cells and token bindings are written as atoms of a space of their own, so that they fork, unite and persist
 * like everything else: {@code (state <handle> value)} and {@code (token "name" value)}, one entry per cell.
 */
final class Registry {
    private static final byte[] STATES = bytes(new AtomWriter().expression(3).symbol("state"));
    private static final byte[] TOKENS = bytes(new AtomWriter().expression(3).symbol("token"));

    private Registry() {}

    /** Returns the bytes that the entry of a state begins with. */
    static byte[] stateCell(StateId id) {
        return bytes(new AtomWriter().expression(3).symbol("state").state(id.high(), id.low()));
    }

    /** Returns the bytes that the entry of a token begins with. */
    static byte[] tokenCell(String name) {
        return bytes(new AtomWriter().expression(3).symbol("token").string(name));
    }

    /** Returns the bytes that the entries of all tokens begin with. */
    static byte[] tokens() {
        return TOKENS.clone();
    }

    /** Returns the bytes that the entries of all states begin with. */
    static byte[] states() {
        return STATES.clone();
    }

    /** Returns the entry of a cell with a value. */
    static byte[] entry(byte[] cell, AtomCode value) {
        final byte[] entry = Arrays.copyOf(cell, cell.length + value.length());
        value.copyTo(entry, cell.length);
        return entry;
    }

    /** Reports whether an atom's code is that of an entry: a state's or a token's name, and a value. */
    static boolean isEntry(byte[] code, int length) {
        return isNamedBy(AtomDescriptor.STATE, STATES, code, length)
                || isNamedBy(AtomDescriptor.STRING, TOKENS, code, length);
    }

    private static boolean isNamedBy(int tag, byte[] prefix, byte[] code, int length) {
        return length > prefix.length
                && Arrays.equals(prefix, 0, prefix.length, code, 0, prefix.length)
                && code[prefix.length] == tag;
    }

    /** Reports whether two entries are of the same cell. */
    static boolean isSameCell(byte[] left, byte[] right) {
        final int length = cellLength(left);
        return length == cellLength(right) && Arrays.equals(left, 0, length, right, 0, length);
    }

    /** Returns how many leading bytes of an entry name its cell. */
    static int cellLength(byte[] entry) {
        final UnsafeBuffer buffer = new UnsafeBuffer(entry);
        final int head = AtomSkipper.skip(buffer, 1, entry.length);
        return AtomSkipper.skip(buffer, head, entry.length);
    }

    /** Returns the value of an entry. */
    static AtomCode value(byte[] entry, int cellLength) {
        return AtomCode.copyOf(entry, cellLength, entry.length - cellLength);
    }

    static boolean hasVariables(byte[] entry) {
        return !AtomCode.copyOf(entry, 0, entry.length).ground();
    }

    /** Reports whether a cell has one value, once, and it is the one given; where there is no registry, it has none. */
    static boolean isSetTo(SpaceState registry, byte[] cell, AtomCode value) {
        if (registry == null) {
            return false;
        }
        final byte[] entry = entry(cell, value);
        return registry.tree.countOf(entry, entry.length) == 1
                && registry.tree.entriesWithPrefix(cell, cell.length) == 1;
    }

    /** Makes {@code value} the one value of a cell. */
    static void set(SpaceState registry, byte[] cell, AtomCode value) {
        for (final byte[] old : entries(registry.tree, cell, cell.length)) {
            registry.adjust(old, old.length, hasVariables(old), -1);
        }
        final byte[] entry = entry(cell, value);
        registry.adjust(entry, entry.length, !value.ground(), 1);
    }

    /** Returns the entries that begin with the first {@code length} bytes of {@code cell}. */
    static List<byte[]> entries(SegmentTree registry, byte[] cell, int length) {
        final TreeCursor cursor = registry.cursor();
        cursor.seek(cell, length);
        final List<byte[]> entries = new ArrayList<>(1);
        while (cursor.advance()) {
            entries.add(Arrays.copyOf(cursor.key(), cursor.keyLength()));
        }
        return entries;
    }

    static UnionReport.Conflict conflict(byte[] left, byte[] right, int cellLength) {
        final UnsafeBuffer buffer = new UnsafeBuffer(left);
        final int head = AtomSkipper.skip(buffer, 1, left.length);
        final String cell = AtomCode.copyOf(left, head, cellLength - head).toString();
        return new UnionReport.Conflict(
                cell,
                value(left, cellLength).toString(),
                value(right, cellLength).toString());
    }

    private static byte[] bytes(AtomWriter writer) {
        return Arrays.copyOf(writer.array(), writer.length());
    }
}
