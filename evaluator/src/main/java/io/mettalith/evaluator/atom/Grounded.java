package io.mettalith.evaluator.atom;

/**
 * A value that is not made of other atoms: a number, a truth value, a string, the handle of a state or a space, or an
 * object of the host program.
 *
 * <p>Grounded atoms of different kinds are never equal: {@code 1}, {@code 1.0} and {@code "1"} are three atoms. The
 * language's {@code ==}, for which the first two are equal, is {@link Atoms#languageEquals}.
 */
public abstract sealed class Grounded extends Atom
        permits NumberAtom, BoolAtom, StringAtom, StateAtom, SpaceAtom, NativeAtom {
    Grounded() {}
}
