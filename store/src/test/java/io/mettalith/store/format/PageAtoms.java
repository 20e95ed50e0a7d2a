package io.mettalith.store.format;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Decodes the atom code to text as docs/file-format.md says, and by nothing else. */
final class PageAtoms {
    private final ByteBuffer code;
    private final List<String> variables = new ArrayList<>();

    private PageAtoms(ByteBuffer code) {
        this.code = code;
    }

    /** Returns the text of one atom; there must be nothing behind it. */
    static String decode(byte[] code) {
        final PageAtoms atoms = new PageAtoms(ByteBuffer.wrap(code));
        final String text = atoms.next();
        if (atoms.code.hasRemaining()) {
            throw new IllegalStateException("bytes behind an atom: " + atoms.code.remaining());
        }
        return text;
    }

    private String next() {
        final int tag = code.get() & 0xFF;
        if (tag >= 0x80) {
            return text(tag == 0xFF ? varint(0) : tag - 0x80);
        }
        if (tag >= 0x40) {
            return expression(tag == 0x7F ? varint(0) : tag - 0x40);
        }
        if (tag >= 0x0F && tag <= 0x21) {
            return integer(tag);
        }
        return switch (tag) {
            case 0x01 -> variable();
            case 0x02 -> "$" + variables.get(varint(0));
            case 0x08 -> "False";
            case 0x09 -> "True";
            case 0x28 -> decimal();
            case 0x29 -> '"' + text(varint(0)) + '"';
            case 0x30, 0x31 -> handle(tag);
            default -> throw new IllegalStateException("reserved tag: " + tag);
        };
    }

    private String variable() {
        variables.add(text(varint(0)));
        return "$" + variables.get(variables.size() - 1);
    }

    private String expression(int arity) {
        final List<String> children = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            children.add(next());
        }
        return "(" + String.join(" ", children) + ")";
    }

    private String integer(int tag) {
        final boolean negative = tag < 0x18;
        final int complement = negative ? 0xFF : 0;
        final boolean big = tag == 0x0F || tag == 0x21;
        final byte[] magnitude = bytes(big ? varint(complement) : Math.abs(tag - 0x18));
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] ^= (byte) complement;
        }
        final BigInteger value = new BigInteger(1, magnitude);
        return (negative ? value.negate() : value).toString();
    }

    private String decimal() {
        final long bits = code.getLong();
        return Double.toString(Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits));
    }

    private String handle(int tag) {
        return (tag == 0x30 ? "state-" : "space-") + code.getLong() + "-" + code.getLong();
    }

    private int varint(int complement) {
        final int first = code.get() & 0xFF ^ complement;
        final int following = Integer.numberOfLeadingZeros(~(first << 24));
        int value = first & 0x7F >> following;
        for (int i = 0; i < following; i++) {
            value = value << 8 | code.get() & 0xFF ^ complement;
        }
        return value;
    }

    private String text(int length) {
        return new String(bytes(length), StandardCharsets.UTF_8);
    }

    private byte[] bytes(int length) {
        final byte[] bytes = new byte[length];
        code.get(bytes);
        return bytes;
    }
}
