package io.mettalith.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.segment.ContentHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GenerationSizeTest {
    private static final GenerationLimits LIMITS = new GenerationLimits(64, 4096);

    private static List<SealedBytes> values(Random random, int count, int maxLength) {
        final List<SealedBytes> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final byte[] bytes = new byte[1 + random.nextInt(maxLength)];
            random.nextBytes(bytes);
            values.add(new SealedBytes(ContentHash.of(bytes, 0, bytes.length), bytes));
        }
        return values;
    }

    /** A map of the fitting size takes what it was made for, in one mapping, and says truly when it is full. */
    @Test
    void mapTakesWhatItWasSizedFor() {
        final Random random = new Random(1);
        for (int round = 0; round < 40; round++) {
            final List<SealedBytes> values = values(random, 1 + random.nextInt(200), 1 << (2 + random.nextInt(11)));
            final GenerationSize size = GenerationSize.fitting(values, GenerationLimits.DEFAULT);
            try (ValueFile map = ChronicleFile.inMemory(size)) {
                for (final SealedBytes value : values) {
                    assertThat(map.hasRoomFor(value.bytes().length))
                            .as("round %d", round)
                            .isTrue();
                    map.put(value);
                }
                while (map.hasRoomFor(1_000)) {
                    map.put(values(random, 1, 1_000).get(0));
                }
                assertThat(map.usedChunks()).isLessThanOrEqualTo(size.chunks());
            }
        }
    }

    @Test
    void sizesKeepTheirLimits() {
        final Random random = new Random(2);
        final List<SealedBytes> few = values(random, 3, 100);
        final List<SealedBytes> many = values(random, 1_000, 4_000);
        assertThat(GenerationSize.spacious(few, 0, LIMITS).chunks()).isEqualTo(64);
        assertThat(GenerationSize.spacious(few, 1_000, LIMITS).chunks()).isEqualTo(2_000);
        assertThat(GenerationSize.spacious(few, 3_000, LIMITS).chunks()).isEqualTo(4096);
        assertThat(GenerationSize.spacious(many, 0, LIMITS).chunks()).isEqualTo(4096);
        assertThat(GenerationSize.fitting(few, LIMITS).chunks()).isLessThan(16);
        final byte[] large = new byte[1 << 20];
        final List<SealedBytes> one = List.of(new SealedBytes(ContentHash.of(large, 0, 1), large));
        assertThat(GenerationSize.spacious(one, 0, LIMITS).chunks()).isEqualTo((1 << 20) / 64 + 1);
    }
}
