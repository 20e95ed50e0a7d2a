package io.mettalith.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IndexPartTest {
    static final Path FILE = Path.of("0000000001-0000000001.index");
    static final MapFacts FACTS = new MapFacts(1L << 29, 14_000, 0xCAFEBABE, 12_345);

    /** Returns hashes that are often equal in their high half, and of either sign. */
    private static ContentHash hash(Random random) {
        return new ContentHash(random.nextBoolean() ? random.nextInt(3) - 1 : random.nextLong(), random.nextLong());
    }

    static TreeMap<ContentHash, Extent> extents(Random random, int count) {
        final TreeMap<ContentHash, Extent> extents = new TreeMap<>();
        while (extents.size() < count) {
            extents.put(hash(random), new Extent(random.nextInt(1 << 29), random.nextInt(5_000)));
        }
        return extents;
    }

    static IndexPart part(List<IndexPart> covered, TreeMap<ContentHash, Extent> added, int firstCovered) {
        final ByteBuffer bytes = IndexPartWriter.encode(covered, added, firstCovered, 77, FACTS);
        final IndexPart part = IndexPart.of(bytes, FILE);
        part.verify();
        return part;
    }

    private static void assertHolds(IndexPart part, TreeMap<ContentHash, Extent> extents) {
        assertThat(part.count()).isEqualTo(extents.size());
        extents.forEach(
                (hash, extent) -> assertThat(part.extent(part.find(hash))).isEqualTo(extent));
    }

    @Test
    void findsWhatWasPutAndNothingElse() {
        final Random random = new Random(1);
        for (int count = 0; count < 2_000; count += 1 + count / 3) {
            final TreeMap<ContentHash, Extent> extents = extents(random, count);
            final IndexPart part = part(List.of(), extents, 1);
            assertHolds(part, extents);
            assertThat(part.map()).isEqualTo(FACTS);
            assertThat(part.published()).isEqualTo(77);
            for (int i = 0; i < 100; i++) {
                final ContentHash other = hash(random);
                assertThat(part.find(other) != IndexPart.ABSENT).isEqualTo(extents.containsKey(other));
            }
        }
    }

    @Test
    void partHasWhatAllThatItCoversHave() {
        final Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            final TreeMap<ContentHash, Extent> all = new TreeMap<>();
            final List<IndexPart> covered = new ArrayList<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                covered.add(part(List.of(), partOf(random, all), 1));
            }
            final IndexPart both = part(covered, partOf(random, all), 3);
            assertHolds(both, all);
            assertThat(both.firstCovered()).isEqualTo(3);
        }
    }

    /** Returns some extents, new ones and some of those before, and adds the new ones to all. */
    private static TreeMap<ContentHash, Extent> partOf(Random random, TreeMap<ContentHash, Extent> all) {
        final TreeMap<ContentHash, Extent> some = extents(random, random.nextInt(200));
        some.putAll(all.headMap(hash(random)));
        some.replaceAll((hash, extent) -> all.getOrDefault(hash, extent));
        all.putAll(some);
        return some;
    }

    @Test
    void everyChangedByteIsRefusedBeforeItMatters() {
        final Random random = new Random(3);
        final TreeMap<ContentHash, Extent> extents = extents(random, 300);
        final ByteBuffer bytes = IndexPartWriter.encode(List.of(), extents, 1, 300, FACTS);
        for (int offset = 0; offset < bytes.limit(); offset++) {
            final ByteBuffer changed =
                    ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate()).flip();
            changed.put(offset, (byte) (changed.get(offset) ^ 1 << random.nextInt(8)));
            assertThatThrownBy(() ->
                            extents.forEach((hash, extent) -> assertFound(IndexPart.of(changed, FILE), hash, extent)))
                    .as("offset %d", offset)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("path=" + FILE);
        }
    }

    private static void assertFound(IndexPart part, ContentHash hash, Extent extent) {
        assertThat(part.extent(part.find(hash))).isEqualTo(extent);
    }

    @Test
    void damagedBlockIsNamedAndTheOthersAreRead() {
        final TreeMap<ContentHash, Extent> extents = extents(new Random(4), 1_000);
        final ByteBuffer bytes = IndexPartWriter.encode(List.of(), extents, 1, 1_000, FACTS);
        bytes.put(bytes.limit() - 1, (byte) ~bytes.get(bytes.limit() - 1));
        final IndexPart part = IndexPart.of(bytes, FILE);
        assertFound(part, extents.firstKey(), extents.firstEntry().getValue());
        assertThatThrownBy(() -> part.find(extents.lastKey()))
                .isInstanceOf(StoreDamagedException.class)
                .hasMessageContaining("field=block7Crc32c, expected=");
        assertThatThrownBy(part::verify).isInstanceOf(StoreDamagedException.class);
    }

    @Test
    void everyOtherLengthIsRefused() {
        final ByteBuffer bytes = IndexPartWriter.encode(List.of(), extents(new Random(4), 3), 1, 3, FACTS);
        for (int length = 0; length < bytes.limit(); length++) {
            final ByteBuffer cut = bytes.duplicate().limit(length).slice();
            assertThatThrownBy(() -> IndexPart.of(cut, FILE)).isInstanceOf(StoreDamagedException.class);
        }
    }

    @Test
    void laterLayoutIsRefused() {
        final ByteBuffer bytes = IndexPartWriter.encode(List.of(), extents(new Random(5), 3), 1, 3, FACTS)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(IndexDescriptor.VERSION_OFFSET, IndexDescriptor.VERSION + 1);
        assertThatThrownBy(() -> IndexPart.of(bytes, FILE)).isInstanceOf(StoreTooNewException.class);
    }
}
