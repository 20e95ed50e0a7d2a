package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.environment.SpaceId;
import java.util.HashMap;
import java.util.Map;

/**
 * The minimal instructions, which do not evaluate their arguments: {@code eval}, {@code evalc}, {@code chain}, {@code
 * unify}, {@code cons-atom}, {@code decons-atom}, {@code function}, {@code metta}, {@code context-space}, {@code
 * collapse-bind} and {@code superpose-bind}.
 */
public final class Minimal {
    private static final Symbol EVAL = Symbol.of("eval");
    private static final Symbol CHAIN = Symbol.of("chain");
    private static final Map<Symbol, Instruction> INSTRUCTIONS = new HashMap<>();

    static {
        INSTRUCTIONS.put(EVAL, Minimal::eval);
        INSTRUCTIONS.put(Symbol.of("evalc"), Minimal::evalc);
        INSTRUCTIONS.put(CHAIN, Minimal::chain);
        INSTRUCTIONS.put(Symbol.of("unify"), Minimal::unify);
        INSTRUCTIONS.put(Symbol.of("cons-atom"), Minimal::cons);
        INSTRUCTIONS.put(Symbol.of("decons-atom"), Minimal::decons);
        INSTRUCTIONS.put(Names.FUNCTION, (machine, call, next) -> runFunction(machine, call, call, Names.RAW, next));
        INSTRUCTIONS.put(Symbol.of("metta"), Minimal::metta);
        INSTRUCTIONS.put(Symbol.of("context-space"), Minimal::contextSpace);
        INSTRUCTIONS.put(Symbol.of("collapse-bind"), Collapsing::collapseBind);
        INSTRUCTIONS.put(Symbol.of("superpose-bind"), Collapsing::superposeBind);
    }

    private Minimal() {}

    private interface Instruction {
        void run(Machine machine, Expression call, Frame next);
    }

    /** Returns the operations that run an instruction and evaluate its result. */
    public static Map<Symbol, Operation> operations() {
        final Map<Symbol, Operation> operations = new HashMap<>();
        INSTRUCTIONS.forEach((name, instruction) -> operations.put(
                name,
                (machine, call, type, next) -> instruction.run(machine, call, new ReductionFrame(next, call, type))));
        return operations;
    }

    /** Takes what a call was reduced to. */
    private static final class ReductionFrame extends Frame {
        private final Expression call;
        private final Atom type;

        ReductionFrame(Frame next, Expression call, Atom type) {
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
            machine.answer(call, value, type, next);
        }
    }

    /** Runs an atom if it is an instruction; any other atom is its own result. */
    static void run(Machine machine, Atom given, Frame next) {
        final Atom atom = Atoms.deref(given);
        final Instruction instruction = instruction(atom);
        if (instruction == null) {
            machine.answer(next, atom);
        } else {
            instruction.run(machine, (Expression) atom, next);
        }
    }

    private static Instruction instruction(Atom atom) {
        return atom instanceof Expression expression
                        && expression.size() > 0
                        && Atoms.deref(expression.head()) instanceof Symbol head
                ? INSTRUCTIONS.get(head)
                : null;
    }

    static void malformed(Machine machine, Expression call, String form, Frame next) {
        machine.answer(
                next,
                Names.error(
                        call, "expected: " + form + ", found: " + machine.host().format(call)));
    }

    /* ---------------- eval ---------------- */

    private static void eval(Machine machine, Expression call, Frame next) {
        if (call.size() != 2) {
            malformed(machine, call, "(eval <atom>)", next);
            return;
        }
        reduceOnce(machine, Machine.argument(call, 1), next);
    }

    private static void reduceOnce(Machine machine, Atom atom, Frame next) {
        if (instruction(atom) != null) {
            run(machine, atom, next);
        } else if (atom instanceof Expression expression && expression.size() > 0) {
            machine.call(expression, Names.RAW, next);
        } else {
            machine.call(atom, next);
        }
    }

    private static void evalc(Machine machine, Expression call, Frame next) {
        if (call.size() != 3 || !(Machine.argument(call, 2) instanceof SpaceAtom space)) {
            malformed(machine, call, "(evalc <atom> <space>)", next);
            return;
        }
        if (isGone(machine, call, space, next)) {
            return;
        }
        final Frame back = new SpaceFrame(next, machine.space(), space);
        machine.space(Knowledge.idOf(space));
        reduceOnce(machine, Machine.argument(call, 1), back);
    }

    /** Goes back to the space that a part was not evaluated in. */
    private static final class SpaceFrame extends Frame {
        private final SpaceId space;
        /** The handle of the space it is evaluated in, which must not be collected meanwhile. */
        private final SpaceAtom entered;

        SpaceFrame(Frame next, SpaceId space, SpaceAtom entered) {
            super(next);
            this.space = space;
            this.entered = entered;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            machine.space(space);
            machine.answer(next, value);
        }
    }

