package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How dependencies between spaces stand in an environment, so that they fork, unite and persist with it: each is the entry
 * of a token {@code "dependency <space> <other>"} with the value {@code (space other place)}. No program can bind such a
 * token, which is two words too long.
 */
final class DependencyCells {
    private static final String PREFIX = "dependency ";

    private DependencyCells() {}

    private record Cell(SpaceId space, SpaceId on, long place) {}

    /** Returns the dependencies in an environment, or null if there are none. */
    static Dependencies read(Knowledge knowledge) {
        final AtomCodec codec = new AtomCodec(new VariableIds());
        final List<Cell> cells = new ArrayList<>(0);
        for (final AtomCode code : knowledge.environment().bindings()) {
            final Expression entry = (Expression) codec.decode(code);
            if (((StringAtom) entry.get(1)).value().startsWith(PREFIX)) {
                cells.add(cell((Expression) entry.get(2)));
            }
        }
        if (cells.isEmpty()) {
            return null;
        }
        cells.sort(Comparator.comparingLong(Cell::place).thenComparing(Cell::on));
        final Dependencies dependencies = new Dependencies(knowledge);
        cells.forEach(cell -> dependencies.add(cell.space(), cell.on()));
        return dependencies;
    }

    private static Cell cell(Expression value) {
        return new Cell(
                Knowledge.idOf((SpaceAtom) value.get(0)),
                Knowledge.idOf((SpaceAtom) value.get(1)),
                ((IntegerAtom) value.get(2)).value());
    }

    /** Writes one dependency. */
    static void write(Environment environment, SpaceId space, SpaceId on, long place) {
        final AtomCodec codec = new AtomCodec(new VariableIds());
        environment.bind(
                PREFIX + name(space) + " " + name(on),
                codec.encode(Expression.of(Knowledge.atomOf(space), Knowledge.atomOf(on), Numbers.integer(place))));
    }

    private static String name(SpaceId space) {
        return Long.toHexString(space.high()) + "-" + Long.toHexString(space.low());
    }
}
