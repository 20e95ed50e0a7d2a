package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Choice;
import io.mettalith.evaluator.interpreter.Collapsing;
import io.mettalith.evaluator.interpreter.Form;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import java.util.Arrays;

/** Conditions, bindings, alternatives. */
final class Control {
    private static final String BAD_PAIRS = "List of (<pattern> <atom>) pairs is expected as a second argument";

    private Control() {}

    static void define(Library library) {
        library.define("if", "(-> Bool Atom Atom $t)", Form.IF, Control::branch)
                .define("let", "(-> Atom %Undefined% Atom %Undefined%)", Form.LET, Control::let)
                .define("let*", "(-> Expression Atom %Undefined%)", Form.LET_ALL, Control::letAll)
                .define("case", "(-> Atom Expression %Undefined%)", Form.CASE, Control::caseOf)
                .define("switch", "(-> %Undefined% Expression %Undefined%)", Form.SWITCH, Control::switchOf)
                .define("switch-minimal", "(-> Atom Expression Atom)", Control::switchOf)
                .define("superpose", "(-> Expression %Undefined%)", Control::superpose)
                .define("collapse", "(-> Atom Atom)", Form.COLLAPSE, Control::collapse)
                .function("empty", "(-> %Undefined%)", (machine, arguments) -> Names.EMPTY)
                .function("quote", "(-> Atom Atom)", (machine, arguments) -> Names.NOT_REDUCIBLE)
                .define("unquote", "(-> %Undefined% %Undefined%)", Control::unquote)
                .function("noeval", "(-> Atom Atom)", (machine, arguments) -> arguments[0])
                .function("id", "(-> $t $t)", (machine, arguments) -> arguments[0])
                .unchecked("nop", Names.UNDEFINED, (machine, call, type, next) -> machine.answer(next, Expression.UNIT))
                .pure(
                        "if-equal",
                        "(-> Atom Atom Atom Atom %Undefined%)",
                        (machine, arguments) ->
                                Atoms.alphaEqual(arguments[0], arguments[1]) ? arguments[2] : arguments[3])
                .function(
                        "if-error",
                        "(-> Atom Atom Atom %Undefined%)",
                        (machine, arguments) -> Names.isError(arguments[0]) ? arguments[1] : arguments[2]);
    }

    /** Both branches are open to a condition that is a free variable, as they are to two equations. */
    private static void branch(Machine machine, Expression call, Atom type, Frame next) {
        final Atom condition = Machine.argument(call, 1);
        if (condition instanceof BoolAtom bool) {
            machine.answer(call, Machine.argument(call, bool.value() ? 2 : 3), type, next);
        } else if (condition instanceof Variable variable) {
            machine.push(new ElseChoice(call, variable, type, next));
            machine.unifier().bind(variable, BoolAtom.TRUE);
            machine.answer(call, Machine.argument(call, 2), type, next);
        } else {
            machine.answer(call, Names.NOT_REDUCIBLE, type, next);
        }
    }

    private static final class ElseChoice extends Choice {
        private final Expression call;
        private final Variable condition;
        private final Atom type;
        private final Frame next;

        ElseChoice(Expression call, Variable condition, Atom type, Frame next) {
            this.call = call;
            this.condition = condition;
            this.type = type;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            machine.unifier().bind(condition, BoolAtom.FALSE);
            machine.answer(call, Machine.argument(call, 3), type, next);
        }
    }

    private static void let(Machine machine, Expression call, Atom type, Frame next) {
        if (machine.unifier().unify(call.get(2), call.get(1))) {
            machine.answer(call, Atoms.resolve(call.get(3)), type, next);
        } else {
            machine.fail();
        }
    }

    private static void letAll(Machine machine, Expression call, Atom type, Frame next) {
        if (!(Machine.argument(call, 1) instanceof Expression pairs)) {
            machine.answer(next, Names.error(call, new StringAtom(BAD_PAIRS)));
        } else if (pairs.size() == 0) {
            machine.answer(call, Machine.argument(call, 2), type, next);
        } else if (Atoms.deref(pairs.head()) instanceof Expression pair && pair.size() == 2) {
            machine.evaluate(pair.get(1), Names.UNDEFINED, new LetFrame(next, call, pairs, 0, type));
        } else {
            machine.answer(next, Names.error(call, new StringAtom(BAD_PAIRS)));
        }
    }

    /** Takes the value of one pair of a {@code let*}. */
    private static final class LetFrame extends Frame {
        private final Expression call;
        private final Expression pairs;
        private final int index;
        private final Atom type;

