package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Collapsing;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Minimal;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.store.environment.SpaceId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Variables and their scopes, and the conditions that minimal programs are written with. */
final class Scoping {
    private Scoping() {}

    static void define(Library library) {
        library.function("sealed", "(-> Expression Atom Atom)", (machine, arguments) -> {
                    final Map<Variable, Atom> kept = itself(arguments[0]);
                    return Atoms.instantiated(
                            arguments[1], kept, machine.knowledge().ids());
                })
                .function(
                        "atom-subst",
                        "(-> Atom Variable Atom Atom)",
                        (machine, arguments) -> arguments[1] instanceof Variable variable
                                ? Atoms.substituted(arguments[2], variable, arguments[0])
                                : Library.error("atom-subst", arguments, "a variable is expected as a second argument"))
                .function(
                        "noreduce-eq",
                        "(-> Atom Atom Bool)",
                        (machine, arguments) -> BoolAtom.of(Atoms.languageEquals(arguments[0], arguments[1])))
                .function(
                        "=alpha",
                        "(-> Atom Atom Bool)",
                        (machine, arguments) -> BoolAtom.of(Atoms.alphaEqual(arguments[0], arguments[1])))
                .function(
                        "return-on-error",
                        "(-> Atom Atom %Undefined%)",
                        (machine, arguments) ->
                                ends(arguments[0]) ? Expression.of(Names.RETURN, arguments[0]) : arguments[1])
                .define("if-decons-expr", "(-> Expression Variable Variable Atom Atom %Undefined%)", Scoping::decons)
                .define("capture", "(-> Atom Atom)", Scoping::capture);
    }

    private static Map<Variable, Atom> itself(Atom variables) {
        final Set<Variable> kept = new LinkedHashSet<>();
        Atoms.collectVariables(variables, kept);
        return kept.stream().collect(Collectors.toMap(Function.identity(), Function.identity()));
    }

    private static boolean ends(Atom atom) {
        return Names.EMPTY.equals(atom) || Names.isError(atom);
    }

    private static void decons(Machine machine, Expression call, Atom type, Frame next) {
        final int mark = machine.unifier().mark();
        if (Machine.argument(call, 1) instanceof Expression list
                && list.size() > 0
                && machine.unifier().unify(list.head(), call.get(2))
                && machine.unifier().unify(Minimal.tail(list), call.get(3))) {
            machine.answer(call, Atoms.resolve(call.get(4)), type, next);
        } else {
            machine.unifier().undo(mark);
            machine.answer(call, Machine.argument(call, 5), type, next);
        }
    }

    /** Evaluates in the space that programs are read into, whatever the space of the caller; bindings stay inside. */
    private static void capture(Machine machine, Expression call, Atom type, Frame next) {
        Collapsing.collect(machine, new CapturedFrame(next, call, type), frame -> {
            machine.space(SpaceId.MAIN);
            machine.evaluate(call.get(1), Names.UNDEFINED, frame);
        });
    }

    private static final class CapturedFrame extends Frame {
        private final Expression call;
        private final Atom type;

        CapturedFrame(Frame next, Expression call, Atom type) {
            super(next);
            this.call = call;
            this.type = type;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            machine.answers(call, Arrays.asList(((Expression) value).childrenUnsafe()), type, next());
        }
    }
}
