package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StoreTooNewException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {
    private static final ContentHash ID = new ContentHash(1, 2);

    private static EnvironmentSummary summary(Random random) {
        final List<SpaceSummary> spaces = new ArrayList<>();
        spaces.add(new SpaceSummary(SpaceId.MAIN, TreeSummary.EMPTY, 1));
        for (int i = random.nextInt(4); i > 0; i--) {
            final long entries = random.nextInt(1 << 30);
            final TreeSummary tree = new TreeSummary(
                    new ContentHash(random.nextLong(), random.nextLong()),
                    random.nextInt(32),
                    entries + random.nextInt(100),
                    entries,
                    entries / 2);
            spaces.add(new SpaceSummary(
                    new SpaceId(random.nextLong(), random.nextLong()), tree, Long.MAX_VALUE - random.nextInt(1_000)));
        }
        return new EnvironmentSummary(spaces);
    }

    @Test
    void decodesWhatItEncoded() {
        for (int seed = 0; seed < 100; seed++) {
            final EnvironmentSummary summary = summary(new Random(seed));
            assertThat(SnapshotCodec.decode(summary.toBytes(), ID))
                    .as("seed %d", seed)
                    .isEqualTo(summary);
        }
    }

    @Test
    void layoutIsAsDescribed() {
        final byte[] record =
                new EnvironmentSummary(List.of(new SpaceSummary(SpaceId.MAIN, TreeSummary.EMPTY, 5))).toBytes();
        assertThat(record).hasSize(12 + 68);
        assertThat(Arrays.copyOf(record, 12)).containsExactly('M', 'S', 'N', 'P', 1, 0, 0, 0, 1, 0, 0, 0);
        assertThat(record[12 + 60]).isEqualTo((byte) 5);
    }

    @Test
    void refusesOtherLengths() {
        final byte[] record = summary(new Random(3)).toBytes();
        for (int length = 0; length < record.length; length++) {
            final byte[] cut = Arrays.copyOf(record, length);
            assertThatThrownBy(() -> SnapshotCodec.decode(cut, ID)).isInstanceOf(StoreDamagedException.class);
        }
        final byte[] longer = Arrays.copyOf(record, record.length + 1);
        assertThatThrownBy(() -> SnapshotCodec.decode(longer, ID))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("snapshot record field out of place: snapshot=" + ID + ", field=lengthBytes");
    }

    @Test
    void refusesALaterLayout() {
        final byte[] record = summary(new Random(3)).toBytes();
        record[SnapshotDescriptor.VERSION_OFFSET]++;
        assertThatThrownBy(() -> SnapshotCodec.decode(record, ID))
                .isInstanceOf(StoreTooNewException.class)
                .hasMessageContaining("version=2, newestVersion=1");
    }

    @Test
    void changedBytesGiveASummaryOrATypedException() {
        final Random random = new Random(4);
        final byte[] record = summary(random).toBytes();
        for (int i = 0; i < 5_000; i++) {
            final byte[] changed = record.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                assertThat(SnapshotCodec.decode(changed, ID).spaces()).isNotEmpty();
            } catch (final StoreException e) {
                assertThat(e).hasMessageContaining("snapshot=" + ID);
            }
        }
    }
}
