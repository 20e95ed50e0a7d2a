package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StoreTooNewException;
import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.IndexSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.TreeSummary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ArgumentIndexesCodecTest {
    private static final ContentHash HASH = new ContentHash(1, 2);
    private static final SpaceId OTHER = new SpaceId(-7, 5);
    private static final int FIRST = ArgumentIndexesDescriptor.HEADER_LENGTH;
    private static final int SECOND = FIRST + ArgumentIndexesDescriptor.INDEX_LENGTH;
    private static final int THIRD = SECOND + ArgumentIndexesDescriptor.INDEX_LENGTH;

    private static TreeSummary tree(Random random, long most) {
        final long entries = random.nextLong(most + 1);
        return new TreeSummary(
                new ContentHash(random.nextLong(), random.nextLong()),
                random.nextInt(32),
                entries,
                entries,
                entries / 2);
    }

    private static EnvironmentSummary summary(Random random) {
        final List<SpaceSummary> spaces = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            final TreeSummary tree = new TreeSummary(
                    new ContentHash(random.nextLong(), random.nextLong()), 3, 2_000_000, 1_000_000, 500_000);
            final List<IndexSummary> indexes = new ArrayList<>();
            for (int size = 2; size < 5; size++) {
                if (i == 0 || random.nextBoolean()) {
                    final IndexKey key = new IndexKey(size, 1 + random.nextInt(size - 1));
                    indexes.add(new IndexSummary(key, tree(random, 1_000_000)));
                }
            }
            final SpaceId id = i == 0 ? SpaceId.MAIN : new SpaceId(random.nextLong(), i);
            spaces.add(new SpaceSummary(id, tree, 1, indexes));
        }
        return new EnvironmentSummary(spaces);
    }

    /** Two indexes of the main space, by (2, 1) and (3, 2), and one of another, by (2, 1). */
    private static EnvironmentSummary three() {
        final TreeSummary space = new TreeSummary(new ContentHash(3, 4), 1, 200, 100, 50);
        final TreeSummary index = new TreeSummary(new ContentHash(5, 6), 0, 20, 10, 5);
        final IndexSummary first = new IndexSummary(new IndexKey(2, 1), index);
        final IndexSummary second = new IndexSummary(new IndexKey(3, 2), index);
        return new EnvironmentSummary(List.of(
                new SpaceSummary(SpaceId.MAIN, space, 1, List.of(second, first)),
                new SpaceSummary(OTHER, space, 1, List.of(first))));
    }

    private static EnvironmentSummary withoutIndexes(EnvironmentSummary summary) {
        return new EnvironmentSummary(summary.spaces().stream()
                .map(space -> space.withIndexes(List.of()))
                .toList());
    }

    @Test
    void decodesWhatItEncoded() {
        for (int seed = 0; seed < 200; seed++) {
            final EnvironmentSummary summary = summary(new Random(seed));
            final byte[] record = ArgumentIndexesCodec.encode(summary);
            assertThat(ArgumentIndexesCodec.decode(record, HASH, withoutIndexes(summary)))
                    .as("seed %d", seed)
                    .isEqualTo(summary);
        }
    }

    @Test
    void idAndRecordOfASnapshotLeaveIndexesOut() {
        final EnvironmentSummary summary = three();
        assertThat(summary.id()).isEqualTo(withoutIndexes(summary).id());
        assertThat(summary.toBytes()).isEqualTo(withoutIndexes(summary).toBytes());
    }

    @Test
    void layoutIsAsDescribed() {
        final byte[] record = ArgumentIndexesCodec.encode(three());
        assertThat(record).hasSize(28 + 3 * 68);
        assertThat(Arrays.copyOf(record, 8)).containsExactly('M', 'A', 'R', 'G', 1, 0, 0, 0);
        assertThat(Arrays.copyOfRange(record, 8, 24)).isEqualTo(three().id().toBytes());
        assertThat(Arrays.copyOfRange(record, 24, 28)).containsExactly(3, 0, 0, 0);
        final ByteBuffer bytes = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        final int third = 28 + 2 * 68;
        assertThat(bytes.getLong(third)).isEqualTo(-7);
        assertThat(bytes.getLong(third + 8)).isEqualTo(5);
        assertThat(bytes.getInt(third + 16)).isEqualTo(2);
        assertThat(bytes.getInt(third + 20)).isEqualTo(1);
        assertThat(ContentHash.fromBytes(record, third + 24)).isEqualTo(new ContentHash(5, 6));
        assertThat(bytes.getInt(third + 40)).isZero();
        assertThat(bytes.getLong(third + 44)).isEqualTo(20);
        assertThat(bytes.getLong(third + 52)).isEqualTo(10);
        assertThat(bytes.getLong(third + 60)).isEqualTo(5);
    }

    private static void assertRefused(String field, Consumer<ByteBuffer> damage) {
        final byte[] record = ArgumentIndexesCodec.encode(three());
        damage.accept(ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> ArgumentIndexesCodec.decode(record, HASH, three()))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("indexes record field out of place: indexes=" + HASH + ", field=" + field + ",")
                .hasMessageContaining("restore segments/ from a copy");
    }

    @Test
    void everyFieldHasItsBounds() {
        assertRefused("magic", bytes -> bytes.put(0, (byte) 'm'));
        assertRefused("lengthBytes", bytes -> bytes.putInt(ArgumentIndexesDescriptor.COUNT_OFFSET, 2));
        assertRefused("lengthBytes", bytes -> bytes.putInt(ArgumentIndexesDescriptor.COUNT_OFFSET, -1));
        assertRefused("snapshot", bytes -> bytes.putLong(ArgumentIndexesDescriptor.SNAPSHOT_OFFSET, 0));
        assertRefused("size", bytes -> bytes.putInt(FIRST + ArgumentIndexesDescriptor.SIZE_OFFSET, 1));
        assertRefused("size", bytes -> bytes.putInt(FIRST + ArgumentIndexesDescriptor.SIZE_OFFSET, -3));
        assertRefused("position", bytes -> bytes.putInt(FIRST + ArgumentIndexesDescriptor.POSITION_OFFSET, 0));
        assertRefused("position", bytes -> bytes.putInt(FIRST + ArgumentIndexesDescriptor.POSITION_OFFSET, 2));
        assertRefused("height", bytes -> bytes.putInt(SECOND + ArgumentIndexesDescriptor.HEIGHT_OFFSET, 32));
        assertRefused("height", bytes -> bytes.putInt(SECOND + ArgumentIndexesDescriptor.HEIGHT_OFFSET, -1));
        assertRefused("atoms", bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.ATOMS_OFFSET, 201));
        assertRefused("entries", bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.ATOMS_OFFSET, 9));
        assertRefused("entries", bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.ENTRIES_OFFSET, -1));
        assertRefused(
                "entries",
                bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.ATOMS_OFFSET, 200)
                        .putLong(THIRD + ArgumentIndexesDescriptor.ENTRIES_OFFSET, 101));
        assertRefused(
                "variableEntries",
                bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.VARIABLE_ENTRIES_OFFSET, 11));
        assertRefused(
                "variableEntries",
                bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.ATOMS_OFFSET, 200)
                        .putLong(THIRD + ArgumentIndexesDescriptor.ENTRIES_OFFSET, 90)
                        .putLong(THIRD + ArgumentIndexesDescriptor.VARIABLE_ENTRIES_OFFSET, 51));
    }

    @Test
    void indexesAreInOrderAndOfSpacesThatThereAre() {
        assertRefused(
                "order",
                bytes -> bytes.putInt(SECOND + ArgumentIndexesDescriptor.SIZE_OFFSET, 2)
                        .putInt(SECOND + ArgumentIndexesDescriptor.POSITION_OFFSET, 1));
        assertRefused("order", bytes -> bytes.putInt(FIRST + ArgumentIndexesDescriptor.SIZE_OFFSET, 9));
        assertRefused("space", bytes -> bytes.putLong(THIRD + ArgumentIndexesDescriptor.SPACE_ID_LOW_OFFSET, 6));
        assertRefused(
                "space",
                bytes -> bytes.putLong(FIRST + ArgumentIndexesDescriptor.SPACE_ID_HIGH_OFFSET, -7)
                        .putLong(FIRST + ArgumentIndexesDescriptor.SPACE_ID_LOW_OFFSET, 5));
    }

    @Test
    void refusesRecordsWithoutIndexes() {
        final byte[] record = ArgumentIndexesCodec.encode(withoutIndexes(three()));
        assertThatThrownBy(() -> ArgumentIndexesCodec.decode(record, HASH, three()))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("field=indexes, expected=>0, actual=0");
    }

    @Test
    void refusesOtherLengths() {
        final byte[] record = ArgumentIndexesCodec.encode(three());
        for (int length = 0; length <= record.length + 1; length++) {
            final byte[] cut = Arrays.copyOf(record, length);
            if (length != record.length) {
                assertThatThrownBy(() -> ArgumentIndexesCodec.decode(cut, HASH, three()))
                        .isInstanceOf(StoreDamagedException.class)
                        .hasMessageContaining("field=lengthBytes");
            }
        }
    }

    @Test
    void refusesALaterLayout() {
        final byte[] record = ArgumentIndexesCodec.encode(three());
        record[ArgumentIndexesDescriptor.VERSION_OFFSET]++;
        assertThatThrownBy(() -> ArgumentIndexesCodec.decode(record, HASH, three()))
                .isInstanceOf(StoreTooNewException.class)
                .hasMessageContaining("indexes of another layout: indexes=" + HASH + ", version=2, newestVersion=1");
    }

    @Test
    void changedBytesGiveASummaryOrATypedException() {
        final Random random = new Random(4);
        final EnvironmentSummary summary = summary(random);
        final byte[] record = ArgumentIndexesCodec.encode(summary);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            final byte[] changed = record.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            try {
                assertThat(ArgumentIndexesCodec.decode(changed, HASH, summary).id())
                        .isEqualTo(summary.id());
            } catch (final StoreException e) {
                assertThat(e).hasMessageContaining("indexes=" + HASH);
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }
}
