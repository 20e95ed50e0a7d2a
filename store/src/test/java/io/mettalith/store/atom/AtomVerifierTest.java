package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomVerifierTest {
    private static int verify(String hex) {
        UnsafeBuffer buffer = Hex.buffer(hex);
        return AtomVerifier.verify(buffer, 0, buffer.capacity());
    }

    @ParameterizedTest
    @CsvSource({"81 61, 0", "01 01 78, 1", "43 01 01 78 01 01 79 02 00, 2", "42 81 66 28 ff f8 00 00 00 00 00 00, 0"})
    void answerIsTheNumberOfVariables(String hex, int variables) {
        assertThat(verify(hex)).isEqualTo(variables);
    }

    @ParameterizedTest
    @CsvSource({
        "19 00, 'is not canonical, an integer''s first magnitude byte is zero: offset=1'",
        "1a 00 ff, 'is not canonical, an integer''s first magnitude byte is zero: offset=1'",
        "17 ff, 'is not canonical, an integer''s first magnitude byte is zero: offset=1'",
        "21 09 00 01 01 01 01 01 01 01 01, 'is not canonical, an integer''s first magnitude byte is zero: offset=2'",
        "0f f6 ff 01 01 01 01 01 01 01 01, 'is not canonical, an integer''s first magnitude byte is zero: offset=2'",
        "21 08 01 00 00 00 00 00 00 00, 'is not canonical, a length has a shorter form: offset=0, value=8'",
        "0f f7 fe ff ff ff ff ff ff ff, 'is not canonical, a length has a shorter form: offset=0, value=8'",
        "ff 01 61, 'is not canonical, a length has a shorter form: offset=0, value=1'",
        "7f 01 40, 'is not canonical, an arity has a shorter form: offset=0, value=1'",
        "29 80 01 61, 'is not canonical, a varint has a shorter form: offset=1, value=1'",
        "41 02 00, 'refers to a variable that did not occur: offset=1, index=0, variables=0'",
        "42 01 01 78 01 01 78, 'is not canonical, a variable is introduced twice: offset=4, name=x'",
        "81 80, 'has text that is not UTF-8: offset=1'",
        "29 02 61 ff, 'has text that is not UTF-8: offset=3'",
        "01 01 c3, 'has text that is not UTF-8: offset=2'",
        "28 ff f8 00 00 00 00 00 01, 'is not canonical, NaN has one form: offset=1, bits=0x7ff8000000000001'",
        "28 00 07 ff ff ff ff ff ff, 'is not canonical, NaN has one form: offset=1, bits=0xfff8000000000000'",
        "81 61 81, 'followed by other bytes: end=2, limit=3'",
        "'', 'truncated: offset=0, neededBytes=1, limit=0'",
        "00, 'has a reserved tag: offset=0, tag=0x0'"
    })
    void bytesThatNoWriterMakesAreRefused(String hex, String rule) {
        assertThatThrownBy(() -> verify(hex))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code " + rule + "; the bytes are damaged or not an atom");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7f e1 00 00 01", "7f ef ff ff ff"})
    void arityIsCapped(String hex) {
        assertThatThrownBy(() -> verify(hex))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom too wide: arity=");
    }

    @Test
    void lengthIsCapped() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[AtomDescriptor.MAX_LENGTH + 1]);

        assertThatThrownBy(() -> AtomVerifier.verify(buffer, 0, buffer.capacity()))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom too long: lengthBytes=67108865, maxLengthBytes=67108864;"
                        + " keep the parts as atoms of their own");
    }

    @Test
    void rangeOutsideTheBufferIsACallersError() {
        UnsafeBuffer buffer = Hex.buffer("81 61");

        assertThatThrownBy(() -> AtomVerifier.verify(buffer, 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> AtomVerifier.verify(buffer, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void namesAreToldApartHoweverMany() {
        AtomWriter writer = new AtomWriter().expression(100);
        for (int i = 0; i < 100; i++) {
            writer.variable("v" + i);
        }
        byte[] code = writer.toAtomCode().toByteArray();
        assertThat(AtomVerifier.verify(new UnsafeBuffer(code), 0, code.length)).isEqualTo(100);

        code[code.length - 1] = '8';
        assertThatThrownBy(() -> AtomVerifier.verify(new UnsafeBuffer(code), 0, code.length))
                .hasMessageContaining("a variable is introduced twice")
                .hasMessageContaining("name=v98");
    }
}
