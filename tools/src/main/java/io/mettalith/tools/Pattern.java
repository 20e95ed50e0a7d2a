package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.evaluator.interpreter.Unifier;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A pattern that was given on the command line, and the atoms that unify with it. Used by one thread. */
final class Pattern {
    private final AtomCodec codec = new AtomCodec(new VariableIds());
    private final Unifier unifier = new Unifier();
    private final Atom atom;
    private final AtomCode code;

    /**
     * Reads a pattern.
     *
     * @param environment whose tokens it may name
     * @throws UsageException if it is not one atom
     */
    Pattern(String text, Environment environment) {
        final List<Atom> atoms = new Metta(environment).parse(text);
        if (atoms.size() != 1) {
            throw new UsageException("PATTERN is one atom: atoms=" + atoms.size() + "; quote it for the shell");
        }
        atom = atoms.get(0);
        code = codec.encode(atom);
    }

    /** Opens a cursor over the atoms of a space that may unify; {@link #matches(Cursor)} tells which do. */
    Cursor open(Environment environment, SpaceId space) {
        return environment.match(space, code);
    }

    /** Reports whether the atom that a cursor of this pattern stands on unifies. */
    boolean matches(Cursor cursor) {
        return cursor.isExact() || unifies(codec.decode(cursor.atom(), 0, cursor.length()));
    }

    /** Reports whether an atom unifies. */
    boolean matches(AtomCode other) {
        return unifies(codec.decode(new UnsafeBuffer(other.array()), 0, other.length()));
    }

    private boolean unifies(Atom other) {
        final boolean unifies = unifier.unify(atom, other);
        unifier.undo(0);
        return unifies;
    }
}
