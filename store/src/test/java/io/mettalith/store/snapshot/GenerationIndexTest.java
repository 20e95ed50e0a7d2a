package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.GenerationIndex.Extent;
import io.mettalith.store.snapshot.GenerationIndex.MapFacts;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GenerationIndexTest {
    private static final Path FILE = Path.of("0000000001.index");
    private static final MapFacts FACTS = new MapFacts(1L << 29, 14_000, 0xCAFEBABE, 12_345);

    /** Returns hashes that are often equal in their high half, and of either sign. */
    private static ContentHash hash(Random random) {
        return new ContentHash(random.nextBoolean() ? random.nextInt(3) - 1 : random.nextLong(), random.nextLong());
    }

    private static TreeMap<ContentHash, Extent> extents(Random random, int count) {
        final TreeMap<ContentHash, Extent> extents = new TreeMap<>();
        while (extents.size() < count) {
            extents.put(hash(random), new Extent(random.nextInt(1 << 29), random.nextInt(5_000)));
        }
        return extents;
    }

    private static GenerationIndex index(Optional<GenerationIndex> published, TreeMap<ContentHash, Extent> added) {
        return GenerationIndex.of(GenerationIndex.encode(published, added, FACTS), FILE);
    }

    @Test
    void findsWhatWasPutAndNothingElse() {
        final Random random = new Random(1);
        for (int count = 0; count < 200; count += 1 + count / 3) {
            final TreeMap<ContentHash, Extent> extents = extents(random, count);
            final GenerationIndex index = index(Optional.empty(), extents);
            assertThat(index.count()).isEqualTo(count);
            assertThat(index.map()).isEqualTo(FACTS);
            extents.forEach(
                    (hash, extent) -> assertThat(index.extent(index.find(hash))).isEqualTo(extent));
            for (int i = 0; i < 100; i++) {
                final ContentHash other = hash(random);
                assertThat(index.find(other) != GenerationIndex.ABSENT).isEqualTo(extents.containsKey(other));
            }
        }
    }

    @Test
    void replacementHasWhatBothHave() {
        final Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            final TreeMap<ContentHash, Extent> all = extents(random, random.nextInt(60));
            final GenerationIndex published = index(Optional.empty(), all);
            final TreeMap<ContentHash, Extent> added = extents(random, random.nextInt(20));
            all.forEach((hash, extent) -> {
                if (random.nextInt(10) == 0) {
                    added.put(hash, extent);
                }
            });
            all.putAll(added);
            final GenerationIndex both = index(Optional.of(published), added);
            assertThat(both.count()).isEqualTo(all.size());
            all.forEach(
                    (hash, extent) -> assertThat(both.extent(both.find(hash))).isEqualTo(extent));
        }
    }

    @Test
    void everyChangedByteIsRefused() {
        final Random random = new Random(3);
        final ByteBuffer bytes = GenerationIndex.encode(Optional.empty(), extents(random, 20), FACTS);
        for (int offset = 0; offset < bytes.limit(); offset++) {
            final ByteBuffer changed =
                    ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate()).flip();
            changed.put(offset, (byte) (changed.get(offset) ^ 1 << random.nextInt(8)));
            assertThatThrownBy(() -> GenerationIndex.of(changed, FILE))
                    .as("offset %d", offset)
                    .isInstanceOf(StoreDamagedException.class)
                    .hasMessageContaining("path=" + FILE);
        }
    }

    @Test
    void everyOtherLengthIsRefused() {
        final ByteBuffer bytes = GenerationIndex.encode(Optional.empty(), extents(new Random(4), 3), FACTS);
        for (int length = 0; length < bytes.limit(); length++) {
            final ByteBuffer cut = bytes.duplicate().limit(length).slice();
            assertThatThrownBy(() -> GenerationIndex.of(cut, FILE)).isInstanceOf(StoreDamagedException.class);
        }
    }

    @Test
    void laterLayoutIsRefused() {
        final ByteBuffer bytes = GenerationIndex.encode(Optional.empty(), extents(new Random(5), 3), FACTS);
        bytes.putInt(IndexDescriptor.VERSION_OFFSET, 2);
        final int from = IndexDescriptor.VERSION_OFFSET;
        bytes.putInt(IndexDescriptor.CHECKSUM_OFFSET, Checksum.of(bytes, from, bytes.limit() - from));
        assertThatThrownBy(() -> GenerationIndex.of(bytes, FILE)).isInstanceOf(StoreTooNewException.class);
    }
}
