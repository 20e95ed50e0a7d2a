package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Knowledge;
import io.mettalith.bench.peer.Query;
import io.mettalith.store.atom.AtomWriter;

/** Facts that are asked for by their second argument, for a system that finds those by itself. */
record SecondArgumentQueries(Facts facts) implements Knowledge {
    private static final byte[] NO_PREFIX = {};

    @Override
    public int size() {
        return facts.size();
    }

    @Override
    public void write(AtomWriter writer, int number) {
        facts.write(writer, number);
    }

    @Override
    public void writeAbsent(AtomWriter writer, int number) {
        facts.writeAbsent(writer, number);
    }

    @Override
    public Query query(int number) {
        return new Query(facts.bySecondArgument(number), NO_PREFIX, null);
    }
}
