package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "127, 7f",
        "128, 80 80",
        "16383, bf ff",
        "16384, c0 40 00",
        "2097151, df ff ff",
        "2097152, e0 20 00 00",
        "268435455, ef ff ff ff"
    })
    void lengthStandsInTheLeadingOnes(int value, String hex) {
        byte[] bytes = new byte[Varint.MAX_LENGTH];

        int end = Varint.put(bytes, 0, value, Varint.PLAIN);

        assertThat(Arrays.copyOf(bytes, end)).isEqualTo(Hex.bytes(hex));
        assertThat(end).isEqualTo(Varint.length(value));
        assertThat(Varint.get(new UnsafeBuffer(bytes), 0, end, Varint.PLAIN)).isEqualTo(value);
    }

    @Test
    void byteOrderIsNumericOrder() {
        Seed.check(20_000, random -> {
            int left = random.nextInt(Varint.MAX_VALUE) >>> random.nextInt(28);
            int right = random.nextBoolean() ? left + 1 : random.nextInt(Varint.MAX_VALUE) >>> random.nextInt(28);
            int order = Integer.compare(left, right);
            assertThat(compare(left, right, Varint.PLAIN)).isEqualTo(order);
            assertThat(compare(left, right, Varint.COMPLEMENTED)).isEqualTo(-order);
        });
    }

    @Test
    void complementedVarintReadsBack() {
        Seed.check(20_000, random -> {
            int value = random.nextInt(Varint.MAX_VALUE) >>> random.nextInt(28);
            UnsafeBuffer buffer = new UnsafeBuffer(bytes(value, Varint.COMPLEMENTED));
            assertThat(Varint.get(buffer, 0, buffer.capacity(), Varint.COMPLEMENTED))
                    .isEqualTo(value);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"80 00", "80 7f", "c0 00 00", "c0 3f ff", "e0 00 00 00", "e0 1f ff ff"})
    void longerFormIsRejected(String hex) {
        assertThatThrownBy(() -> Varint.get(Hex.buffer(hex), 0, 4, Varint.PLAIN))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom code is not canonical, a varint has a shorter form: offset=0, value=");
    }

    @Test
    void fiveBytesAreRejected() {
        assertThatThrownBy(() -> Varint.get(Hex.buffer("f0 80 80 80 80"), 0, 5, Varint.PLAIN))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code has a varint of more than 4 bytes: offset=0, firstByte=0xf0;"
                        + " the bytes are damaged or not an atom");
    }

    @Test
    void limitEndsAVarint() {
        assertThatThrownBy(() -> Varint.get(Hex.buffer("e0 20 00 00"), 0, 3, Varint.PLAIN))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code truncated: offset=3, neededBytes=1, limit=3;"
                        + " the bytes are damaged or not an atom");
    }

    private static int compare(int left, int right, int mask) {
        return Integer.signum(Arrays.compareUnsigned(bytes(left, mask), bytes(right, mask)));
    }

    private static byte[] bytes(int value, int mask) {
        byte[] bytes = new byte[Varint.length(value)];
        Varint.put(bytes, 0, value, mask);
        return bytes;
    }
}
