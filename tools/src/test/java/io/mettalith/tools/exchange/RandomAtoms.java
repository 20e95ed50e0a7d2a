package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** Atoms of every kind, with names that no text has a form for among them. */
final class RandomAtoms {
    private static final List<String> NAMES = List.of(
            "a",
            "edge",
            "f",
            "+",
            "!",
            "!x",
            "True",
            "False",
            "1",
            "-1.5",
            "1e3",
            "+7",
            "3d",
            "&self",
            "&kb",
            "",
            " ",
            "a b",
            "a\tb",
            "a\nb",
            "(",
            ")",
            "(x)",
            "a;b",
            "\"q\"",
            "a\"b",
            "$v",
            "a$b",
            "#",
            "a#b",
            "%",
            "100%",
            "%41",
            "\\",
            "\\symbol:x",
            "\\copies",
            "\\in",
            "a\\b",
            "é",
            "日本",
            "\u00a0",
            "a\u2003b",
            "\u3000",
            "\u0085",
            "\u0000",
            "\u007f",
            "\ud83d\ude00",
            "=",
            ":",
            "->",
            "@",
            "^^",
            "<http://a/b>",
            "<http://a/(b)>",
            "_:b",
            "\uFEFF",
            "NaN",
            "inf",
            "x".repeat(200),
            "; mettalith-export: 1");
    private static final double[] FLOATS = {
        0.0,
        -0.0,
        1.5,
        -2.25,
        1e16,
        1e-5,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        0.1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        123456789.123
    };
    private static final List<String> STRINGS = List.of(
            "",
            "plain",
            "a \"quoted\" \\ text",
            "two\nlines\r\n\ttab",
            "\u0000\u0001\u007f",
            "日本 é",
            "\ud83d\ude00",
            "\u2028\u00a0\ufeff",
            "; no comment",
            "(not (an expression",
            "\\u{41}",
            "a@b",
            "100%");

    private final Random random;

    RandomAtoms(Random random) {
        this.random = random;
    }

    String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    AtomCode fact() {
        return atom(3);
    }

    AtomCode definition() {
        final AtomCode head = AtomCode.symbol(List.of("=", ":", ":<").get(random.nextInt(3)));
        return AtomCode.expression(head, atom(2), atom(2));
    }

    AtomCode atom(int depth) {
        return switch (random.nextInt(depth == 0 ? 8 : 14)) {
            case 0, 1 -> AtomCode.symbol(name());
            case 2 -> AtomCode.variable(name());
            case 3 -> integer();
            case 4 -> AtomCode.real(FLOATS[random.nextInt(FLOATS.length)]);
            case 5 -> AtomCode.string(STRINGS.get(random.nextInt(STRINGS.size())));
            case 6 -> AtomCode.bool(random.nextBoolean());
            case 7 -> handle();
            default -> expression(depth);
        };
    }

    private AtomCode expression(int depth) {
        final AtomCode[] children = new AtomCode[random.nextInt(5)];
        for (int i = 0; i < children.length; i++) {
            children[i] = atom(depth - 1);
        }
        return AtomCode.expression(children);
    }

    private AtomCode integer() {
        return switch (random.nextInt(4)) {
            case 0 -> AtomCode.integer(random.nextInt(100) - 50);
            case 1 -> AtomCode.integer(random.nextLong());
            case 2 -> AtomCode.integer(random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
            default -> AtomCode.integer(new BigInteger(200, random).negate());
        };
    }

    private AtomCode handle() {
        final AtomWriter writer = new AtomWriter();
        return switch (random.nextInt(4)) {
            case 0 -> writer.space(0, 0).toAtomCode();
            case 1 -> writer.space(random.nextLong(), random.nextLong()).toAtomCode();
            case 2 -> writer.state(random.nextLong(), random.nextInt(9)).toAtomCode();
            default -> writer.space(1, random.nextInt(3) | Long.MIN_VALUE).toAtomCode();
        };
    }
}
