package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.segment.ContentHash;
import org.junit.jupiter.api.Tag;

/** Any bytes are the one record of a snapshot, or refused by {@link StoreException}. */
@Tag("fuzz")
class SnapshotRecordFuzzTest {
    private static final ContentHash ID = new ContentHash(1, 2);

    @FuzzTest(maxDuration = "60s")
    void bytesAreARecordOrRefused(byte[] bytes) {
        final EnvironmentSummary summary;
        try {
            summary = SnapshotCodec.decode(bytes, ID);
        } catch (final StoreException refused) {
            assertThat(refused).hasMessageContaining(ID.toHex());
            return;
        }
        assertThat(summary.toBytes()).isEqualTo(bytes);
    }
}
