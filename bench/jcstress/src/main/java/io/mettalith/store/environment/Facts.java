package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;

/** What the tests write and how they look at it. */
final class Facts {
    static final AtomCode FIRST = AtomCode.symbol("first");
    static final AtomCode SECOND = AtomCode.symbol("second");
    static final AtomCode THIRD = AtomCode.symbol("third");

    static final AtomCode HEAD = AtomCode.symbol("f");
    static final AtomCode RULE = AtomCode.expression(
            AtomCode.symbol("="), AtomCode.expression(HEAD, AtomCode.symbol("x")), AtomCode.symbol("y"));

    private Facts() {}

    /** Returns an environment that is in the middle of an epoch: it has written one atom, and would write in place. */
    static Environment written() {
        final Environment environment = Environment.create();
        environment.add(FIRST);
        return environment;
    }

    /** As {@link #written()}, but readers are let past the latch. */
    static Environment openToReaders() {
        final Environment environment = written();
        environment.acquire();
        environment.openToReaders();
        environment.release();
        return environment;
    }

    /** Returns which of the atoms one cursor sees, as the sum of 1 for the first, 2 for the second, 4 for the third. */
    static int seen(Environment environment) {
        int seen = 0;
        try (Cursor cursor = environment.atoms(SpaceId.MAIN)) {
            while (cursor.next()) {
                final AtomCode atom = cursor.toStoredAtom().code();
                seen += atom.equals(FIRST) ? 1 : atom.equals(SECOND) ? 2 : atom.equals(THIRD) ? 4 : 8;
            }
        }
        return seen;
    }

    static int count(Environment environment, AtomCode atom) {
        return (int) environment.count(atom);
    }
}
