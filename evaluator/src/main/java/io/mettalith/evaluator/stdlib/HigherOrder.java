package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import java.util.Map;

/**
 * Templates applied to the children of a tuple, one after the other. Each application is evaluated as a whole, with the
 * named variables replaced and all others fresh, so that nothing of one application is seen by the next.
 */
final class HigherOrder {
    private HigherOrder() {}

    static void define(Library library) {
        library.define("map-atom", "(-> Expression Variable Atom Expression)", (machine, call, type, next) -> {
                    if (areListAndVariables(machine, call, next, 2, 2)) {
                        map(machine, new Walk(call, type, next), 0, null);
                    }
                })
                .define("filter-atom", "(-> Expression Variable Atom Expression)", (machine, call, type, next) -> {
                    if (areListAndVariables(machine, call, next, 2, 2)) {
                        filter(machine, new Walk(call, type, next), 0, null);
                    }
                })
                .define(
                        "foldl-atom",
                        "(-> Expression Atom Variable Variable Atom %Undefined%)",
                        (machine, call, type, next) -> {
                            if (areListAndVariables(machine, call, next, 3, 4)) {
                                fold(machine, new Walk(call, type, next), 0, Machine.argument(call, 2));
                            }
                        })
                .define("for-each-in-atom", "(-> Expression Atom (->))", (machine, call, type, next) -> {
                    if (areListAndVariables(machine, call, next, 0, -1)) {
                        forEach(machine, new Walk(call, type, next), 0);
                    }
                });
    }

    /** A call under way: what it is, and where its answer goes. */
    private record Walk(Expression call, Atom type, Frame next) {
        Expression list() {
            return (Expression) Machine.argument(call, 1);
        }

        Variable variable(int index) {
            return (Variable) Machine.argument(call, index);
        }

        void answer(Machine machine, Atom result) {
            machine.answer(call, result, type, next);
        }
    }

    /** The children of the answer so far, the last one first. */
    private record Collected(Atom atom, Collected before, int size) {
        static Collected with(Collected before, Atom atom) {
            return new Collected(atom, before, size(before) + 1);
        }

        static int size(Collected collected) {
            return collected == null ? 0 : collected.size;
        }

        static Expression tuple(Collected collected) {
            final Atom[] children = new Atom[size(collected)];
            Collected at = collected;
            for (int i = children.length - 1; i >= 0; i--) {
                children[i] = at.atom;
                at = at.before;
            }
            return Expression.of(children);
        }
    }

    private static boolean areListAndVariables(Machine machine, Expression call, Frame next, int from, int to) {
        if (!(Machine.argument(call, 1) instanceof Expression)) {
            machine.answer(next, Names.error(call, "Expression is expected as a first argument"));
            return false;
        }
        for (int i = from; i <= to; i++) {
            if (!(Machine.argument(call, i) instanceof Variable)) {
                machine.answer(next, Names.error(call, "a variable is expected: argument=" + i));
                return false;
            }
        }
        return true;
    }

    /** Reports whether a result ends the whole walk, and sees to it. */
    private static boolean ends(Machine machine, Walk walk, Atom result) {
        if (Names.isError(result) || Names.EMPTY.equals(result)) {
            walk.answer(machine, result);
            return true;
        }
        return false;
    }

    /** What to do with the result for one child. */
    private interface Step {
        void take(Machine machine, Atom result);
    }

    private static final class StepFrame extends Frame {
        private final Walk walk;
        private final Step step;

        StepFrame(Walk walk, Step step) {
            super(walk.next());
            this.walk = walk;
            this.step = step;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (!ends(machine, walk, value)) {
                step.take(machine, value);
            }
        }
    }

    private static void evaluate(Machine machine, Walk walk, Atom template, Map<Variable, Atom> values, Step step) {
        final Atom application =
                Atoms.instantiated(template, values, machine.knowledge().ids());
        machine.evaluate(application, Names.UNDEFINED, new StepFrame(walk, step));
    }

    private static void map(Machine machine, Walk walk, int index, Collected done) {
        if (index == walk.list().size()) {
            walk.answer(machine, Collected.tuple(done));
            return;
        }
        final Atom child = walk.list().get(index);
        evaluate(
                machine,
                walk,
                walk.call().get(3),
                Map.of(walk.variable(2), child),
                (m, result) -> map(m, walk, index + 1, Collected.with(done, result)));
    }

    private static void filter(Machine machine, Walk walk, int index, Collected done) {
        if (index == walk.list().size()) {
            walk.answer(machine, Collected.tuple(done));
            return;
        }
        final Atom child = walk.list().get(index);
        evaluate(machine, walk, walk.call().get(3), Map.of(walk.variable(2), child), (m, result) -> {
            if (result instanceof BoolAtom bool) {
                filter(m, walk, index + 1, bool.value() ? Collected.with(done, child) : done);
            } else {
                walk.answer(m, notBool(m, walk, result));
            }
        });
    }

    private static Atom notBool(Machine machine, Walk walk, Atom result) {
        return Names.error(
                walk.call(),
                "filter-atom expects its condition to be True or False, found: "
                        + machine.host().format(result));
    }

    private static void fold(Machine machine, Walk walk, int index, Atom accumulated) {
        if (index == walk.list().size()) {
            walk.answer(machine, accumulated);
            return;
        }
        final Map<Variable, Atom> values = walk.variable(3) == walk.variable(4)
                ? Map.of(walk.variable(3), accumulated)
                : Map.of(
                        walk.variable(3),
                        accumulated,
                        walk.variable(4),
                        walk.list().get(index));
        evaluate(machine, walk, walk.call().get(5), values, (m, result) -> fold(m, walk, index + 1, result));
    }

    private static void forEach(Machine machine, Walk walk, int index) {
        if (index == walk.list().size()) {
            walk.answer(machine, Expression.UNIT);
            return;
        }
        final Expression application =
                Expression.of(walk.call().get(2), walk.list().get(index));
        machine.evaluate(application, Names.UNDEFINED, new StepFrame(walk, (m, result) -> forEach(m, walk, index + 1)));
    }
}