    private static void metta(Machine machine, Expression call, Frame next) {
        if (call.size() != 4 || !(Machine.argument(call, 3) instanceof SpaceAtom space)) {
            malformed(machine, call, "(metta atom type space)", next);
            return;
        }
        if (isGone(machine, call, space, next)) {
            return;
        }
        final Frame back = new SpaceFrame(next, machine.space(), space);
        machine.space(Knowledge.idOf(space));
        machine.evaluate(Machine.argument(call, 1), Machine.argument(call, 2), back);
    }

    /** Reports whether there is no such space any more, after handing over the error that this is. */
    private static boolean isGone(Machine machine, Expression call, SpaceAtom space, Frame next) {
        final boolean gone = !machine.knowledge().exists(Knowledge.idOf(space));
        if (gone) {
            machine.answer(
                    next,
                    Names.error(call, "no such space: space=" + machine.host().format(space)));
        }
        return gone;
    }

    private static void contextSpace(Machine machine, Expression call, Frame next) {
        if (call.size() != 1) {
            malformed(machine, call, "(context-space)", next);
            return;
        }
        machine.answer(next, machine.knowledge().handle(machine.space()));
    }

    /* ---------------- chain and function ---------------- */

    private static void chain(Machine machine, Expression call, Frame next) {
        if (call.size() != 4 || !(Machine.argument(call, 2) instanceof Variable variable)) {
            malformed(machine, call, "(chain <nested> (: <var> Variable) <templ>)", next);
            return;
        }
        run(machine, call.get(1), new ChainFrame(next, variable, call.get(3)));
    }

    /** Puts a result in the place of the variable, which stands for it in the template alone. */
    private static final class ChainFrame extends Frame {
        private final Variable variable;
        private final Atom template;

        ChainFrame(Frame next, Variable variable, Atom template) {
            super(next);
            this.variable = variable;
            this.template = template;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            run(machine, Atoms.substituted(template, variable, value), next);
        }
    }

    /** Reports whether an atom is a {@code (function ...)}, which runs until it returns. */
    static boolean isFunction(Atom atom) {
        return atom instanceof Expression expression
                && expression.size() > 0
                && Names.FUNCTION.equals(Atoms.deref(expression.head()));
    }

    /** Runs a function body to its {@code return}, which is then what {@code call} was reduced to. */
    static void runFunction(Machine machine, Atom call, Expression function, Atom type, Frame next) {
        if (function.size() != 2 || !(Machine.argument(function, 1) instanceof Expression body)) {
            malformed(machine, function, "(function (: <body> Expression))", next);
            return;
        }
        run(machine, body, new FunctionFrame(next, call, type));
    }

    private static final class FunctionFrame extends Frame {
        private final Atom call;
        private final Atom type;

        FunctionFrame(Frame next, Atom call, Atom type) {
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
            if (value instanceof Expression result
                    && result.size() == 2
                    && Names.RETURN.equals(Atoms.deref(result.head()))) {
                machine.answer(call, Machine.argument(result, 1), type, next);
            } else if (instruction(value) != null) {
                run(machine, value, this);
            } else {
                machine.answer(next, Names.error(call, Names.NO_RETURN));
            }
        }
    }

    /* ---------------- unify and lists ---------------- */

    private static void unify(Machine machine, Expression call, Frame next) {
        if (call.size() != 5) {
            malformed(machine, call, "(unify <atom> <pattern> <then> <else>)", next);
            return;
        }
        if (Machine.argument(call, 1) instanceof SpaceAtom space) {
            if (isGone(machine, call, space, next)) {
                return;
            }
            Matching.begin(machine, space, call.get(2), call.get(3), call.get(4), next);
            return;
        }
        final int mark = machine.unifier().mark();
        if (machine.unifier().unify(call.get(1), call.get(2))) {
            machine.answer(next, Atoms.resolve(call.get(3)));
        } else {
            machine.unifier().undo(mark);
            machine.answer(next, Machine.argument(call, 4));
        }
    }

    private static void cons(Machine machine, Expression call, Frame next) {
        if (call.size() != 3 || !(Machine.argument(call, 2) instanceof Expression tail)) {
            malformed(machine, call, "(cons-atom <head> (: <tail> Expression))", next);
            return;
        }
        final Atom[] children = new Atom[tail.size() + 1];
        children[0] = Machine.argument(call, 1);
        System.arraycopy(tail.childrenUnsafe(), 0, children, 1, tail.size());
        machine.answer(next, Expression.of(children));
    }

    private static void decons(Machine machine, Expression call, Frame next) {
        if (call.size() != 2 || !(Machine.argument(call, 1) instanceof Expression list) || list.size() == 0) {
            malformed(machine, call, "(decons-atom (: <expr> Expression))", next);
            return;
        }
        machine.answer(next, Expression.of(list.head(), tail(list)));
    }

    /** Returns an expression without its first child. */
    public static Expression tail(Expression list) {
        final Atom[] children = new Atom[list.size() - 1];
        System.arraycopy(list.childrenUnsafe(), 1, children, 0, children.length);
        return Expression.of(children);
    }
}
