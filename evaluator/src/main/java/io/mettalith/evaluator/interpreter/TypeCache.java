package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Expression;
import io.mettalith.store.environment.SpaceId;
import java.util.Arrays;
import java.util.List;

/**
 * Types of the ground expressions that were typed last. A term that is built step by step is typed step by step: each step
 * finds the types of the one before here.
 */
final class TypeCache {
    private static final int SIZE = 1 << 10;

    private final Expression[] expressions = new Expression[SIZE];
    private final Object[] types = new Object[SIZE];
    private final long[] stamps = new long[SIZE];
    private final SpaceId[] spaces = new SpaceId[SIZE];

    /** Returns the types of an expression in a space, or null if they are not known for these definitions. */
    @SuppressWarnings("unchecked")
    List<AtomType> get(Expression expression, SpaceId space, long stamp) {
        final int place = place(expression);
        return expressions[place] == expression && stamps[place] == stamp && space.equals(spaces[place])
                ? (List<AtomType>) types[place]
                : null;
    }

    /** Keeps the types of an expression, which have no variables. */
    void put(Expression expression, SpaceId space, long stamp, List<AtomType> found) {
        final int place = place(expression);
        expressions[place] = expression;
        types[place] = found;
        stamps[place] = stamp;
        spaces[place] = space;
    }

    private static int place(Expression expression) {
        final int hash = expression.hashCode();
        return (hash ^ hash >>> 10) & SIZE - 1;
    }

    /** Lets go of all expressions. */
    void clear() {
        Arrays.fill(expressions, null);
        Arrays.fill(types, null);
    }
}
