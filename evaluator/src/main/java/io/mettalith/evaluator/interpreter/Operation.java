package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.store.environment.NoSuchSpaceException;

/**
 * What a grounded name does when an expression with it as the head is reduced.
 *
 * <p>The arguments have been evaluated, or not, as the operation's type says. The operation answers by exactly one call
 * of {@link Machine#answer}, {@link Machine#answers}, {@link Machine#fail} or one of the machine's other continuations.
 */
@FunctionalInterface
public interface Operation {
    /**
     * Reduces a call.
     *
     * @param machine to answer to
     * @param call the expression; its children may be bound variables, use {@link Machine#argument}
     * @param type the type the answer is evaluated with
     * @param next what to do with the answer
     */
    void reduce(Machine machine, Expression call, Atom type, Frame next);

    /**
     * Reports whether the operation depends on its arguments alone and does nothing but answer, so that a value it had may
     * be kept. That belongs to the operation and not to its name, which may be defined anew.
     */
    default boolean isPure() {
        return false;
    }

    /** Returns this operation, known to be pure. */
    default Operation pure() {
        final Operation operation = this;
        return new Operation() {
            @Override
            public void reduce(Machine machine, Expression call, Atom type, Frame next) {
                operation.reduce(machine, call, type, next);
            }

            @Override
            public boolean isPure() {
                return true;
            }
        };
    }

    /** An operation that computes its only answer from its arguments. */
    @FunctionalInterface
    interface Function {
        /**
         * Returns the answer.
         *
         * @param machine for what belongs to the run, such as its output
         * @param arguments dereferenced
         * @return the answer; {@link Names#NOT_REDUCIBLE} leaves the call as it is, {@link Names#EMPTY} ends the branch
         */
        Atom apply(Machine machine, Atom[] arguments);
    }

    /** Makes an operation of a function of a fixed number of arguments; calls with another number are left as they are. */
    static Operation of(int arity, Function function) {
        return (machine, call, type, next) -> {
            if (call.size() - 1 != arity) {
                machine.answer(call, Names.NOT_REDUCIBLE, type, next);
                return;
            }
            final Atom[] arguments = new Atom[arity];
            for (int i = 0; i < arity; i++) {
                arguments[i] = Machine.argument(call, i + 1);
            }
            machine.answer(call, answer(function, machine, call, arguments), type, next);
        };
    }

    /**
     * An operation that computes its only answer from two values and nothing else, so that it may be done ahead of time or
     * twice.
     */
    interface Binary extends Operation {
        /** Returns the answer, {@link Names#NOT_REDUCIBLE} or an error. */
        Atom apply(Atom left, Atom right);

        @Override
        default boolean isPure() {
            return true;
        }

        /** Reports whether two values are certainly of the types asked for. */
        boolean accepts(Atom left, Atom right);

        /** Reports whether the operation takes any two values of one type. */
        default boolean acceptsAll() {
            return false;
        }

        @Override
        default void reduce(Machine machine, Expression call, Atom type, Frame next) {
            final Atom answer = call.size() == 3
                    ? apply(Machine.argument(call, 1), Machine.argument(call, 2))
                    : Names.NOT_REDUCIBLE;
            machine.answer(call, answer, type, next);
        }
    }

    private static Atom answer(Function function, Machine machine, Expression call, Atom... arguments) {
        try {
            return function.apply(machine, arguments);
        } catch (final NotStorableException | NoSuchSpaceException | NoSuchStateException e) {
            return Names.error(call, e.getMessage());
        }
    }
}
