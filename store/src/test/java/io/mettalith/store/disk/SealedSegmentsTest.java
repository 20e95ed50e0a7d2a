package io.mettalith.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.segment.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealedSegmentsTest {
    private static final GenerationLimits TINY = new GenerationLimits(256, 256);
    private static final int GENERATIONS = 12;
    private static final int VALUE_LENGTH = 12_000;

    @TempDir
    private Path directory;

    private StorePaths paths;
    private final List<ContentHash> values = new ArrayList<>();
    /** Numbers of the generations that were mapped, not taken from what was mapped before. */
    private final List<Integer> mapped = new ArrayList<>();

    @BeforeEach
    void fill() throws IOException {
        paths = new StorePaths(directory);
        StoreFile.create(paths, SystemFiles.INSTANCE);
        final Random random = new Random(7);
        try (PersistedStorage storage = new PersistedStorage(paths, SystemFiles.INSTANCE, TINY, true)) {
            storage.beginCommit(Duration.ZERO);
            for (int i = 0; i < GENERATIONS; i++) {
                final byte[] value = new byte[VALUE_LENGTH];
                random.nextBytes(value);
                final ContentHash hash = ContentHash.of(value, 0, value.length);
                storage.putAll(List.of(new SealedBytes(hash, value)));
                storage.publish();
                values.add(hash);
            }
        }
    }

    private SealedSegments segments(int vanishing) {
        final int[] left = {vanishing};
        return new SealedSegments(paths, true, (number, parts, known) -> {
            if (known == null) {
                mapped.add(number);
            }
            if (number == GENERATIONS && left[0]-- > 0) {
                // a writer publishes a part and takes another away while the generations are opened
                Files.createFile(paths.indexPart(number, 1_000 + left[0]));
                throw new NoSuchFileException(paths.indexPart(number, 1).toString());
            }
            final List<Integer> whole =
                    parts.stream().filter(part -> part < 1_000).toList();
            return MappedGeneration.open(paths, number, whole, known);
        });
    }

    @Test
    void thereAreManyGenerations() {
        final SealedSegments segments = segments(0);
        segments.refresh();
        assertThat(segments.generations()).hasSize(GENERATIONS);
    }

    @Test
    void fileThatGoesWhileAllAreOpenedLetsNoneBeOpenedTwice() {
        final SealedSegments segments = segments(5);
        values.forEach(hash -> assertThat(segments.find(hash).length()).isEqualTo(VALUE_LENGTH));
        assertThat(mapped.stream().filter(number -> number < GENERATIONS))
                .doesNotHaveDuplicates()
                .hasSize(GENERATIONS - 1);
    }

    @Test
    void generationThatIsThereStillIsNotOpenedAgain() {
        final SealedSegments segments = segments(0);
        segments.refresh();
        segments.refresh();
        assertThat(mapped).hasSize(GENERATIONS).doesNotHaveDuplicates();
    }
}
