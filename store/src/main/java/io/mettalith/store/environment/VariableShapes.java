package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomDescriptor;

/**
 * Where the atoms with variables of a space stand, roughly: a set of shapes in 64 bits. An atom's shape is its size and
 * head; atoms of the same shape have the same bit, and so may others. A query asks whether any atom with variables can
 * answer it; where the set says no, only one range is left to be read.
 *
 * <p>A set may have too many bits, never too few: what is removed leaves its bit.
 */
final class VariableShapes {
    /** No atom with variables. */
    static final long NONE = 0;
    /** Atoms with variables of any shape. */
    static final long ANY = -1;

    private static final long VARIABLE = 1;
    private static final long VARIABLE_HEAD = 2;
    private static final int FIRST_HASHED = 2;
    private static final int HASHED = Long.SIZE - FIRST_HASHED;

    private VariableShapes() {}

    /** Returns the bit of an atom that has variables. */
    static long of(byte[] code, int length) {
        if (!AtomDescriptor.isExpression(code[0] & 0xFF)) {
            return VARIABLE;
        }
        return hasVariableHead(code, length) ? VARIABLE_HEAD : hashed(code, length);
    }

    /** Returns the bits of the atoms with variables that may answer a pattern. */
    static long answering(byte[] code, int length) {
        if (!AtomDescriptor.isExpression(code[0] & 0xFF)) {
            return code[0] == AtomDescriptor.VARIABLE_FIRST ? ANY : VARIABLE;
        }
        return hasVariableHead(code, length) ? ANY : VARIABLE | VARIABLE_HEAD | hashed(code, length);
    }

    private static boolean isLong(byte[] code) {
        return (code[0] & 0xFF) == AtomDescriptor.EXPRESSION_LONG;
    }

    private static boolean hasVariableHead(byte[] code, int length) {
        return !isLong(code) && length > 1 && code[1] == AtomDescriptor.VARIABLE_FIRST;
    }

    /** Hashes the size and, if it is a short symbol, the head. Heads that a variable may be part of hash alike. */
    private static long hashed(byte[] code, int length) {
        int hash = code[0];
        final int headLength = length > 1 && !isLong(code) ? (code[1] & 0xFF) - AtomDescriptor.SYMBOL : -1;
        if (headLength >= 0 && headLength < AtomDescriptor.SYMBOL_LONG - AtomDescriptor.SYMBOL) {
            for (int i = 1; i <= headLength + 1; i++) {
                hash = 31 * hash + code[i];
            }
        }
        return 1L << FIRST_HASHED + Integer.remainderUnsigned(hash * 0x9E3779B9, HASHED);
    }
}
