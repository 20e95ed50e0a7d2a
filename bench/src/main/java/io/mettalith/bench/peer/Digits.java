package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.nio.charset.StandardCharsets;

/** Writes symbols of some letters and a number, without making strings. Not thread-safe. */
final class Digits {
    private final byte[] text;
    private final int start;
    private final int end;

    /** Numbers have as many digits as {@code width} says; one byte more is kept for a suffix. */
    Digits(String letters, int width) {
        start = letters.length();
        end = start + width;
        text = new byte[end + 1];
        System.arraycopy(letters.getBytes(StandardCharsets.US_ASCII), 0, text, 0, start);
    }

    void symbol(AtomWriter writer, int number) {
        put(number);
        writer.symbol(text, 0, end);
    }

    /** Writes the symbol with an {@code x} behind the number. */
    void symbolWithSuffix(AtomWriter writer, int number) {
        put(number);
        text[end] = 'x';
        writer.symbol(text, 0, end + 1);
    }

    private void put(int number) {
        int rest = number;
        for (int i = end - 1; i >= start; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
