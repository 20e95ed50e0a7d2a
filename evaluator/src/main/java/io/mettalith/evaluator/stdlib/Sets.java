package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Tuples as multisets, and the same functions on the results of atoms. The order is that of the left side. Atoms are the
 * same if {@code ==} says so, for {@code unique} if they are the same up to the names of their variables.
 */
final class Sets {
    private static final String NOT_A_LIST = "Atom is not an ExpressionAtom";

    private Sets() {}

    static void define(Library library) {
        library.function(
                        "unique-atom",
                        "(-> Expression Atom)",
                        (machine, arguments) -> arguments[0] instanceof Expression list
                                ? unique(list)
                                : Library.error("unique-atom", arguments, NOT_A_LIST))
                .define("unique", "(-> Atom %Undefined%)", Sets::uniqueResults);
        onTwo(library, "union", Sets::union);
        onTwo(library, "intersection", Sets::intersection);
        onTwo(library, "subtraction", Sets::subtraction);
    }

    private static void onTwo(Library library, String name, BinaryOperator<Expression> function) {
        final String onTuples = name + "-atom";
        library.function(onTuples, "(-> Expression Expression Atom)", tuples(onTuples, function))
                .define(name, "(-> Atom Atom %Undefined%)", results(function));
    }

    private static Operation.Function tuples(String name, BinaryOperator<Expression> function) {
        return (machine, arguments) ->
                arguments[0] instanceof Expression left && arguments[1] instanceof Expression right
                        ? function.apply(left, right)
                        : Library.error(name, arguments, NOT_A_LIST);
    }

    /* ---------------- On the results of atoms ---------------- */

    private static void uniqueResults(Machine machine, Expression call, Atom type, Frame next) {
        Control.collect(machine, call.get(1), new AnsweringFrame(next, call, type, Sets::unique));
    }

    private static Operation results(BinaryOperator<Expression> function) {
        return (machine, call, type, next) ->
                Control.collect(machine, call.get(1), new LeftFrame(next, call, type, function));
    }

    /** Takes the results of the left side and asks for those of the right. */
    private static final class LeftFrame extends Frame {
        private final Expression call;
        private final Atom type;
        private final BinaryOperator<Expression> function;

        LeftFrame(Frame next, Expression call, Atom type, BinaryOperator<Expression> function) {
            super(next);
            this.call = call;
            this.type = type;
            this.function = function;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            final Expression left = (Expression) value;
            Control.collect(
                    machine, call.get(2), new AnsweringFrame(next(), call, type, right -> function.apply(left, right)));
        }
    }

    /** Takes the last results and answers by what the function makes of them, one by one. */
    private static final class AnsweringFrame extends Frame {
        private final Expression call;
        private final Atom type;
        private final UnaryOperator<Expression> function;

        AnsweringFrame(Frame next, Expression call, Atom type, UnaryOperator<Expression> function) {
            super(next);
            this.call = call;
            this.type = type;
            this.function = function;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            final Expression results = function.apply((Expression) value);
            machine.answers(call, Arrays.asList(results.childrenUnsafe()), type, next());
        }
    }

    /* ---------------- On tuples ---------------- */

    /** Keeps the first of each group of children that are equal up to the names of their variables. */
    private static Expression unique(Expression list) {
        final Map<Integer, List<Atom>> seen = new HashMap<>();
        final List<Atom> kept = new ArrayList<>();
        for (final Atom child : list.childrenUnsafe()) {
            final List<Atom> alike = seen.computeIfAbsent(Atoms.hash(child), hash -> new ArrayList<>(1));
            Work.current().steps(1 + alike.size());
            if (alike.stream().noneMatch(other -> Atoms.alphaEqual(other, child))) {
                alike.add(child);
                kept.add(child);
            }
        }
        return tuple(kept);
    }

    private static Expression union(Expression left, Expression right) {
        final List<Atom> all = new ArrayList<>(Arrays.asList(left.childrenUnsafe()));
        Collections.addAll(all, right.childrenUnsafe());
        return tuple(all);
    }

    private static Expression intersection(Expression left, Expression right) {
        return filtered(left, right, true);
    }

    /** Returns what is left of a tuple once each child of another has taken one like it away. */
    static Expression subtraction(Expression left, Expression right) {
        return filtered(left, right, false);
    }

    /** Pairs each child of the left side with an equal one of the right, each used once; keeps those with or without. */
    private static Expression filtered(Expression left, Expression right, boolean paired) {
        final Map<Integer, List<Atom>> available = new HashMap<>();
        for (final Atom child : right.childrenUnsafe()) {
            available
                    .computeIfAbsent(Atoms.hash(child), hash -> new ArrayList<>(1))
                    .add(child);
        }
        final List<Atom> kept = new ArrayList<>();
        for (final Atom child : left.childrenUnsafe()) {
            if (removeFirst(available.getOrDefault(Atoms.hash(child), List.of()), child) == paired) {
                kept.add(child);
            }
        }
        return tuple(kept);
    }

    private static boolean removeFirst(List<Atom> from, Atom atom) {
        final Work work = Work.current();
        for (int i = 0; i < from.size(); i++) {
            work.step();
            if (Atoms.languageEquals(from.get(i), atom)) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }

    private static Expression tuple(List<Atom> children) {
        return Expression.of(children.toArray(new Atom[0]));
    }
}
