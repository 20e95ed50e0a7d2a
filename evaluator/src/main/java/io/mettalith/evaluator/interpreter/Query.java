package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import java.util.List;

/**
 * The atoms of a space, and then of others that it depends on, that unify with a pattern, one after the other. Each
 * answer binds the pattern's variables; the caller undoes that before it asks for the next. It sees the space as it was
 * when the query was opened.
 *
 * <p>Must be closed; closes itself when there is no further answer, and can be opened again then. Not thread-safe.
 */
public final class Query implements AutoCloseable {
    static final Cursor[] NO_CURSORS = {};

    private static final Variable[] NO_VARIABLES = {};

    private final Knowledge knowledge;
    private final Work work = Work.current();
    private Cursor first;
    private Cursor[] others;
    /** The cursor that answers now, and how many there were before it. */
    private Cursor cursor;

    private int place;
    private Atom pattern;
    private Variable[] variables = NO_VARIABLES;
    private boolean loose;
    private boolean ahead;
    private boolean exhausted;
    /** What the cursors read, where nobody else closes it; otherwise null. */
    private KnowledgeView owned;

    Query(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /**
     * Begins before the first answer.
     *
     * @param opened what may answer
     * @param later what may answer after that
     * @param asked the pattern
     * @param codec which has just written the pattern
     */
    void open(Cursor opened, Cursor[] later, Atom asked, AtomCodec codec) {
        final List<Variable> free = codec.variables();
        first = opened;
        others = later;
        cursor = opened;
        place = 0;
        pattern = asked;
        variables = free.toArray(variables.length == free.size() ? variables : NO_VARIABLES);
        loose = codec.isLoose();
        ahead = false;
        exhausted = false;
    }

    /** Begins before the first answer in a view, which it closes with itself; it is not opened again then. */
    void open(KnowledgeView view, AtomCode code, Atom asked, AtomCodec codec) {
        owned = view;
        boolean opened = false;
        try {
            open(view.match(code, null), view.matchOthers(code, null), asked, codec);
            opened = true;
        } finally {
            if (!opened) {
                view.close();
            }
        }
    }

    /** Reports whether answers have to be compared with the pattern, in which there are states or native atoms. */
    boolean isLoose() {
        return loose;
    }

    /** Returns the first cursor that it was opened with last, or null. */
    Cursor cursor() {
        return first;
    }

    /** Returns the other cursors that it was opened with last, or null. */
    Cursor[] others() {
        return others;
    }

    /** Goes to the next answer and returns how many copies of it there are, or 0 where there is none. */
    long next(Unifier unifier) {
        while (candidate()) {
            work.step();
            ahead = false;
            final int mark = unifier.mark();
            if (unify(unifier)) {
                return cursor.count();
            }
            unifier.undo(mark);
        }
        return 0;
    }

    /** Returns the place of the last answer among the definitions of its space, 0 if it is none. */
    long stamp() {
        return cursor.stamp();
    }

    /** Returns which of the spaces the last answer comes from, 0 for the first. */
    int place() {
        return place;
    }

    /** Applies the last answer once more, after its bindings have been undone. */
    void again(Unifier unifier) {
        if (!unify(unifier)) {
            throw new IllegalStateException("an answer to a pattern holds no more: pattern=" + pattern);
        }
    }

    /** Reports whether there may be another answer; false is certain. Moves on: the answer's count is gone. */
    boolean mayHaveNext() {
        return candidate();
    }

    private boolean candidate() {
        if (!ahead && !exhausted) {
            ahead = cursor.next() || nextOfOthers();
            if (!ahead) {
                close();
            }
        }
        return ahead;
    }

    private boolean nextOfOthers() {
        while (place < others.length) {
            cursor.close();
            cursor = others[place++];
            if (cursor.next()) {
                return true;
            }
        }
        return false;
    }

    private boolean unify(Unifier unifier) {
        if (loose || !cursor.isExact()) {
            return knowledge.templates().get(cursor.atom(), cursor.length()).unify(pattern, unifier, knowledge.ids());
        }
        for (int i = 0; i < variables.length; i++) {
            final Atom part = knowledge.codec().decode(cursor.atom(), cursor.bindingOffset(i), cursor.bindingLength(i));
            // The pattern may have come from an atom in which this variable is bound meanwhile by nobody but us.
            if (!unifier.unify(Atoms.deref(variables[i]), part)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (!exhausted) {
            exhausted = true;
            first.close();
            for (final Cursor other : others) {
                other.close();
            }
            if (owned != null) {
                owned.close();
            }
        }
    }
}
