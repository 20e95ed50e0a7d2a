package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes are a segment whose keys a cursor finds one after the other and by a search, or refused by {@link
 * SegmentDamagedException}. What stands before and behind them changes nothing.
 */
@Tag("fuzz")
class SegmentFuzzTest {
    private static final ContentHash HASH = new ContentHash(1, 2);

    @FuzzTest(maxDuration = "60s")
    void bytesAreASegmentOrRefused(byte[] bytes) {
        final List<String> read = OffHeap.between((byte) 0, bytes, address -> read(address, bytes.length));
        assertThat(OffHeap.<List<String>>between((byte) 0xFF, bytes, address -> read(address, bytes.length)))
                .isEqualTo(read);
    }

    private static List<String> read(long address, int length) {
        try {
            SegmentVerifier.verify(address, length, SegmentDescriptor.KIND_ATOMS);
        } catch (final SegmentDamagedException refused) {
            return List.of(refused.getMessage());
        }
        final Segment segment = Segment.sealed(address, HASH, HASH);
        final List<byte[]> keys = keys(segment);
        assertThat(keys).hasSize(segment.count());
        keys.forEach(key -> assertThat(find(segment, key)).isEqualTo(key));
        return keys.stream().map(HexFormat.of()::formatHex).toList();
    }

    private static List<byte[]> keys(Segment segment) {
        final List<byte[]> keys = new ArrayList<>();
        final SegmentCursor cursor = new SegmentCursor();
        cursor.wrap(segment);
        while (cursor.advance()) {
            final byte[] key = Arrays.copyOf(cursor.key(), cursor.keyLength());
            if (!keys.isEmpty()) {
                assertThat(Arrays.compareUnsigned(keys.get(keys.size() - 1), key))
                        .isNegative();
            }
            assertThat(cursor.count()).isPositive();
            keys.add(key);
        }
        return keys;
    }

    private static byte[] find(Segment segment, byte[] key) {
        final SegmentCursor cursor = new SegmentCursor();
        cursor.wrap(segment);
        assertThat(cursor.seek(key, key.length)).isTrue();
        return Arrays.copyOf(cursor.key(), cursor.keyLength());
    }
}
