package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Form;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Matching;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.UnrelatedEnvironmentsException;
import java.util.ArrayList;
import java.util.List;

/** Spaces: reading, writing, forking and uniting them, and the tokens that name them. */
final class Spaces {
    private static final Symbol MORE = Symbol.of("+");
    private static final Symbol FEWER = Symbol.of("-");

    private Spaces() {}

    static void define(Library library) {
        library.define("match", "(-> SpaceType Atom Atom %Undefined%)", Form.MATCH, Spaces::match)
                .define("get-atoms", "(-> SpaceType Atom)", Spaces::getAtoms)
                .function(
                        "new-space",
                        "(-> SpaceType)",
                        (machine, arguments) -> machine.knowledge().newSpace())
                .function("add-atom", "(-> SpaceType Atom (->))", (machine, arguments) -> {
                    if (!(arguments[0] instanceof SpaceAtom space)) {
                        return notASpace("add-atom", arguments);
                    }
                    machine.knowledge().add(id(space), arguments[1]);
                    return Expression.UNIT;
                })
                .function("remove-atom", "(-> SpaceType Atom (->))", (machine, arguments) -> {
                    if (!(arguments[0] instanceof SpaceAtom space)) {
                        return notASpace("remove-atom", arguments);
                    }
                    machine.knowledge().remove(id(space), arguments[1]);
                    return Expression.UNIT;
                })
                .function(
                        "fork-space",
                        "(-> SpaceType SpaceType)",
                        (machine, arguments) -> arguments[0] instanceof SpaceAtom space
                                ? machine.knowledge().forkSpace(id(space))
                                : notASpace("fork-space", arguments))
                .function("union-space!", "(-> SpaceType SpaceType (->))", Spaces::union)
                .define("diff-space", "(-> SpaceType SpaceType Atom)", Spaces::difference)
                .function("bind!", "(-> Symbol %Undefined% (->))", Spaces::bind);
    }

    private static SpaceId id(SpaceAtom space) {
        return new SpaceId(space.high(), space.low());
    }

    private static Atom notASpace(String name, Atom... arguments) {
        return Library.error(name, arguments, name + " expects a space as the first argument");
    }

    private static void match(Machine machine, Expression call, Atom type, Frame next) {
        if (Machine.argument(call, 1) instanceof SpaceAtom space) {
            Matching.begin(machine, space, call.get(2), call.get(3), Names.EMPTY, new TemplateFrame(next, call, type));
        } else {
            machine.answer(next, Names.error(call, "match expects a space as the first argument"));
        }
    }

    /** Evaluates the template with the bindings of an answer. */
    private static final class TemplateFrame extends Frame {
        private final Expression call;
        private final Atom type;

        TemplateFrame(Frame next, Expression call, Atom type) {
            super(next);
            this.call = call;
            this.type = type;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            machine.answer(call, value, type, next());
        }
    }

    private static void getAtoms(Machine machine, Expression call, Atom type, Frame next) {
        if (Machine.argument(call, 1) instanceof SpaceAtom space) {
            final Variable atom = new Variable("atom", machine.knowledge().ids().next());
            Matching.begin(
                    machine, space.withoutDependencies(), atom, atom, Names.EMPTY, new TemplateFrame(next, call, type));
        } else {
            machine.answer(next, Names.error(call, "get-atoms expects a space as its argument"));
        }
    }

    private static Atom union(Machine machine, Atom[] arguments) {
        if (!(arguments[0] instanceof SpaceAtom into) || !(arguments[1] instanceof SpaceAtom from)) {
            return notASpace("union-space!", arguments);
        }
        try {
            machine.knowledge().environment().unionSpace(id(into), id(from));
            return Expression.UNIT;
        } catch (final UnrelatedEnvironmentsException e) {
            return Names.error(Expression.of(Symbol.of("union-space!"), into, from), new StringAtom(e.getMessage()));
        }
    }

    /** Has one result for each difference: {@code (+ atom n)} for what the second space has more, {@code (- atom n)}. */
    private static void difference(Machine machine, Expression call, Atom type, Frame next) {
        if (!(Machine.argument(call, 1) instanceof SpaceAtom from)
                || !(Machine.argument(call, 2) instanceof SpaceAtom to)) {
            machine.answer(next, Names.error(call, "diff-space expects two spaces as arguments"));
            return;
        }
        final List<Expression> differences = new ArrayList<>();
        machine.knowledge().compare(id(from), id(to), (atom, count) -> differences.add(difference(atom, count)));
        machine.answers(call, differences, type, next);
    }

    private static Expression difference(Atom atom, long count) {
        return Expression.of(count > 0 ? MORE : FEWER, atom, Numbers.integer(Math.abs(count)));
    }

    private static Atom bind(Machine machine, Atom[] arguments) {
        if (!(arguments[0] instanceof Symbol token)) {
            return Library.error("bind!", arguments, "bind! expects symbol atom as a token");
        }
        machine.host().bind(token.name(), Atoms.resolve(arguments[1]));
        return Expression.UNIT;
    }
}
