package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import java.util.Arrays;

/**
 * Facts {@code (edge n1234567 n7654321)}. From 1,000 facts on, every node is the first argument of ten facts and the
 * second of ten others; of fewer facts, each node is so once. They are numbered by their first argument.
 */
public final class Facts implements Knowledge {
    private static final int FIRST_NODE = 1_000_000;
    /** Prime, so that multiplying by it permutes the numbers below any product of twos and fives. */
    private static final long STRIDE = 7_368_787;

    private final Digits node = new Digits("n", 7);
    private final int size;
    private final int group;
    private final boolean reversed;

    /** A set of that many facts, a number without other prime factors than 2 and 5. */
    public Facts(int size) {
        this(size, false);
    }

    private Facts(int size, boolean reversed) {
        this.size = size;
        this.group = size >= 1_000 ? 10 : 1;
        this.reversed = reversed;
    }

    /** Returns the same facts with their arguments exchanged, which is what an index by second argument holds. */
    public Facts reversed() {
        return new Facts(size, !reversed);
    }

    /** Returns how many facts share a first argument, and how many a second. */
    public int group() {
        return group;
    }

    @Override
    public int size() {
        return size;
    }

    private int first(int number) {
        return FIRST_NODE + number / group;
    }

    private int second(int number) {
        return FIRST_NODE + (int) (number * STRIDE % size) / group;
    }

    @Override
    public void write(AtomWriter writer, int number) {
        writer.reset().expression(3).symbol("edge");
        node.symbol(writer, reversed ? second(number) : first(number));
        node.symbol(writer, reversed ? first(number) : second(number));
    }

    @Override
    public void writeAbsent(AtomWriter writer, int number) {
        writer.reset().expression(3).symbol("edge");
        node.symbol(writer, reversed ? second(number) : first(number));
        node.symbolWithSuffix(writer, reversed ? first(number) : second(number));
    }

    /** Returns the question for the facts with the same first argument. */
    @Override
    public Query query(int number) {
        final AtomWriter writer = new AtomWriter().expression(3).symbol("edge");
        node.symbol(writer, reversed ? second(number) : first(number));
        final byte[] prefix = Arrays.copyOf(writer.array(), writer.length());
        return new Query(writer.variable("y").toAtomCode(), prefix, null);
    }

    /** Returns the question for the facts with the same second argument, of facts that are not reversed. */
    public AtomCode bySecondArgument(int number) {
        final AtomWriter writer = new AtomWriter().expression(3).symbol("edge").variable("x");
        node.symbol(writer, second(number));
        return writer.toAtomCode();
    }

    /** Returns the question for all facts. */
    public Query all() {
        final AtomWriter writer = new AtomWriter().expression(3).symbol("edge");
        final byte[] prefix = Arrays.copyOf(writer.array(), writer.length());
        return new Query(writer.variable("x").variable("y").toAtomCode(), prefix, null);
    }
}
