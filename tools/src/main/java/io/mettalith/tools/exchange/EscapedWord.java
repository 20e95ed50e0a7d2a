package io.mettalith.tools.exchange;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/** Reads the words of {@link Escapes}. Variables are fresh each time. */
final class EscapedWord {
    private static final int HEX_DIGITS_OF_BYTE = 2;
    /** What a handle of a space without its dependencies has in its lower half; see the codec of atoms. */
    private static final long ALONE = Long.MIN_VALUE;

    private EscapedWord() {}

    /**
     * Returns what a word stands for.
     *
     * @throws EscapeException if it is no word of an exported file
     */
    static Atom parse(String word) {
        final int colon = word.indexOf(':') + 1;
        final String value = word.substring(colon);
        return switch (word.substring(0, colon)) {
            case Escapes.SYMBOL -> Symbol.ofUtf8(unescape(value, word));
            case Escapes.VARIABLE -> new Variable(new String(unescape(value, word), StandardCharsets.UTF_8), 0);
            case Escapes.FLOAT -> Numbers.floating(floating(value, word));
            case Escapes.STATE -> handle(value, word, id -> new StateAtom(id[0], id[1]));
            case Escapes.SPACE -> handle(value, word, EscapedWord::space);
            default -> throw unknown(word);
        };
    }

    private static EscapeException unknown(String word) {
        return new EscapeException("not a word of an exported file: word=" + word
                + "; remove the first line if the file is not an export, or export it again");
    }

    private static double floating(String value, String word) {
        return switch (value) {
            case "NaN" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw unknown(word);
        };
    }

    private static SpaceAtom space(long[] id) {
        return new SpaceAtom(id[0], id[1] & ~ALONE, id[1] < 0);
    }

    private static Atom handle(String value, String word, Function<long[], Atom> handle) {
        final int middle = value.indexOf('-');
        if (middle < 0) {
            throw unknown(word);
        }
        try {
            final long high = Long.parseUnsignedLong(value.substring(0, middle), 16);
            final long low = Long.parseUnsignedLong(value.substring(middle + 1), 16);
            return handle.apply(new long[] {high, low});
        } catch (final NumberFormatException e) {
            throw unknown(word);
        }
    }

    /** Returns the UTF-8 of a name in which {@code %HH} stands for a byte; whether it is valid is for others to say. */
    private static byte[] unescape(String value, String word) {
        final byte[] written = value.getBytes(StandardCharsets.UTF_8);
        final ByteArrayOutputStream out = new ByteArrayOutputStream(written.length);
        int at = 0;
        while (at < written.length) {
            if (written[at] == '%') {
                out.write(hexByte(value, written, at + 1, word));
                at += 1 + HEX_DIGITS_OF_BYTE;
            } else {
                out.write(written[at++]);
            }
        }
        return out.toByteArray();
    }

    private static int hexByte(String value, byte[] written, int at, String word) {
        if (at + HEX_DIGITS_OF_BYTE > written.length
                || !HexFormat.isHexDigit(written[at])
                || !HexFormat.isHexDigit(written[at + 1])) {
            throw new EscapeException(
                    "% without two hexadecimal digits: name=" + value + ", word=" + word + "; write % itself as %25");
        }
        return HexFormat.fromHexDigit(written[at]) << 4 | HexFormat.fromHexDigit(written[at + 1]);
    }
}
