package io.mettalith.store.disk;

import static io.mettalith.store.environment.SnapshotDescriptor.MAX_HEIGHT;

import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.AtomCount;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads the fields of a stored record, whose lengths are to be checked first. Messages name the record by its kind and
 * hash. Not thread-safe.
 */
public final class RecordReader {
    private final String kind;
    private final ContentHash hash;
    private final ByteBuffer bytes;

    /**
     * Reads from bytes that nobody changes.
     *
     * @param kind of the record, for messages: "snapshot" or "indexes"
     * @param hash that the record is stored under
     */
    public RecordReader(String kind, ContentHash hash, byte[] record) {
        this.kind = kind;
        this.hash = hash;
        this.bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Checks what every record begins with, the magic and the version.
     *
     * @throws StoreDamagedException if the record is shorter than {@code headerLength} or begins otherwise
     * @throws StoreTooNewException if it has another version
     */
    public void checkHeader(int headerLength, int magic, int version) {
        check("lengthBytes", length() >= headerLength, ">=" + headerLength, length());
        final int actualMagic = intAt(0);
        check("magic", actualMagic == magic, Integer.toHexString(magic), Integer.toHexString(actualMagic));
        final int actualVersion = intAt(Integer.BYTES);
        if (actualVersion != version) {
            throw new StoreTooNewException(kind + " of another layout: " + kind + "=" + hash + ", version="
                    + actualVersion + ", newestVersion=" + version + "; read it with a later release");
        }
    }

    /** Checks that the record has room for just {@code count} parts after its header, and at least one. */
    public void checkCount(String parts, int count, int headerLength, int partLength) {
        final long expected = headerLength + (long) partLength * count;
        check("lengthBytes", length() == expected, expected, length());
        check(parts, count > 0, ">0", count);
    }

    /**
     * Refuses a field whose bounds do not hold.
     *
     * @throws StoreDamagedException if {@code holds} is false
     */
    public void check(String field, boolean holds, Object expected, Object actual) {
        if (!holds) {
            throw new StoreDamagedException(
                    kind + " record field out of place: " + kind + "=" + hash + ", field=" + field + ", expected="
                            + expected + ", actual=" + actual + "; restore segments/ from a copy",
                    field,
                    expected,
                    actual);
        }
    }

    public int length() {
        return bytes.limit();
    }

    public int intAt(int offset) {
        return bytes.getInt(offset);
    }

    public long longAt(int offset) {
        return bytes.getLong(offset);
    }

    public ContentHash hashAt(int offset) {
        return ContentHash.fromBytes(bytes.array(), offset);
    }

    public SpaceId spaceIdAt(int offset) {
        return new SpaceId(longAt(offset), longAt(offset + Long.BYTES));
    }

    /**
     * Returns a tree's root, height, atoms, entries and variable entries, which follow each other from {@code offset} on.
     *
     * @throws StoreDamagedException if they cannot be those of one tree
     */
    public TreeSummary treeAt(int offset) {
        final int heightOffset = offset + ContentHash.LENGTH;
        final int height = intAt(heightOffset);
        final long atoms = longAt(heightOffset + Integer.BYTES);
        final long entries = longAt(heightOffset + Integer.BYTES + Long.BYTES);
        final long variableEntries = longAt(heightOffset + Integer.BYTES + 2 * Long.BYTES);
        check("height", height >= 0 && height <= MAX_HEIGHT, "0.." + MAX_HEIGHT, height);
        check("atoms", AtomCount.fits(atoms), "0.." + AtomCount.MAX, atoms);
        check("entries", entries >= 0 && entries <= atoms, "0.." + atoms, entries);
        check("variableEntries", variableEntries >= 0 && variableEntries <= entries, "0.." + entries, variableEntries);
        return new TreeSummary(hashAt(offset), height, atoms, entries, variableEntries);
    }
}
