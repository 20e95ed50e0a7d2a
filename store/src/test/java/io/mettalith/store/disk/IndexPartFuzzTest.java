package io.mettalith.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** Any bytes, behind the checksums that belong to them, are a part of an index or refused by {@link StoreException}. */
@Tag("fuzz")
class IndexPartFuzzTest {
    private static final Path FILE = Path.of("0000000001-0000000001.index");

    @FuzzTest(maxDuration = "60s")
    void bytesAreAPartOrRefused(byte[] bytes) {
        final IndexPart part;
        try {
            part = IndexPart.of(ByteBuffer.wrap(IndexChecksums.fixed(bytes)), FILE);
        } catch (final StoreException refused) {
            assertThat(refused).hasMessageContaining(FILE.toString());
            return;
        }
        part.verify();
        assertThat(part.map()).isNotNull();
        for (int position = 0; position < part.count(); position++) {
            assertThat(part.find(part.hash(position))).isBetween(IndexPart.ABSENT, part.count() - 1);
            assertThat(part.extent(position)).isNotNull();
        }
    }
}
