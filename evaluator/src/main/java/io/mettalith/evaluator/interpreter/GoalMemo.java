package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Answers to one goal of a conjunction, kept by the values that the goals before it have given to its variables. In a join
 * the inner goals are asked the same again and again; the space is the same for all of them, so the answers are too.
 *
 * <p>Kept are few, short, ground answers; a goal that is seldom asked the same is no longer kept after some time. The idea
 * is that of the Memoize node of PostgreSQL's planner.
 */
final class GoalMemo {
    private static final int ENTRIES = 1 << 10;
    private static final int MOST_ANSWERS = 32;
    /** So often a goal is asked before its answers are kept, and until it is judged whether that was worth it. */
    private static final int WARM_UP = 16;

    private static final int TRIAL = 512;

    private final Variable[] variables;
    private Entry[] entries;
    private Atom[] key;
    private int hash;
    private int asked;
    private int found;
    private boolean useless;

    /** The answers for one key. */
    static final class Entry {
        private final int hash;
        private final Atom[] key;
        /** The values of the variables that are free in the key, answer by answer. */
        private final Atom[] values;

        private final long[] counts;

        Entry(int hash, Atom[] key, Atom[] values, long[] counts) {
            this.hash = hash;
            this.key = key;
            this.values = values;
            this.counts = counts;
        }

        int size() {
            return counts.length;
        }

        long count(int answer) {
            return counts[answer];
        }
    }

    GoalMemo(Atom goal) {
        final Set<Variable> free = new LinkedHashSet<>();
        Atoms.collectVariables(goal, free);
        variables = free.toArray(new Variable[0]);
    }

    /** Returns the answers to the goal as its variables are bound now, or null if they are not known. */
    Entry find() {
        asked++;
        if (useless || asked <= WARM_UP || !readKey()) {
            key = null;
            return null;
        }
        if (entries == null) {
            entries = new Entry[ENTRIES];
        }
        final Entry entry = entries[hash & ENTRIES - 1];
        if (entry != null && entry.hash == hash && Arrays.equals(entry.key, key)) {
            found++;
            return entry;
        }
        useless = asked > TRIAL && found < asked / 4;
        return null;
    }

    /** Reports whether the answers that {@link #find} did not know would be kept. */
    boolean keeps() {
        return key != null && !useless;
    }

    private boolean readKey() {
        final Atom[] values = new Atom[variables.length];
        int mixed = 1;
        for (int i = 0; i < values.length; i++) {
            final Atom value = Atoms.deref(variables[i]);
            if (value instanceof Variable) {
                if (value != variables[i]) {
                    return false;
                }
                mixed = 31 * mixed;
            } else if (value instanceof Expression expression && !expression.ground()) {
                return false;
            } else {
                values[i] = value;
                mixed = 31 * mixed + value.hashCode();
            }
        }
        key = values;
        hash = mixed ^ mixed >>> 15;
        return true;
    }

    /**
     * Reads all answers of a query and keeps them, unless there are too many or they are not ground.
     *
     * @return the answers, or null; the query has been read from then
     */
    Entry read(Query query, Unifier unifier) {
        final int free = freeInKey();
        Atom[] values = new Atom[free * 4];
        long[] counts = new long[4];
        int answers = 0;
        final int mark = unifier.mark();
        for (long count = query.next(unifier); count > 0; count = query.next(unifier)) {
            if (answers == counts.length) {
                counts = Arrays.copyOf(counts, 2 * answers);
                values = Arrays.copyOf(values, 2 * answers * free);
            }
            counts[answers] = count;
            final boolean kept = answers < MOST_ANSWERS && copyAnswer(values, answers * free);
            unifier.undo(mark);
            if (!kept) {
                useless = true;
                query.close();
                return null;
            }
            answers++;
        }
        final Entry entry = new Entry(hash, key, Arrays.copyOf(values, answers * free), Arrays.copyOf(counts, answers));
        entries[hash & ENTRIES - 1] = entry;
        return entry;
    }

    private int freeInKey() {
        int free = 0;
        for (final Atom value : key) {
            free += value == null ? 1 : 0;
        }
        return free;
    }

    private boolean copyAnswer(Atom[] into, int from) {
        int at = from;
        for (int i = 0; i < key.length; i++) {
            if (key[i] == null) {
                final Atom value = Atoms.deref(variables[i]);
                if (value instanceof Variable || value instanceof Expression expression && !expression.ground()) {
                    return false;
                }
                into[at++] = value;
            }
        }
        return true;
    }

    /** Binds the goal's variables as an answer says. */
    void bind(Entry entry, int answer, Unifier unifier) {
        int at = answer * (entry.values.length / entry.counts.length);
        for (int i = 0; i < entry.key.length; i++) {
            if (entry.key[i] == null) {
                unifier.bind(variables[i], entry.values[at++]);
            }
        }
    }
}
