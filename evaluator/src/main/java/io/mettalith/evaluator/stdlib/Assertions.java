package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Work;
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
    private static final String TYPE_WITH_MESSAGE = "(-> Atom Atom Atom (->))";

    private Assertions() {}

    static void define(Library library) {
        comparing(library, "assertEqual", false, Atoms::languageEquals);
        comparing(library, "assertAlphaEqual", false, Atoms::alphaEqual);
        comparing(library, "assertEqualToResult", true, Atoms::languageEquals);
        comparing(library, "assertAlphaEqualToResult", true, Atoms::alphaEqual);
        library.define("assertIncludes", "(-> Atom Expression (->))", Assertions::includes)
                .define("assert", "(-> Atom (->))", Assertions::holds);
    }

    /** Defines an assertion, and the one that takes a message of its own to report with. */
    private static void comparing(Library library, String name, boolean toResult, BiPredicate<Atom, Atom> same) {
        library.define(
                        name,
                        TYPE,
                        (machine, call, type, next) -> compare(machine, new Claim(call, null, same), toResult, next))
                .define(
                        name + "Msg",
                        TYPE_WITH_MESSAGE,
                        (machine, call, type, next) -> compare(machine, Claim.withMessage(call, same), toResult, next));
    }

    /** What is asserted: the call as it is reported, the message if it is not the report, and when results are equal. */
    private record Claim(Expression call, Atom message, BiPredicate<Atom, Atom> same) {
        static Claim withMessage(Expression call, BiPredicate<Atom, Atom> same) {
            return new Claim(Expression.of(call.head(), call.get(1), call.get(2)), Machine.argument(call, 3), same);
        }
    }

    private static void compare(Machine machine, Claim claim, boolean toResult, Frame next) {
        final Atom expected = Machine.argument(claim.call(), 2);
        if (!toResult) {
            Control.collect(machine, claim.call().get(1), new ActualFrame(next, claim));
        } else if (expected instanceof Expression results) {
            Control.collect(machine, claim.call().get(1), new ComparisonFrame(next, claim, null, results));
        } else {
            machine.answer(next, Names.error(claim.call(), "a tuple of results is expected as a second argument"));
        }
    }

    private static void includes(Machine machine, Expression call, Atom type, Frame next) {
        if (Machine.argument(call, 2) instanceof Expression content) {
            Control.collect(machine, call.get(1), new IncludesFrame(next, call, content));
        } else {
            machine.answer(next, Names.error(call, "a tuple of results is expected as a second argument"));
        }
    }

    /** Takes all results of which some are expected. */
    private static final class IncludesFrame extends Frame {
        private final Expression call;
        private final Expression content;

        IncludesFrame(Frame next, Expression call, Expression content) {
            super(next);
            this.call = call;
            this.content = content;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            final Expression missing = Sets.subtraction(content, (Expression) value);
            machine.answer(
                    next(), missing.size() == 0 ? Expression.UNIT : Names.error(call, notIncluded(missing, value)));
        }

        private static Expression notIncluded(Expression missing, Atom results) {
            final List<Atom> message = new ArrayList<>();
            message.add(Symbol.of("assertIncludes"));
            message.add(Symbol.of("error:"));
            message.add(missing);
            for (final String word : "not included in result:".split(" ")) {
                message.add(Symbol.of(word));
            }
            message.add(results);
            return Expression.of(message.toArray(new Atom[0]));
        }
    }

    private static void holds(Machine machine, Expression call, Atom type, Frame next) {
        Control.collect(machine, call.get(1), new TruthFrame(next, call));
    }

    /** Takes all results, each of which is to be true, and of which there is to be one. */
    private static final class TruthFrame extends Frame {
        private final Expression call;

        TruthFrame(Frame next, Expression call) {
            super(next);
            this.call = call;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            final Atom[] results = ((Expression) value).childrenUnsafe();
            final Atom failure =
                    Names.error(call, Expression.of(Machine.argument(call, 1), Symbol.of("not"), BoolAtom.TRUE));
            machine.answerEach(
                    results.length == 0
                            ? List.of(failure)
                            : Arrays.stream(results)
                                    .map(result -> BoolAtom.TRUE.equals(result) ? Expression.UNIT : failure)
                                    .toList(),
                    next());
        }
    }

    /** Takes the actual results and asks for the expected ones. */
    private static final class ActualFrame extends Frame {
        private final Claim claim;

        ActualFrame(Frame next, Claim claim) {
            super(next);
            this.claim = claim;
        }

        @Override
        protected Atom waiting() {
            return claim.call();
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            Control.collect(machine, claim.call().get(2), new ComparisonFrame(next(), claim, (Expression) value, null));
        }
    }

    /** Takes the results that are still missing, actual or expected, and compares. */
    private static final class ComparisonFrame extends Frame {
        private final Claim claim;
        private final Expression actual;
        private final Expression expected;

        ComparisonFrame(Frame next, Claim claim, Expression actual, Expression expected) {
            super(next);
            this.claim = claim;
            this.actual = actual;
            this.expected = expected;
        }

        @Override
        protected Atom waiting() {
            return claim.call();
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
            if (missed.isEmpty() && excessive.isEmpty()) {
                return Expression.UNIT;
            }
            final Atom message = claim.message() == null
                    ? new StringAtom(report(machine, got, wanted, missed, excessive))
                    : claim.message();
            return Names.error(claim.call(), message);
        }

        private boolean removeFirst(List<Atom> from, Atom atom) {
            final Work work = Work.current();
            for (int i = 0; i < from.size(); i++) {
                work.step();
                if (claim.same().test(from.get(i), atom)) {
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
