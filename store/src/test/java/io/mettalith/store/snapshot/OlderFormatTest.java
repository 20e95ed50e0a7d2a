package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.verify.StoreVerifier;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store that the first code of format 3 has written is read as it is, and goes on. It has {@code main} with three entries,
 * the last of which merged {@code side}, a tag of that, and one more entry of {@code side}; lines name parents by id alone.
 */
class OlderFormatTest {
    private static final AtomCode LATER =
            AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol("e"), AtomCode.symbol("f"));

    @TempDir
    private Path directory;

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        final Path golden = Path.of(
                OlderFormatTest.class.getResource("/io/mettalith/store/format3").toURI());
        try (Stream<Path> files = Files.walk(golden)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                final Path target = directory.resolve(golden.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void isReadAsItIs() throws IOException {
        try (SegmentStore store = SegmentStore.open(directory)) {
            assertThat(store.refs()).extracting(ref -> ref.name()).containsExactly("main", "side", "v1");
            assertThat(store.log("main")).extracting(RefEntry::message).containsExactly("merged", "on main", "first");
            assertThat(store.history().parents(store.entry("main")))
                    .extracting(RefEntry::message)
                    .containsExactly("on main", "on the side");
            assertThat(store.snapshot("main~2").atoms()).isEqualTo(3);
        }
        assertThat(new StoreVerifier(directory).deep().verify().isDamaged()).isFalse();
        assertThat(Files.readString(directory.resolve("STORE"))).contains("format 3");
    }

    @Test
    void goesOnWithMergesThatKnowOfThoseBefore() throws IOException {
        final List<String> before = Files.readAllLines(directory.resolve("refs/main.log"));
        try (SegmentStore store = SegmentStore.open(directory)) {
            final Merge merge = store.merge("main", "side", Optional.empty(), "again");
            assertThat(merge.change().added()).isEqualTo(1);
            try (Environment environment = store.checkout("main")) {
                assertThat(environment.count(LATER)).isEqualTo(1);
                assertThat(environment.size()).isEqualTo(6);
            }
            assertThat(store.merge("main", "side", Optional.empty(), "").outcome())
                    .isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
        }
        final List<String> after = Files.readAllLines(directory.resolve("refs/main.log"));
        assertThat(after).startsWith(before.toArray(String[]::new)).hasSize(before.size() + 1);
        assertThat(Files.readString(directory.resolve("STORE"))).contains("format 4");
        assertThat(new StoreVerifier(directory).deep().verify().isDamaged()).isFalse();
    }

    @Test
    void survivesCompaction() {
        try (SegmentStore store = SegmentStore.open(directory)) {
            store.delete("side");
            store.compact();
            assertThat(store.undelete("side").atoms()).as("main comes from it").isEqualTo(5);
        }
        assertThat(new StoreVerifier(directory).deep().verify().isDamaged()).isFalse();
    }
}
