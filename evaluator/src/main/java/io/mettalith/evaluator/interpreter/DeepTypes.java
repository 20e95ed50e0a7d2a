package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Work;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Sees to it that typing a term does not need a Java stack as deep as the term: below a certain depth the types of the
 * inner expressions are found first, from the innermost outwards, and kept until their parents have asked. Types without
 * variables are kept until the whole term has been typed, so that a part that is shared is typed once.
 */
final class DeepTypes {
    /** How deep typing may recurse before it goes from the inside outwards. */
    private static final int LIMIT = 200;

    private final Function<Expression, List<AtomType>> typing;
    private final Map<Expression, List<AtomType>> known = new IdentityHashMap<>();
    private int depth;

    /** Makes a guard of a function that asks {@link #of} for the types of the children. */
    DeepTypes(Function<Expression, List<AtomType>> typing) {
        this.typing = typing;
    }

    /** Returns the types of an expression. */
    List<AtomType> of(Expression expression) {
        if (!known.isEmpty()) {
            final List<AtomType> types = known.get(expression);
            if (types != null) {
                if (!Types.areGround(types)) {
                    known.remove(expression); // whoever asks next gets variables of his own
                }
                return types;
            }
        }
        depth++;
        try {
            if (depth == LIMIT) {
                findInner(expression);
            }
            Work.current().step();
            final List<AtomType> types = typing.apply(expression);
            if (depth > 1 && !expression.ground() && Types.areGround(types)) {
                known.put(expression, types);
            }
            return types;
        } finally {
            depth--;
            if (depth == 0) {
                // What nobody has asked for is not kept: types are those of the moment.
                known.clear();
            }
        }
    }

    /** Finds the types of all expressions inside of one. */
    private void findInner(Expression root) {
        final Deque<Place> path = new ArrayDeque<>();
        Place place = new Place(root);
        while (true) {
            final Expression child = place.nextChild();
            if (child != null && known.containsKey(child)) {
                continue;
            }
            if (child != null) {
                path.push(place);
                place = new Place(child);
                continue;
            }
            if (path.isEmpty()) {
                return;
            }
            known.put(place.expression, typing.apply(place.expression));
            place = path.pop();
        }
    }

    /** An expression whose children are visited. */
    private static final class Place {
        private final Expression expression;
        private int next;

        Place(Expression expression) {
            this.expression = expression;
        }

        private Expression nextChild() {
            while (next < expression.size()) {
                final Atom child = Atoms.deref(expression.get(next++));
                if (child instanceof Expression inner && inner.size() > 0) {
                    return inner;
                }
            }
            return null;
        }
    }
}
