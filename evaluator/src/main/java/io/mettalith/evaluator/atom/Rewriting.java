package io.mettalith.evaluator.atom;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A copy of an atom with its bound variables replaced by what they stand for, and its free ones by what the subclass
 * says. What does not change is shared with the original.
 */
abstract class Rewriting {
    private int nodesLeft = Atoms.SHORT_WALK;
    /** What became of the expressions met, once the walk is long. */
    private Map<Expression, Atom> rewritten;

    /** Returns a rewriting, for one use, that leaves free variables as they are. */
    static Rewriting resolving() {
        return new Resolving();
    }

    /** Returns a rewriting, for one use, that makes free variables fresh. */
    static Rewriting renaming(VariableIds ids) {
        return new Renaming(ids);
    }

    /** Returns a rewriting, for one use, that puts a value in the place of one variable. */
    static Rewriting substituting(Variable variable, Atom value) {
        return new Rewriting() {
            @Override
            Atom replacement(Variable free) {
                return free == variable ? value : free;
            }
        };
    }

    /** Returns a rewriting, for one use, that puts what a function says in the places of free variables. */
    static Rewriting replacing(Function<Variable, Atom> values) {
        return new Rewriting() {
            @Override
            Atom replacement(Variable free) {
                return values.apply(free);
            }
        };
    }

    /** Returns a rewriting, for one use, that puts values in the places of some variables and makes the others fresh. */
    static Rewriting instantiating(Map<Variable, ? extends Atom> values, VariableIds ids) {
        final Rewriting renaming = renaming(ids);
        return new Rewriting() {
            @Override
            Atom replacement(Variable free) {
                final Atom value = values.get(free);
                return value == null ? renaming.replacement(free) : value;
            }
        };
    }

    abstract Atom replacement(Variable free);

    final Atom apply(Atom in) {
        Atom atom = Atoms.deref(in);
        if (atom instanceof Variable free) {
            return replacement(free);
        }
        return atom instanceof Expression expression && !expression.ground() ? rebuild(expression) : atom;
    }

    private Atom rebuild(Expression expression) {
        nodesLeft -= expression.size();
        if (nodesLeft < 0) {
            return rebuildLong(expression);
        }
        Frame frame = new Frame(expression);
        while (frame.hasNext()) {
            frame.set(apply(frame.child()));
        }
        return frame.result();
    }

    private Atom rebuildLong(Expression root) {
        Work work = Work.current();
        if (rewritten == null) {
            rewritten = new IdentityHashMap<>();
        }
        Deque<Frame> path = new ArrayDeque<>();
        Frame frame = new Frame(root);
        while (true) {
            work.step();
            if (!frame.hasNext()) {
                Atom result = frame.result();
                rewritten.put(frame.expression, result);
                if (path.isEmpty()) {
                    return result;
                }
                frame = path.pop();
                frame.set(result);
                continue;
            }
            Atom child = Atoms.deref(frame.child());
            if (child instanceof Variable free) {
                frame.set(replacement(free));
            } else if (child instanceof Expression inner && !inner.ground()) {
                Atom known = rewritten.get(inner);
                if (known != null) {
                    frame.set(known);
                } else {
                    path.push(frame);
                    frame = new Frame(inner);
                }
            } else {
                frame.set(child);
            }
        }
    }

    /** An expression whose children are being replaced, copied at the first that differs. */
    private static final class Frame {
        private final Expression expression;
        private Atom[] copy;
        private int next;

        private Frame(Expression expression) {
            this.expression = expression;
        }

        private boolean hasNext() {
            return next < expression.size();
        }

        private Atom child() {
            return expression.get(next);
        }

        private void set(Atom replacement) {
            if (copy == null && replacement != expression.get(next)) {
                copy = expression.children();
            }
            if (copy != null) {
                copy[next] = replacement;
            }
            next++;
        }

        private Expression result() {
            return copy == null ? expression : Expression.of(copy);
        }
    }

    private static final class Resolving extends Rewriting {
        @Override
        Atom replacement(Variable free) {
            return free;
        }
    }

    private static final class Renaming extends Rewriting {
        private final VariableIds ids;
        private final Map<Variable, Variable> fresh = new IdentityHashMap<>(4);

        private Renaming(VariableIds ids) {
            this.ids = ids;
        }

        @Override
        Atom replacement(Variable free) {
            return fresh.computeIfAbsent(free, variable -> variable.fresh(ids));
        }
    }
}
