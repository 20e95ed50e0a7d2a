package io.mettalith.store.segment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes are a directory that is the same again when it is sealed and read once more, or refused by {@link
 * SegmentDamagedException}. What stands before and behind them changes nothing.
 */
@Tag("fuzz")
class DirectoryFuzzTest {
    private static final ContentHash HASH = new ContentHash(1, 2);
    private static final SegmentSource NOTHING = hash -> {
        throw new IllegalStateException("a directory is read without its children: hash=" + hash);
    };

    @FuzzTest(maxDuration = "60s")
    void bytesAreADirectoryOrRefused(byte[] bytes) {
        final byte[] sealed = seal((byte) 0, bytes);
        assertThat(seal((byte) 0xFF, bytes)).isEqualTo(sealed);
        if (sealed.length > 0) {
            assertThat(seal((byte) 0, sealed)).isEqualTo(sealed);
        }
    }

    /** Returns the sealed bytes of the directory that the bytes are, or none where they are refused. */
    private static byte[] seal(byte margin, byte[] bytes) {
        return OffHeap.between(margin, bytes, address -> {
            try {
                return DirectoryCodec.encode(DirectoryCodec.decode(address, bytes.length, HASH, NOTHING));
            } catch (final SegmentDamagedException refused) {
                return new byte[0];
            }
        });
    }
}
