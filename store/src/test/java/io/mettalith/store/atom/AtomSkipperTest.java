package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomSkipperTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "18",
                "20 ff ff ff ff ff ff ff ff",
                "0f f6 fe ff ff ff ff ff ff ff ff",
                "28 80 00 00 00 00 00 00 00",
                "29 03 61 62 63",
                "01 01 78",
                "31 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 01",
                "40",
                "43 81 61 41 41 40 09",
                "81 61"
            })
    void skipEndsAfterTheAtom(String hex) {
        byte[] code = Hex.bytes(hex);
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[code.length + 7]);
        buffer.putBytes(3, code);

        assertThat(AtomSkipper.skip(buffer, 3, buffer.capacity())).isEqualTo(3 + code.length);
        assertThat(AtomSkipper.skip(buffer, 3, 3 + code.length)).isEqualTo(3 + code.length);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 1",
        "42 81 61, 3, 1",
        "83 61 62, 0, 4",
        "28 80, 0, 9",
        "29 05 61, 0, 7",
        "ff 80 80 61, 0, 131",
        "7f c0, 2, 1"
    })
    void atomThatPassesTheLimitIsTruncated(String hex, int offset, int neededBytes) {
        UnsafeBuffer buffer = Hex.buffer(hex);

        assertThatThrownBy(() -> AtomSkipper.skip(buffer, 0, buffer.capacity()))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code truncated: offset=" + offset + ", neededBytes=" + neededBytes + ", limit="
                        + buffer.capacity() + "; the bytes are damaged or not an atom");
    }

    @Test
    void reservedTagIsRefused() {
        assertThatThrownBy(() -> AtomSkipper.skip(Hex.buffer("41 32"), 0, 2))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage(
                        "atom code has a reserved tag: offset=1, tag=0x32;" + " the bytes are damaged or not an atom");
    }

    @Test
    void hugeAritiesDoNotOverflow() {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[5 * 1000]);
        for (int i = 0; i < buffer.capacity(); i += 5) {
            buffer.putBytes(i, Hex.bytes("7f e1 00 00 00"));
        }

        assertThatThrownBy(() -> AtomSkipper.skip(buffer, 0, buffer.capacity()))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom code truncated: offset=5000, neededBytes=1, limit=5000;"
                        + " the bytes are damaged or not an atom");
    }

    @Test
    void atomOutsideTheBufferIsACallersError() {
        UnsafeBuffer buffer = Hex.buffer("42 81 61");

        assertThatThrownBy(() -> AtomSkipper.skip(buffer, 0, 100)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> AtomSkipper.skip(buffer, -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
