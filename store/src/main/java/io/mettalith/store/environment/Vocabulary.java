package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomWriter;
import java.util.Arrays;
import java.util.List;

/** The few codes the store itself looks for: definitions keep their order, rules and types have versions. */
final class Vocabulary {
    private static final byte[] RULE = prefix("=");
    private static final byte[] TYPE = prefix(":");
    private static final byte[] SUBTYPE = prefix(":<");

    private Vocabulary() {}

    /** Reports whether the code is that of a rule {@code (= left right)}. */
    static boolean isRule(byte[] code, int length) {
        return startsWith(code, length, RULE);
    }

    /** Reports whether the code is that of {@code (: atom Type)} or {@code (:< Type Type)}. */
    static boolean isType(byte[] code, int length) {
        return startsWith(code, length, TYPE) || startsWith(code, length, SUBTYPE);
    }

    /** Reports whether the code is that of a definition, whose place among the others matters. */
    static boolean isOrdered(byte[] code, int length) {
        return isRule(code, length) || isType(code, length);
    }

    /** Returns what the codes of definitions begin with: each with one of these, and nothing else does. */
    static List<byte[]> orderedPrefixes() {
        return List.of(RULE, TYPE, SUBTYPE);
    }

    /** Returns the bytes that all rules begin with whose left side is an expression with this head and arity. */
    static byte[] rulePrefix(AtomCode head, int arity) {
        return append(append(RULE, expression(arity + 1)), head.toByteArray());
    }

    /** Returns the bytes that all declarations of the type of an atom begin with. */
    static byte[] typePrefix(AtomCode atom) {
        return append(TYPE, atom.toByteArray());
    }

    /** Returns the bytes that all rules begin with whose left side is a variable. */
    static byte[] variableRulePrefix() {
        return append(RULE, new byte[] {AtomDescriptor.VARIABLE_FIRST});
    }

    /** Returns the bytes that all rules begin with whose left side is an expression with a variable as its head. */
    static byte[] variableHeadRulePrefix(int arity) {
        return headRulePrefix(arity, AtomDescriptor.VARIABLE_FIRST);
    }

    /** Returns the bytes that all rules begin with whose left side is an expression with a head of this tag. */
    static byte[] headRulePrefix(int arity, int tag) {
        return append(append(RULE, expression(arity + 1)), new byte[] {(byte) tag});
    }

    private static byte[] expression(int children) {
        final AtomWriter writer = new AtomWriter().expression(children);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    private static byte[] append(byte[] first, byte[] second) {
        final byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] prefix(String head) {
        final AtomWriter writer = new AtomWriter().expression(3).symbol(head);
        return Arrays.copyOf(writer.array(), writer.length());
    }

    private static boolean startsWith(byte[] code, int length, byte[] prefix) {
        return length > prefix.length
                && code[0] == prefix[0]
                && Arrays.equals(code, 0, prefix.length, prefix, 0, prefix.length);
    }
}
