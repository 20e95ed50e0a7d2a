package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import java.util.Arrays;

/** Rules {@code (= (rule-N $x) (body N $x))}, each with a head of its own, in order. */
public final class Rules implements Knowledge {
    private static final int FIRST = 10_000_000;

    private final Digits head = new Digits("rule-", 8);
    private final int size;

    /** A set of that many rules. */
    public Rules(int size) {
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void write(AtomWriter writer, int number) {
        writer.reset().expression(3).symbol("=").expression(2);
        head.symbol(writer, FIRST + number);
        writeRest(writer, number);
    }

    @Override
    public void writeAbsent(AtomWriter writer, int number) {
        writer.reset().expression(3).symbol("=").expression(2);
        head.symbolWithSuffix(writer, FIRST + number);
        writeRest(writer, number);
    }

    private static void writeRest(AtomWriter writer, int number) {
        writer.variable("x").expression(3).symbol("body").integer(number).variable("x");
    }

    /** Returns the question for the rules with the same head. */
    @Override
    public Query query(int number) {
        final AtomWriter writer = new AtomWriter().expression(3).symbol("=").expression(2);
        head.symbol(writer, FIRST + number);
        final byte[] prefix = Arrays.copyOf(writer.array(), writer.length());
        final AtomCode pattern = writer.variable("x").variable("body").toAtomCode();
        return new Query(pattern, prefix, AtomCode.symbol("rule-" + (FIRST + number)));
    }
}
