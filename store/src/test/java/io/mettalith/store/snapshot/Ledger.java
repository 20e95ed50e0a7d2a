package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;

/** Facts, and beside them how many they are: whoever sees a part of a snapshot, or of two, sees that it does not add up. */
final class Ledger {
    private Ledger() {}

    private static AtomCode total(long facts) {
        return AtomCode.expression(AtomCode.symbol("total"), AtomCode.integer(facts));
    }

    /** Returns a ledger of no facts. */
    static Environment create() {
        final Environment environment = Environment.create();
        environment.add(total(0));
        return environment;
    }

    /** Adds facts. */
    static void grow(Environment ledger, int count) {
        final long facts = ledger.size() - 1;
        ledger.remove(total(facts));
        for (int i = 0; i < count; i++) {
            ledger.add(Samples.fact(facts + i));
        }
        ledger.add(total(facts + count));
    }

    /**
     * Reads all of a ledger and returns how many facts it has.
     *
     * @throws IllegalStateException if it does not add up
     */
    static long read(Environment ledger) {
        long atoms = 0;
        try (Cursor cursor = ledger.atoms(SpaceId.MAIN)) {
            while (cursor.next()) {
                cursor.toStoredAtom();
                atoms += cursor.count();
            }
        }
        if (atoms != ledger.size() || !ledger.contains(total(atoms - 1))) {
            throw new IllegalStateException("ledger does not add up: atoms=" + atoms + ", size=" + ledger.size());
        }
        return atoms - 1;
    }
}
