package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void everyCodePointIsEncodedAsTheJdkDoes() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint < 0xD800 || codePoint > 0xDFFF) {
                checkEncoding(Character.toString(codePoint));
            }
        }
    }

    private static void checkEncoding(String text) {
        byte[] expected = text.getBytes(StandardCharsets.UTF_8);
        byte[] actual = new byte[Utf8.length(text)];
        int end = Utf8.put(text, actual, 0);
        if (end != expected.length || !Arrays.equals(expected, actual)) {
            assertThat(actual).as(text).isEqualTo(expected);
        }
        if (Utf8.firstInvalid(new UnsafeBuffer(actual), 0, end) != Utf8.VALID) {
            throw new AssertionError("refused: " + text);
        }
    }

    @Test
    void randomTextIsEncodedAsTheJdkDoes() {
        Seed.check(20_000, random -> checkEncoding(new RandomAtoms(random, false).text()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00", "a\ud800b", "\udc00\ud800", "ab\udbff", "\ud800\ud800\udc00"})
    void unpairedSurrogateIsRefused(String text) {
        assertThatThrownBy(() -> Utf8.length(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("text is not Unicode, a surrogate has no partner: index=\\d, char=0xd[0-9a-f]{3};"
                        + " replace it before making an atom");
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0",
        "61 bf, 1",
        "c3, 0",
        "c0 80, 0",
        "c1 bf, 0",
        "e0 80 80, 0",
        "e0 9f bf, 0",
        "e2 82, 0",
        "ed a0 80, 0",
        "ed bf bf, 0",
        "f0 80 80 80, 0",
        "f0 8f bf bf, 0",
        "f4 90 80 80, 0",
        "f5 80 80 80, 0",
        "f8 88 80 80 80, 0",
        "ff, 0",
        "61 62 63 64 65 66 67 68 e2 28 a1, 8",
        "61 62 63 64 65 66 67 c3 a9 c3, 9"
    })
    void damagedSequenceIsFound(String hex, int offset) {
        UnsafeBuffer buffer = Hex.buffer(hex);

        assertThat(Utf8.firstInvalid(buffer, 0, buffer.capacity())).isEqualTo(offset);
    }

    @Test
    void anyBytesAreJudgedAsTheJdkDoes() {
        Seed.check(100_000, random -> {
            byte[] bytes = new RandomAtoms(random, false).text().getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            boolean valid = Utf8.firstInvalid(new UnsafeBuffer(bytes), 0, bytes.length) == Utf8.VALID;
            assertThat(valid).isEqualTo(jdkAccepts(bytes));
        });
    }

    private static boolean jdkAccepts(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
