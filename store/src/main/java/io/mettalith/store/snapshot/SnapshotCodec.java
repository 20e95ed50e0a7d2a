package io.mettalith.store.snapshot;

import static io.mettalith.store.environment.SnapshotDescriptor.COUNT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.HEADER_LENGTH;
import static io.mettalith.store.environment.SnapshotDescriptor.MAGIC;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ID_HIGH_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_LENGTH;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_NEXT_STAMP_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.SPACE_ROOT_OFFSET;
import static io.mettalith.store.environment.SnapshotDescriptor.VERSION;

import io.mettalith.store.disk.RecordReader;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreTooNewException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link SnapshotDescriptor} lays out; {@link EnvironmentSummary#toBytes()} writes it. */
public final class SnapshotCodec {
    private SnapshotCodec() {}

    /**
     * Returns what a record says.
     *
     * @param id of the snapshot, for messages
     * @throws StoreDamagedException if the bytes are no such record
     * @throws StoreTooNewException if they have a later layout
     */
    public static EnvironmentSummary decode(byte[] record, ContentHash id) {
        final RecordReader reader = new RecordReader("snapshot", id, record);
        reader.checkHeader(HEADER_LENGTH, MAGIC, VERSION);
        final int count = reader.intAt(COUNT_OFFSET);
        reader.checkCount("spaces", count, HEADER_LENGTH, SPACE_LENGTH);
        final List<SpaceSummary> spaces = new ArrayList<>(count);
        for (int at = HEADER_LENGTH; at < record.length; at += SPACE_LENGTH) {
            spaces.add(decode(reader, at));
        }
        final SpaceId first = spaces.get(0).id();
        reader.check("firstSpace", first.equals(SpaceId.MAIN), SpaceId.MAIN, first);
        return new EnvironmentSummary(spaces);
    }

    private static SpaceSummary decode(RecordReader reader, int at) {
        final long nextStamp = reader.longAt(at + SPACE_NEXT_STAMP_OFFSET);
        reader.check("nextStamp", nextStamp > 0, ">0", nextStamp);
        return new SpaceSummary(
                reader.spaceIdAt(at + SPACE_ID_HIGH_OFFSET), reader.treeAt(at + SPACE_ROOT_OFFSET), nextStamp);
    }
}
