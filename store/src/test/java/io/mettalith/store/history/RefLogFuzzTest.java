package io.mettalith.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mettalith.store.disk.Checksum;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any file is a log whose end agrees with the whole, or refused by {@link StoreDamagedException}. Its lines begin with
 * {@code *} where they are to have the checksum that belongs to them.
 */
@Tag("fuzz")
class RefLogFuzzTest {
    private static final String REF = "main";

    @TempDir
    Path temporary;

    @FuzzTest(maxDuration = "60s")
    void fileIsALogOrRefused(byte[] bytes) throws IOException {
        final StorePaths paths = new StorePaths(temporary);
        Files.createDirectories(paths.refs());
        Files.write(paths.log(REF), checksummed(bytes));
        final FileRefLogs logs = new FileRefLogs(paths, SystemFiles.INSTANCE);
        final List<RefEntry> entries;
        try {
            entries = logs.entries(REF);
        } catch (final StoreDamagedException refused) {
            assertThat(refused).hasMessageContaining(paths.log(REF).toString());
            return;
        }
        final Optional<RefEntry> last =
                entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
        assertThat(logs.last(REF)).isEqualTo(last);
        assertThat(logs.names()).isEqualTo(last.isPresent() ? List.of(REF) : List.of());
    }

    private static byte[] checksummed(byte[] bytes) {
        final StringBuilder log = new StringBuilder();
        for (final String line : new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)")) {
            if (line.startsWith("*") && line.endsWith("\n")) {
                final byte[] before = log.toString().getBytes(StandardCharsets.ISO_8859_1);
                final String fields = line.substring(1, line.length() - 1) + " ";
                final String place = RefLine.place(REF, before, before.length);
                log.append(fields).append(Checksum.hex(place + fields)).append('\n');
            } else {
                log.append(line);
            }
        }
        return log.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
