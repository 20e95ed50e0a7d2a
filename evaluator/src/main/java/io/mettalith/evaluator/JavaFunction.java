package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;

/** What a grounded name does, written in Java; see {@link Metta#define(String, String, JavaFunction)}. */
@FunctionalInterface
public interface JavaFunction {
    /**
     * Returns what a call is reduced to.
     *
     * @param arguments of the call, evaluated or not as the function's type says; {@link Values} reads them
     * @return an atom or any value that {@link Metta#atom} makes one of; null for {@code ()}; a {@link
     *     java.util.stream.Stream} for its elements as alternatives, taken one by one as they are asked for, none of
     *     which ends the branch; {@link io.mettalith.evaluator.interpreter.Names#NOT_REDUCIBLE} to leave the call as it is
     * @throws Exception to reduce the call to {@code (Error <call> <message>)}
     */
    Object apply(Atom... arguments) throws Exception;
}
