package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Choice;
import io.mettalith.evaluator.interpreter.Collapsing;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import java.util.Arrays;

/** What is done with the results of an atom: the first alone, all in turn, one after the other. */
final class Searches {
    private static final Symbol SUPERPOSE = Symbol.of("superpose");

    private Searches() {}

    static void define(PettaModule module) {
        module.define("once", "(-> Atom %Undefined%)", Searches::once)
                .define("forall", "(-> Atom %Undefined% Bool)", Searches::forAll)
                .define("foldall", "(-> %Undefined% Atom %Undefined% %Undefined%)", Searches::foldAll)
                .define("hyperpose", "(-> Expression %Undefined%)", Searches::hyperpose)
                .define(
                        "with_mutex",
                        "(-> Atom Atom %Undefined%)",
                        (machine, call, type, next) -> machine.answer(call, Machine.argument(call, 2), type, next))
                .define(
                        "reduce",
                        "(-> %Undefined% %Undefined%)",
                        (machine, call, type, next) -> machine.answer(call, Machine.argument(call, 1), type, next))
                .variadic("progn", (machine, call, type, next) -> machine.answer(next, part(call, call.size() - 1)))
                .variadic("prog1", (machine, call, type, next) -> machine.answer(next, part(call, 1)));
    }

    /** Returns an argument of a call, or () where it has none at all. */
    private static Atom part(Expression call, int index) {
        return call.size() == 1 ? Expression.UNIT : Machine.argument(call, index);
    }

    /* ---------------- once ---------------- */

    private static void once(Machine machine, Expression call, Atom type, Frame next) {
        machine.evaluate(call.get(1), Names.UNDEFINED, new FirstFrame(next, call, machine.newestChoice()));
    }

    /** Takes the first result and gives up the search for others. */
    private static final class FirstFrame extends Frame {
        private final Expression call;
        private final Choice before;

        FirstFrame(Frame next, Expression call, Choice before) {
            super(next);
            this.call = call;
            this.before = before;
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
            machine.cut(before);
            machine.answer(next(), value);
        }
    }

    /* ---------------- forall ---------------- */

    private static void forAll(Machine machine, Expression call, Atom type, Frame next) {
        final AllChoice all = new AllChoice(next);
        machine.push(all);
        machine.evaluate(call.get(1), Names.UNDEFINED, new EachFrame(next, call, all));
    }

    /** Comes when all results have passed, or one has not: what the search has bound is undone by then. */
    private static final class AllChoice extends Choice {
        private final Frame next;
        private Atom outcome = BoolAtom.TRUE;

        AllChoice(Frame next) {
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            machine.answer(next, outcome);
        }

        void end(Machine machine, Atom with) {
            outcome = with;
            machine.cut(this);
            machine.fail();
        }
    }

    /** Takes each result of the generator and has it checked. */
    private static final class EachFrame extends Frame {
        private final Expression call;
        private final AllChoice all;

        EachFrame(Frame next, Expression call, AllChoice all) {
            super(next);
            this.call = call;
            this.all = all;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (Names.EMPTY.equals(value)) {
                machine.fail();
            } else if (Names.isError(value)) {
                all.end(machine, Atoms.resolve(value));
            } else {
                final Choice before = machine.newestChoice();
                machine.push(new NoneChoice(all));
                final Expression check = Expression.of(call.get(2), value);
                machine.evaluate(Atoms.resolve(check), Names.UNDEFINED, new CheckFrame(this, all, before));
            }
        }
    }

    /** Comes when a check has had no true result. */
    private static final class NoneChoice extends Choice {
        private final AllChoice all;

        NoneChoice(AllChoice all) {
            this.all = all;
        }

        @Override
        protected void retry(Machine machine) {
            all.end(machine, BoolAtom.FALSE);
        }
    }

    /** Takes the results of a check, up to the first that is true, or () as what only has an effect answers. */
    private static final class CheckFrame extends Frame {
        private final AllChoice all;
        private final Choice before;

        CheckFrame(Frame next, AllChoice all, Choice before) {
            super(next);
            this.all = all;
            this.before = before;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (Names.isError(value)) {
                all.end(machine, Atoms.resolve(value));
                return;
            }
            if (BoolAtom.TRUE.equals(value) || Expression.UNIT.equals(value)) {
                machine.cut(before);
            }
            machine.fail();
        }
    }

    /* ---------------- foldall ---------------- */

    private static void foldAll(Machine machine, Expression call, Atom type, Frame next) {
        Collapsing.collect(
                machine, new ResultsFrame(next, call), frame -> machine.evaluate(call.get(2), Names.UNDEFINED, frame));
    }

    /** Takes all results of the generator. */
    private static final class ResultsFrame extends Frame {
        private final Expression call;

        ResultsFrame(Frame next, Expression call) {
            super(next);
            this.call = call;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            new FoldFrame(next(), call, (Expression) value, 0).resume(machine, call.get(3));
        }
    }

    /** Takes what has been accumulated and folds the next result into it. */
    private static final class FoldFrame extends Frame {
        private final Expression call;
        private final Expression results;
        private final int index;

        FoldFrame(Frame next, Expression call, Expression results, int index) {
            super(next);
            this.call = call;
            this.results = results;
            this.index = index;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom accumulated) {
            if (index > 0 && (Names.isError(accumulated) || Names.EMPTY.equals(accumulated))
                    || index == results.size()) {
                machine.answer(call, accumulated, Names.ATOM, next());
                return;
            }
            final Expression step = Expression.of(call.get(1), results.get(index), accumulated);
            machine.evaluate(Atoms.resolve(step), Names.UNDEFINED, new FoldFrame(next(), call, results, index + 1));
        }
    }

    /* ---------------- hyperpose ---------------- */

    private static void hyperpose(Machine machine, Expression call, Atom type, Frame next) {
        final Expression branches = Expression.of(SUPERPOSE, Machine.argument(call, 1));
        Collapsing.collect(
                machine, new BranchesFrame(next), frame -> machine.evaluate(branches, Names.UNDEFINED, frame));
    }

    /** Takes the results of all branches and hands them on in turn. */
    private static final class BranchesFrame extends Frame {
        BranchesFrame(Frame next) {
            super(next);
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            machine.answerEach(Arrays.asList(((Expression) value).children()), next());
        }
    }
}
