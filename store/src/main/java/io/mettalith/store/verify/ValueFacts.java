package io.mettalith.store.verify;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a verification has found out about each value of a {@link ValueTable}. Takes 17 bytes a value.
 *
 * <p>Threading: each value is noted by one thread; others see it once that thread has been joined.
 */
final class ValueFacts {
    /** How far a value has been looked at. */
    enum State {
        /** Not at all. */
        UNKNOWN,
        /** It has the hash that it is stored under. */
        INTACT,
        /** It is intact, and obeys all rules that one value alone can obey. */
        SOUND,
        /** There is a damage. */
        DAMAGED
    }

    private static final State[] STATES = State.values();

    private final byte[] states;
    private final long[] atoms;
    private final int[] variableEntries;
    private final int[] definitions;
    private final Map<Integer, Damage> damages = new ConcurrentHashMap<>();

    ValueFacts(int values) {
        states = new byte[values];
        atoms = new long[values];
        variableEntries = new int[values];
        definitions = new int[values];
    }

    State state(int ordinal) {
        return STATES[states[ordinal]];
    }

    void note(int ordinal, State state) {
        states[ordinal] = (byte) state.ordinal();
    }

    void noteDamage(int ordinal, Damage damage) {
        note(ordinal, State.DAMAGED);
        damages.put(ordinal, damage);
    }

    /** Notes what a sound segment holds. */
    void noteSegment(int ordinal, long atomCount, int withVariables, int withStamps) {
        note(ordinal, State.SOUND);
        atoms[ordinal] = atomCount;
        variableEntries[ordinal] = withVariables;
        definitions[ordinal] = withStamps;
    }

    /** Returns the damage of a value, or null. */
    Damage damage(int ordinal) {
        return damages.get(ordinal);
    }

    /** Returns the damages of the values from one ordinal to before another. */
    Damages damages(int from, int to) {
        Damages all = Damages.NONE;
        if (!damages.isEmpty()) {
            for (int ordinal = from; ordinal < to; ordinal++) {
                final Damage damage = damages.get(ordinal);
                all = damage == null ? all : all.plus(damage);
            }
        }
        return all;
    }

    /** Returns the number of atoms in a sound segment, copies counted. */
    long atoms(int ordinal) {
        return atoms[ordinal];
    }

    /** Returns the number of distinct atoms with variables in a sound segment. */
    int variableEntries(int ordinal) {
        return variableEntries[ordinal];
    }

    /** Returns the number of entries with a stamp in a sound segment. */
    int definitions(int ordinal) {
        return definitions[ordinal];
    }
}
