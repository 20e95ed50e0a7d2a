package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Choice;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.stdlib.Library;
import java.util.HashSet;
import java.util.Set;

/** Tests of values, comparisons, and logic that looks at its second argument only where it has to. */
final class Truths {
    private static final String TEST = "(-> %Undefined% Bool)";
    private static final String LAZY = "(-> Bool Atom Bool)";
    private static final String CHOOSING = "(-> Number Number Number)";

    private Truths() {}

    static void define(PettaModule module) {
        module.function("is-var", TEST, (machine, arguments) -> BoolAtom.of(arguments[0] instanceof Variable))
                .function("is-expr", TEST, (machine, arguments) -> BoolAtom.of(arguments[0] instanceof Expression))
                .function("is-space", TEST, (machine, arguments) -> BoolAtom.of(arguments[0] instanceof SpaceAtom))
                .function("is-ground", TEST, (machine, arguments) -> BoolAtom.of(isGround(arguments[0])))
                .function(
                        "!=",
                        "(-> %Undefined% %Undefined% Bool)",
                        (machine, arguments) -> BoolAtom.of(!Atoms.languageEquals(arguments[0], arguments[1])))
                .function("min", CHOOSING, (machine, arguments) -> least(arguments[0], arguments[1], -1))
                .function("max", CHOOSING, (machine, arguments) -> least(arguments[0], arguments[1], 1))
                .function("implies", "(-> Bool Bool Bool)", (machine, arguments) -> implies(arguments[0], arguments[1]))
                .define("and-then", LAZY, (machine, call, type, next) -> lazily(machine, call, BoolAtom.FALSE, next))
                .define("or-else", LAZY, (machine, call, type, next) -> lazily(machine, call, BoolAtom.TRUE, next))
                .define("is-member", "(-> %Undefined% %Undefined% Bool)", Truths::isMember);
    }

    private static boolean isGround(Atom atom) {
        final Set<Variable> variables = new HashSet<>();
        Atoms.collectVariables(atom, variables);
        return variables.isEmpty();
    }

    private static Atom least(Atom one, Atom other, int sign) {
        return one instanceof NumberAtom && other instanceof NumberAtom
                ? (sign * new StandardOrder().compare(one, other) >= 0 ? one : other)
                : Names.NOT_REDUCIBLE;
    }

    private static Atom implies(Atom condition, Atom conclusion) {
        return condition instanceof BoolAtom holds && conclusion instanceof BoolAtom follows
                ? BoolAtom.of(!holds.value() || follows.value())
                : Names.NOT_REDUCIBLE;
    }

    /** Answers by the first argument if that decides, otherwise by the value of the second. */
    private static void lazily(Machine machine, Expression call, BoolAtom deciding, Frame next) {
        final Atom first = Machine.argument(call, 1);
        if (deciding.equals(first)) {
            machine.answer(next, deciding);
        } else if (first instanceof BoolAtom) {
            machine.evaluate(call.get(2), Names.BOOL, next);
        } else {
            machine.answer(call, Names.NOT_REDUCIBLE, Names.BOOL, next);
        }
    }

    /* ---------------- is-member ---------------- */

    private static void isMember(Machine machine, Expression call, Atom type, Frame next) {
        if (Machine.argument(call, 2) instanceof Expression list) {
            final MembersChoice members = new MembersChoice(call.get(1), list, next);
            machine.push(members);
            members.retry(machine);
        } else {
            machine.answer(
                    next,
                    Library.error(
                            "is-member",
                            new Atom[] {Machine.argument(call, 1), Machine.argument(call, 2)},
                            "is-member expects a list, which is an expression"));
        }
    }

    /** The children of a list that have not been tried yet. */
    private static final class MembersChoice extends Choice {
        private final Atom wanted;
        private final Expression list;
        private final Frame next;
        private int index;
        private boolean found;

        MembersChoice(Atom wanted, Expression list, Frame next) {
            this.wanted = wanted;
            this.list = list;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            while (index < list.size()) {
                final int mark = machine.unifier().mark();
                if (machine.unifier().unify(wanted, list.get(index++))) {
                    found = true;
                    machine.answer(next, BoolAtom.TRUE);
                    return;
                }
                machine.unifier().undo(mark);
            }
            machine.drop(this);
            if (found) {
                machine.fail();
            } else {
                machine.answer(next, BoolAtom.FALSE);
            }
        }
    }
}
