package io.mettalith.store.snapshot;

import static io.mettalith.store.environment.SnapshotDescriptor.COUNT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.HEADER_LENGTH;
import static io.mettalith.store.environment.SnapshotDescriptor.MAGIC;
import static io.mettalith.store.environment.SnapshotDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.MAX_HEIGHT;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ATOMS_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ENTRIES_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_HEIGHT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ID_HIGH_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ID_LOW_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_LENGTH;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_NEXT_STAMP_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ROOT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_VARIABLE_ENTRIES_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.VERSION;
import static io.mettalith.store.environment.SnapshotDescriptor.VERSION_OFFSET;

import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link SnapshotDescriptor} lays out; {@link EnvironmentSummary#toBytes()} writes it. */
final class SnapshotCodec {
    private SnapshotCodec() {}

    /**
     * Returns what a record says.
     *
     * @param id of the snapshot, for messages
     * @throws StoreDamagedException if the bytes are no such record
     * @throws StoreTooNewException if they have a later layout
     */
    static EnvironmentSummary decode(byte[] record, ContentHash id) {
        final ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        check(id, "lengthBytes", record.length >= HEADER_LENGTH, ">=" + HEADER_LENGTH, record.length);
        final int magic = bytes.getInt(MAGIC_OFFSET);
        check(id, "magic", magic == MAGIC, Integer.toHexString(MAGIC), Integer.toHexString(magic));
        final int version = bytes.getInt(VERSION_OFFSET);
        if (version != VERSION) {
            throw new StoreTooNewException("snapshot of another layout: snapshot=" + id + ", version=" + version
                    + ", newestVersion=" + VERSION + "; read it with a later release");
        }
        final int count = bytes.getInt(COUNT_OFFSET);
        final long length = HEADER_LENGTH + (long) SPACE_LENGTH * count;
        check(id, "lengthBytes", record.length == length, length, record.length);
        check(id, "spaces", count > 0, ">0", count);
        final List<SpaceSummary> spaces = new ArrayList<>(count);
        for (int at = HEADER_LENGTH; at < record.length; at += SPACE_LENGTH) {
            spaces.add(decode(bytes, at, id));
        }
        check(
                id,
                "firstSpace",
                spaces.get(0).id().equals(SpaceId.MAIN),
                SpaceId.MAIN,
                spaces.get(0).id());
        return new EnvironmentSummary(spaces);
    }

    private static SpaceSummary decode(ByteBuffer bytes, int at, ContentHash id) {
        final byte[] root = new byte[ContentHash.LENGTH];
        bytes.get(at + SPACE_ROOT_OFFSET, root);
        final int height = bytes.getInt(at + SPACE_HEIGHT_OFFSET);
        final long atoms = bytes.getLong(at + SPACE_ATOMS_OFFSET);
        final long entries = bytes.getLong(at + SPACE_ENTRIES_OFFSET);
        final long variableEntries = bytes.getLong(at + SPACE_VARIABLE_ENTRIES_OFFSET);
        final long nextStamp = bytes.getLong(at + SPACE_NEXT_STAMP_OFFSET);
        check(id, "height", height >= 0 && height <= MAX_HEIGHT, "0.." + MAX_HEIGHT, height);
        check(id, "entries", entries >= 0 && entries <= atoms, "0.." + atoms, entries);
        check(
                id,
                "variableEntries",
                variableEntries >= 0 && variableEntries <= entries,
                "0.." + entries,
                variableEntries);
        check(id, "nextStamp", nextStamp > 0, ">0", nextStamp);
        return new SpaceSummary(
                new SpaceId(bytes.getLong(at + SPACE_ID_HIGH_OFFSET), bytes.getLong(at + SPACE_ID_LOW_OFFSET)),
                new TreeSummary(ContentHash.fromBytes(root, 0), height, atoms, entries, variableEntries),
                nextStamp);
    }

    private static void check(ContentHash id, String field, boolean holds, Object expected, Object actual) {
        if (!holds) {
            throw new StoreDamagedException("snapshot record field out of place: snapshot=" + id + ", field=" + field
                    + ", expected=" + expected + ", actual=" + actual + "; restore segments/ from a copy");
        }
    }
}
