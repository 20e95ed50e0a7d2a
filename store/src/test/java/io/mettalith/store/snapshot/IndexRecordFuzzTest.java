package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Any bytes are the one record of a snapshot's argument indexes, or refused by {@link StoreException}. */
@Tag("fuzz")
class IndexRecordFuzzTest {
    private static final ContentHash HASH = new ContentHash(1, 2);
    private static final TreeSummary TREE = new TreeSummary(new ContentHash(3, 4), 1, 200, 100, 50);
    private static final EnvironmentSummary CONTENTS = new EnvironmentSummary(
            List.of(new SpaceSummary(SpaceId.MAIN, TREE, 1), new SpaceSummary(new SpaceId(-7, 5), TREE, 1)));

    @FuzzTest(maxDuration = "60s")
    void bytesAreARecordOrRefused(byte[] bytes) {
        final byte[] record = ofContents(bytes);
        final EnvironmentSummary summary;
        try {
            summary = ArgumentIndexesCodec.decode(record, HASH, CONTENTS);
        } catch (final StoreException refused) {
            assertThat(refused).hasMessageContaining(HASH.toHex());
            return;
        }
        assertThat(ArgumentIndexesCodec.encode(summary)).isEqualTo(record);
    }

    /** Lets the record be one of the snapshot, which no fuzzer guesses. */
    private static byte[] ofContents(byte[] bytes) {
        final byte[] record = bytes.clone();
        if (record.length >= ArgumentIndexesDescriptor.HEADER_LENGTH) {
            ByteBuffer.wrap(record)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(
                            ArgumentIndexesDescriptor.SNAPSHOT_OFFSET,
                            CONTENTS.id().toBytes());
        }
        return record;
    }
}
