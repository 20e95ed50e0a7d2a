package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Comparison of results as multisets: what tests written in the language consist of. */
final class Assertions {
    private static final String TYPE = "(-> Atom Atom (->))";

    private Assertions() {}

    static void define(Library library) {
        library.define(
                        "assertEqual",
                        TYPE,
                        (machine, call, type, next) -> equal(machine, call, next, Atoms::languageEquals))
                .define(
                        "assertAlphaEqual",
                        TYPE,
                        (machine, call, type, next) -> equal(machine, call, next, Atoms::alphaEqual))
                .define(
                        "assertEqualToResult",
                        TYPE,
                        (machine, call, type, next) -> equalToResult(machine, call, next, Atoms::languageEquals))
                .define(
                        "assertAlphaEqualToResult",
                        TYPE,
                        (machine, call, type, next) -> equalToResult(machine, call, next, Atoms::alphaEqual));
    }

    private static void equal(Machine machine, Expression call, Frame next, BiPredicate<Atom, Atom> same) {
        Control.collect(machine, call.get(1), new ActualFrame(next, call, same));
    }

    private static void equalToResult(Machine machine, Expression call, Frame next, BiPredicate<Atom, Atom> same) {
        final Atom expected = Machine.argument(call, 2);
        if (expected instanceof Expression results) {
            Control.collect(machine, call.get(1), new ComparisonFrame(next, call, null, results, same));
        } else {
            machine.answer(next, Names.error(call, "a tuple of results is expected as a second argument"));
        }
    }

    /** Takes the actual results and asks for the expected ones. */
    private static final class ActualFrame extends Frame {
        private final Expression call;
        private final BiPredicate<Atom, Atom> same;

        ActualFrame(Frame next, Expression call, BiPredicate<Atom, Atom> same) {
            super(next);
            this.call = call;
            this.same = same;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            Control.collect(machine, call.get(2), new ComparisonFrame(next(), call, (Expression) value, null, same));
        }
    }

    /** Takes the results that are still missing, actual or expected, and compares. */
    private static final class ComparisonFrame extends Frame {
        private final Expression call;
        private final Expression actual;
        private final Expression expected;
        private final BiPredicate<Atom, Atom> same;

        ComparisonFrame(
                Frame next, Expression call, Expression actual, Expression expected, BiPredicate<Atom, Atom> same) {
            super(next);
            this.call = call;
            this.actual = actual;
            this.expected = expected;
            this.same = same;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            final Expression results = (Expression) value;
            machine.answer(
                    next(), actual == null ? compare(machine, results, expected) : compare(machine, actual, results));
        }

        private Atom compare(Machine machine, Expression got, Expression wanted) {
            final List<Atom> missed = new ArrayList<>(Arrays.asList(wanted.childrenUnsafe()));
            final List<Atom> excessive = new ArrayList<>();
            for (final Atom result : got.childrenUnsafe()) {
                if (!removeFirst(missed, result)) {
                    excessive.add(result);
                }
            }
            return missed.isEmpty() && excessive.isEmpty()
                    ? Expression.UNIT
                    : Names.error(call, new StringAtom(report(machine, got, wanted, missed, excessive)));
        }

        private boolean removeFirst(List<Atom> from, Atom atom) {
            for (int i = 0; i < from.size(); i++) {
                if (same.test(from.get(i), atom)) {
                    from.remove(i);
                    return true;
                }
            }
            return false;
        }

        private static String report(
                Machine machine, Expression got, Expression wanted, List<Atom> missed, List<Atom> excessive) {
            final StringBuilder out = new StringBuilder("\nExpected: [")
                    .append(listed(machine, Arrays.asList(wanted.childrenUnsafe())))
                    .append("]\nGot: [")
                    .append(listed(machine, Arrays.asList(got.childrenUnsafe())))
                    .append(']');
            if (!missed.isEmpty()) {
                out.append("\nMissed results: ").append(listed(machine, missed));
            }
            if (!excessive.isEmpty()) {
                out.append("\nExcessive results: ").append(listed(machine, excessive));
            }
            return out.toString();
        }

        private static String listed(Machine machine, List<Atom> atoms) {
            return atoms.stream().map(machine.host()::format).collect(Collectors.joining(", "));
        }
    }
}
