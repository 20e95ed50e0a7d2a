package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomMatcher;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Walks the atoms of a space that answer a pattern, in the order of their codes, whatever indexes there are.
 *
 * <p>Matching is unification both ways: a stored variable answers to anything. An atom without variables is returned
 * only if it matches; of an atom with variables, {@link #isExact()} is false, and the caller unifies. What is read is
 * what {@link QueryPlan} says, ranges of the space or of one of its indexes.
 *
 * <p>Steps allocate nothing: an atom is seen in place. Only a buffer grows with the longest atom so far. Where an index is
 * read, atoms with a variable for what the index goes by are collected at the first step, to be put in their places.
 *
 * <p>Lifetime: it sees the space as it was when the cursor was opened, whatever is written meanwhile. It must be closed,
 * before its view or environment is; until then the writer copies what it would have written in place.
 *
 * <p>Threading: one thread at a time, any thread.
 */
public final class Cursor implements AutoCloseable {
    private final Generation pinned;
    private final Environment environment;
    /** What this reads for, or null where it has pinned what it reads itself. */
    private final EnvironmentView view;

    private final IndexDemand demand;
    private final AtomMatcher matcher = new AtomMatcher();
    private final UnsafeBuffer atom = new UnsafeBuffer(new byte[0]);
    private final TreeCursor tree;
    private QueryPlan plan;
    private AtomCode pattern;
    private DirectBuffer patternBuffer;
    /** Only where an index is read. */
    private Rearranger rearranger;

    /** Answers left of those that the ranges before an index's last have in another order; null until they are read. */
    private Deque<StoredAtom> scattered;
    /** The one of them that this is on, or null while it is on an answer of a range. */
    private StoredAtom shown;

    private final UnsafeBuffer shownAtom = new UnsafeBuffer(new byte[0]);

    private int range = -1;
    private int position;
    /** Of the atom in bytes. */
    private int length;

    private long readInVain;
    private boolean inRange;
    private boolean matched;
    private boolean exact;
    private boolean closed;

    /** Opens a cursor over what answers {@code pattern}, or, if that is null, over what begins as the plan says. */
    Cursor(Environment environment, SpaceState space, QueryPlan plan, AtomCode pattern, Generation pinned) {
        this(environment, null, space, plan, pattern, pinned);
    }

    /** Opens a cursor of a view. */
    Cursor(EnvironmentView view, SpaceState space, QueryPlan plan, AtomCode pattern) {
        this(view.environment(), view, space, plan, pattern, null);
    }

    private Cursor(
            Environment environment,
            EnvironmentView view,
            SpaceState space,
            QueryPlan plan,
            AtomCode pattern,
            Generation pinned) {
        this.environment = environment;
        this.view = view;
        this.pinned = pinned;
        demand = space.demand;
        tree = plan.tree(0).cursor();
        prepare(plan, pattern);
    }

    private void prepare(QueryPlan newPlan, AtomCode newPattern) {
        plan = newPlan;
        pattern = newPattern;
        patternBuffer = pattern == null ? null : pattern.buffer();
        if (plan.usesIndex() && rearranger == null) {
            rearranger = new Rearranger();
        }
    }

    /** Opens a closed cursor again, for another pattern in the same space of its view. */
    void reopen(EnvironmentView asked, SpaceState space, QueryPlan newPlan, AtomCode newPattern) {
        if (!closed || view != asked || demand != space.demand) {
            throw new IllegalStateException("cursor cannot be used again: closed=" + closed + ", ofTheView="
                    + (view == asked) + ", ofTheSpace=" + (demand == space.demand)
                    + "; close it first, and use it in the same space of the same view");
        }
        prepare(newPlan, newPattern);
        tree.reset(plan.tree(0));
        range = -1;
        readInVain = 0;
        inRange = false;
        scattered = null;
        shown = null;
        closed = false;
    }

    /** Goes to the next atom; returns false where there is none. */
    public boolean next() {
        checkOpen();
        if (!plan.isScattered()) {
            return advance(plan.ranges());
        }
        if (scattered == null) {
            collectScattered();
        }
        return advanceInOrder();
    }

    /** Reads all ranges but the last, and stays before that. */
    private void collectScattered() {
        final List<StoredAtom> answers = new ArrayList<>();
        while (advance(plan.ranges() - 1)) {
            answers.add(toStoredAtom());
        }
        answers.sort(Comparator.comparing(StoredAtom::code));
        scattered = new ArrayDeque<>(answers);
    }

    /** Goes to the next of what has been collected or to that of the last range, whichever comes first. */
    private boolean advanceInOrder() {
        // While one that was collected is shown, the answer of the range still waits.
        final boolean inLast = shown == null ? advance(plan.ranges()) : inRange;
        shown = scattered.isEmpty() || inLast && isBefore(scattered.peek().code()) ? null : scattered.poll();
        if (shown != null) {
            shownAtom.wrap(shown.code().array(), 0, shown.code().length());
        }
        return inLast || shown != null;
    }

    private boolean isBefore(AtomCode other) {
        return Arrays.compareUnsigned(atom.byteArray(), 0, length, other.array(), 0, other.length()) < 0;
    }

    /** Goes to the next atom in the order of the ranges up to one. */
    private boolean advance(int ranges) {
        while (inRange || range + 1 < ranges) {
            if (!inRange) {
                enterRange();
            }
            while (tree.advance()) {
                see();
                if (answers()) {
                    return true;
                }
                readInVain++;
            }
            inRange = false;
        }
        return false;
    }

    private void enterRange() {
        final SegmentTree before = range < 0 ? plan.tree(0) : plan.tree(range);
        range++;
        if (plan.tree(range) != before) {
            tree.reset(plan.tree(range));
        }
        position = plan.position(range);
        final byte[] prefix = plan.range(range);
        tree.seek(prefix, prefix.length);
        inRange = true;
    }

    private void see() {
        if (position == 0) {
            length = tree.keyLength();
            atom.wrap(tree.key(), 0, length);
        } else {
            rearranger.moveBack(tree.key(), tree.keyLength(), tree.hasVariables(), position);
            length = rearranger.length();
            atom.wrap(rearranger.array(), 0, length);
        }
    }

    private boolean answers() {
        if (pattern == null || plan.isLastRangeExact() && range == plan.ranges() - 1 && !tree.hasVariables()) {
            matched = false;
            exact = true;
            return true;
        }
        final int result = match();
        matched = true;
        exact = result == AtomMatcher.MATCH;
        return result != AtomMatcher.NO_MATCH;
    }

    private int match() {
        return matcher.match(patternBuffer, 0, pattern.length(), atom, 0, length);
    }

    /** Lets the matcher say where the parts are, if what is read was an answer without its being asked. */
    private void bind() {
        if (!matched && pattern != null) {
            match();
            matched = true;
        }
    }

    /** Returns the atom's code as a view that is valid until the next move. */
    public UnsafeBuffer atom() {
        return shown == null ? atom : shownAtom;
    }

    /** Returns the length of the atom's code in bytes. */
    public int length() {
        return shown == null ? length : shown.code().length();
    }

    /** Returns how many copies of the atom there are, at least 1. */
    public long count() {
        return shown == null ? tree.count() : shown.count();
    }

    /** Returns the place of the atom's first definition, 0 for an atom that is not a definition. */
    public long stamp() {
        return shown == null ? tree.stamp() : shown.stamp();
    }

    /** Reports whether the atom certainly matches; false where it has variables and the caller must unify. */
    public boolean isExact() {
        return shown == null && exact;
    }

    /** Reports whether the atom contains variables. */
    public boolean hasVariables() {
        return shown != null || tree.hasVariables();
    }

    /** Returns where in {@link #atom()} the part begins that answers to the pattern's variable; only if exact. */
    public int bindingOffset(int variable) {
        bind();
        return matcher.bindingOffset(variable);
    }

    /** Returns the length of that part in bytes. */
    public int bindingLength(int variable) {
        bind();
        return matcher.bindingLength(variable);
    }

    /** Returns a copy of the atom. */
    public StoredAtom toStoredAtom() {
        return shown == null ? new StoredAtom(AtomCode.copyOf(atom, 0, length), tree.count(), tree.stamp()) : shown;
    }

    private void checkOpen() {
        if (closed || view != null && view.isClosed() || environment.isClosed()) {
            throw new IllegalStateException("cursor used after close: cursor=" + closed + ", view="
                    + (view != null && view.isClosed()) + ", environment=" + environment.isClosed()
                    + "; close cursors before their view and environment");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            tree.close();
            if (plan.wantedIndex() > 0) {
                demand.note(plan.size(), plan.wantedIndex(), readInVain);
            }
            if (pinned != null) {
                pinned.unpin();
            }
        }
    }
}
