package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import org.agrona.DirectBuffer;

/**
 * The stored atoms with variables that were met last, as templates, so that what answers again is not read again. An atom
 * is known by its code, so nothing here is ever out of date.
 */
final class TemplateCache {
    private static final int SIZE = 256;

    private final AtomCodec codec;
    private final byte[][] codes = new byte[SIZE][];
    private final Template[] templates = new Template[SIZE];

    TemplateCache(AtomCodec codec) {
        this.codec = codec;
    }

    /** Returns the template of the atom whose code is in a buffer. */
    Template get(DirectBuffer buffer, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + buffer.getByte(i);
        }
        final int place = (hash ^ hash >>> 16) & SIZE - 1;
        final byte[] known = codes[place];
        if (known == null || !isCode(known, buffer, length)) {
            read(place, buffer, length);
        }
        return templates[place];
    }

    private static boolean isCode(byte[] known, DirectBuffer buffer, int length) {
        if (known.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known[i] != buffer.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    private void read(int place, DirectBuffer buffer, int length) {
        final byte[] code = new byte[length];
        buffer.getBytes(0, code);
        final Atom atom = codec.decode(buffer, 0, length);
        codes[place] = code;
        templates[place] = Template.ofDecoded(atom);
    }
}