        LetFrame(Frame next, Expression call, Expression pairs, int index, Atom type) {
            super(next);
            this.call = call;
            this.pairs = pairs;
            this.index = index;
            this.type = type;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            final Expression pair = (Expression) Atoms.deref(pairs.get(index));
            // An error or Empty that was written there is a value, as it is for let.
            final boolean ends = Names.isError(value) || Names.EMPTY.equals(value);
            if (ends && !value.equals(Atoms.deref(pair.get(1)))) {
                machine.answer(call, value, type, next());
            } else if (!machine.unifier().unify(value, pair.head())) {
                machine.fail();
            } else if (index + 1 == pairs.size()) {
                machine.answer(call, Atoms.resolve(call.get(2)), type, next());
            } else if (Atoms.deref(pairs.get(index + 1)) instanceof Expression following && following.size() == 2) {
                machine.evaluate(
                        Atoms.resolve(following.get(1)),
                        Names.UNDEFINED,
                        new LetFrame(next(), call, pairs, index + 1, type));
            } else {
                machine.answer(next(), Names.error(rest(), new StringAtom(BAD_PAIRS)));
            }
        }

        /** Returns the {@code let*} of the pairs that are left. */
        private Expression rest() {
            final Atom[] left = Arrays.copyOfRange(pairs.children(), index + 1, pairs.size());
            return Expression.of(call.head(), Expression.of(left), call.get(2));
        }
    }

    /* ---------------- case and switch ---------------- */

    private static void switchOf(Machine machine, Expression call, Atom type, Frame next) {
        select(machine, Machine.argument(call, 1), call, type, next);
    }

    /** Goes on with the template of the first case whose pattern unifies with the value. */
    private static void select(Machine machine, Atom value, Expression call, Atom type, Frame next) {
        if (!(Machine.argument(call, 2) instanceof Expression cases)) {
            badCases(machine, call, next);
            return;
        }
        for (int i = 0; i < cases.size(); i++) {
            if (!(Atoms.deref(cases.get(i)) instanceof Expression pair) || pair.size() != 2) {
                badCases(machine, call, next);
                return;
            }
            final int mark = machine.unifier().mark();
            if (machine.unifier().unify(value, pair.head())) {
                machine.answer(call, Atoms.resolve(pair.get(1)), type, next);
                return;
            }
            machine.unifier().undo(mark);
        }
        machine.fail();
    }

    private static void badCases(Machine machine, Expression call, Frame next) {
        final String cases = machine.host().format(call.get(2));
        machine.answer(next, Names.error(call, "expected: ((<pattern> <template>) ...), found: " + cases));
    }

    private static void caseOf(Machine machine, Expression call, Atom type, Frame next) {
        final NothingChoice nothing = new NothingChoice(call, type, next);
        machine.push(nothing);
        machine.evaluate(call.get(1), Names.UNDEFINED, new CaseFrame(next, call, type, nothing));
    }

    /** Takes each value of the first argument of a {@code case}. */
    private static final class CaseFrame extends Frame {
        private final Expression call;
        private final Atom type;
        private final NothingChoice nothing;

        CaseFrame(Frame next, Expression call, Atom type, NothingChoice nothing) {
            super(next);
            this.call = call;
            this.type = type;
            this.nothing = nothing;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (Names.EMPTY.equals(value)) {
                machine.fail();
                return;
            }
            nothing.answered = true;
            if (machine.newestChoice() == nothing) {
                machine.drop(nothing);
            }
            select(machine, value, call, type, next());
        }
    }

    /** What a {@code case} does where its first argument has no value. */
    private static final class NothingChoice extends Choice {
        private final Expression call;
        private final Atom type;
        private final Frame next;
        private boolean answered;

        NothingChoice(Expression call, Atom type, Frame next) {
            this.call = call;
            this.type = type;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            if (answered) {
                machine.fail();
            } else {
                select(machine, Names.EMPTY, call, type, next);
            }
        }
    }

    /* ---------------- Alternatives ---------------- */

    private static void superpose(Machine machine, Expression call, Atom type, Frame next) {
        if (Machine.argument(call, 1) instanceof Expression list) {
            machine.answers(call, Arrays.asList(list.childrenUnsafe()), type, next);
        } else {
            machine.answer(next, Names.error(call, "superpose expects single expression as an argument"));
        }
    }

    private static void collapse(Machine machine, Expression call, Atom type, Frame next) {
        collect(machine, call.get(1), next);
    }

    /** Hands the tuple of all results of an atom to a frame, each with its bindings applied. */
    static void collect(Machine machine, Atom atom, Frame next) {
        Collapsing.collect(machine, next, frame -> machine.evaluate(atom, Names.UNDEFINED, frame));
    }

    private static void unquote(Machine machine, Expression call, Atom type, Frame next) {
        final boolean quoted = Machine.argument(call, 1) instanceof Expression expression
                && expression.size() == 2
                && Output.QUOTE.equals(Atoms.deref(expression.head()));
        machine.answer(
                call,
                quoted ? Machine.argument((Expression) Machine.argument(call, 1), 1) : Names.NOT_REDUCIBLE,
                type,
                next);
    }
}
