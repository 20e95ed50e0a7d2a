package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomWriter;
import java.util.List;
import java.util.stream.IntStream;

/** A set of distinct atoms, numbered from 0, that benchmarks run on. */
public interface Knowledge {
    /** Returns the number of atoms. */
    int size();

    /** Writes an atom of the set, for {@code 0 <= number < size()}. */
    void write(AtomWriter writer, int number);

    /** Writes an atom that the set does not have, and that belongs right beside the one of that number. */
    void writeAbsent(AtomWriter writer, int number);

    /** Returns the question for the atoms that share the beginning of the one of that number. */
    Query query(int number);

    /** Returns an atom of the set. */
    default Key key(int number) {
        final AtomWriter writer = new AtomWriter();
        write(writer, number);
        return Key.of(writer.toAtomCode());
    }

    /** Returns an atom that the set does not have. */
    default Key absentKey(int number) {
        final AtomWriter writer = new AtomWriter();
        writeAbsent(writer, number);
        return Key.of(writer.toAtomCode());
    }

    /** Returns all atoms of the set by number. */
    default List<Key> keys() {
        return IntStream.range(0, size()).mapToObj(this::key).toList();
    }
}
