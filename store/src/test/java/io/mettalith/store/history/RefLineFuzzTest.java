package io.mettalith.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mettalith.store.disk.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/** Any text with the checksum that belongs to it says something that can be written as a line again, or nothing. */
@Tag("fuzz")
class RefLineFuzzTest {
    private static final String PLACE = "main 0123abcd ";

    @FuzzTest(maxDuration = "60s")
    void textIsALineOrNone(byte[] bytes) {
        if (bytes.length > 0) {
            RefLine.isTorn(bytes, 0, bytes.length, PLACE);
        }
        RefLine.decode(bytes, 0, bytes.length, PLACE);
        final String fields = new String(bytes, StandardCharsets.UTF_8) + " ";
        final byte[] line = (fields + Checksum.hex(PLACE + fields)).getBytes(StandardCharsets.UTF_8);
        final Optional<RefEntry> entry = RefLine.decode(line, 0, line.length, PLACE);
        if (entry.isPresent()) {
            final byte[] again = RefLine.encode(entry.get(), PLACE);
            assertThat(RefLine.decode(again, 0, again.length - 1, PLACE)).isEqualTo(entry);
        }
    }
}
