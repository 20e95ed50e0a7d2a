package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.Arrays;

/**
 * Reads the rules of a head, in the order of their first definition, again and again without allocating: the quick form
 * of {@link Environment#rules}.
 *
 * <pre>{@code
 * Definitions rules = new Definitions(environment);
 * int found = rules.readRules(SpaceId.MAIN, head, arity);
 * for (int i = 0; i < found; i++) {
 *     use(rules.array(), rules.offset(i), rules.length(i), rules.count(i));
 * }
 * }</pre>
 *
 * <p>What is read is a copy: it stays as it was, until the next reading, whatever is written meanwhile.
 *
 * <p>Threading: not thread-safe; each thread has its own. Cost: O(log n) and the bytes of the rules found; the buffers
 * grow to the largest set read.
 */
public final class Definitions {
    private final Environment environment;
    private final TreeCursor cursor = new SegmentTree().cursor();
    private final AtomWriter prefix = new AtomWriter();
    private byte[] bytes = new byte[256];
    private int bytesUsed;
    private int[] ends = new int[8];
    private long[] counts = new long[8];
    private long[] stamps = new long[8];
    private long[] sorted = new long[8];
    private int[] order = new int[8];
    private int size;

    /** Makes a reader of an environment. */
    public Definitions(Environment environment) {
        this.environment = environment;
    }

    /**
     * Reads the rules {@code (= (head ...) right)} of a space whose left side has that head and number of arguments.
     *
     * @return how many there are
     * @throws IllegalArgumentException if the environment has no such space
     */
    public int readRules(SpaceId space, AtomCode head, int arity) {
        begin();
        prefix.reset().expression(3).symbol("=").expression(arity + 1);
        // What follows is a part only: the prefix ends with the head.
        prefix.atom(head);
        final SpaceState read = pinned(space);
        try {
            read(read, prefix.array(), prefix.length());
        } finally {
            read.unpin();
        }
        sort();
        return size;
    }

    /**
     * Reads the rules of a space that may answer whatever the head is: those whose left side is a variable, and those
     * whose left side has {@code arity} arguments behind a variable.
     *
     * @return how many there are
     * @throws IllegalArgumentException if the environment has no such space
     */
    public int readWildcardRules(SpaceId space, int arity) {
        begin();
        read(space, Vocabulary.variableRulePrefix(), Vocabulary.variableHeadRulePrefix(arity));
        sort();
        return size;
    }

    private void begin() {
        size = 0;
        bytesUsed = 0;
    }

    private void read(SpaceId space, byte[]... prefixes) {
        final SpaceState read = pinned(space);
        try {
            for (final byte[] start : prefixes) {
                read(read, start, start.length);
            }
        } finally {
            read.unpin();
        }
    }

    private SpaceState pinned(SpaceId space) {
        final Root frozen = environment.enter();
        try {
            final SpaceState state = environment.spaceOf(frozen, space);
            state.pin();
            return state;
        } finally {
            environment.leave(frozen);
        }
    }

    private void read(SpaceState state, byte[] start, int length) {
        try {
            cursor.reset(state.tree);
            cursor.seek(start, length);
            while (cursor.advance()) {
                append();
            }
        } finally {
            cursor.close();
        }
    }

    private void append() {
        final int length = cursor.keyLength();
        if (bytesUsed + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytesUsed + length, 2 * bytes.length));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            counts = Arrays.copyOf(counts, 2 * size);
            stamps = Arrays.copyOf(stamps, 2 * size);
            sorted = new long[2 * size];
            order = new int[2 * size];
        }
        System.arraycopy(cursor.key(), 0, bytes, bytesUsed, length);
        bytesUsed += length;
        ends[size] = bytesUsed;
        counts[size] = cursor.count();
        stamps[size++] = cursor.stamp();
    }

    /** Finds the order of the stamps, of which no two are equal. */
    private void sort() {
        System.arraycopy(stamps, 0, sorted, 0, size);
        Arrays.sort(sorted, 0, size);
        for (int i = 0; i < size; i++) {
            order[Arrays.binarySearch(sorted, 0, size, stamps[i])] = i;
        }
    }

    /** Returns the number of rules that were read. */
    public int size() {
        return size;
    }

    /** Returns the array that holds the codes; the next reading may replace it. */
    public byte[] array() {
        return bytes;
    }

    /** Returns where the code of a rule begins. */
    public int offset(int rule) {
        final int read = order[check(rule)];
        return read == 0 ? 0 : ends[read - 1];
    }

    /** Returns the length of the code of a rule, in bytes. */
    public int length(int rule) {
        return ends[order[check(rule)]] - offset(rule);
    }

    /** Returns how many copies of a rule there are, at least 1. */
    public long count(int rule) {
        return counts[order[check(rule)]];
    }

    /** Returns the place of a rule's first definition in its space. */
    public long stamp(int rule) {
        return stamps[order[check(rule)]];
    }

    private int check(int rule) {
        if (rule < 0 || rule >= size) {
            throw new IndexOutOfBoundsException("no such rule: rule=" + rule + ", rules=" + size);
        }
        return rule;
    }
}
