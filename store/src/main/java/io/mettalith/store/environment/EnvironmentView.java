package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentVisitor;
import io.mettalith.store.segment.TreeDiff;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An environment as it was at one moment, whatever is written meanwhile: what everybody reads who asks more than one
 * question.
 *
 * <pre>{@code
 * try (EnvironmentView view = environment.view()) {
 *     for (SpaceId space : view.spaces()) {                // all of it from one moment
 *         report(space, view.size(space), view.rules(space, head, arity));
 *     }
 * }
 * }</pre>
 *
 * <p><b>Design.</b> A view is a {@link Root} that no longer changes. To open one copies nothing and takes the same time
 * whatever the environment holds. {@link Environment#view()} sees all spaces, and pins the environment's epoch: the first
 * write to a space meanwhile copies what it changes, as after a fork. {@link Environment#view(SpaceId...)} sees the
 * spaces named and no others, and pins them alone: writes to other spaces go on in place. What was in place before is in
 * place again for what is written after the view has been closed, unless it was written meanwhile.
 *
 * <p>Every reading method is here, and here alone is how it reads. The methods of {@link Environment} that ask one
 * question answer as a view would that is opened for it. No method takes a latch or runs under one, so visitors and
 * whoever else is called may ask the environment, and write it, as they like; what they write is not seen here.
 *
 * <p>An index that queries have come to be worth is built on demand, as {@link Environment#match(SpaceId, AtomCode)} does:
 * for the view and for its environment. It changes how soon an answer is found, never which.
 *
 * <p><b>Errors.</b> A method that takes a {@link SpaceId} throws {@link NoSuchSpaceException} where the view has no space
 * of that name. All methods throw {@link IllegalStateException} once the view or its environment has been closed, and what
 * a store throws where a segment cannot be loaded. No parameter may be null unless it says so.
 *
 * <p><b>Lifetime.</b> Must be closed, after its cursors and before its environment. Idempotent.
 *
 * <p><b>Threads.</b> Any number of threads may ask one view; {@link #close()} must not race with them.
 */
public final class EnvironmentView implements AutoCloseable {
    private static final byte[] NO_PREFIX = {};

    private final Environment environment;
    private final Root root;
    /** The states of the spaces it sees, or null for all. */
    private final SpaceState[] some;
    /** What is pinned for all, or null where that is frozen anyway. */
    private final Epoch pinned;

    /** The space that was asked for last, neither the main one nor one of {@link #some}. */
    private SpaceState last;

    private volatile boolean closed;

    /** Opens a view of some spaces, whose states have been pinned, or, if {@code some} is null, of all. */
    EnvironmentView(Environment environment, Root root, SpaceState[] some, Epoch pinned) {
        this.environment = environment;
        this.root = root;
        this.some = some;
        this.pinned = pinned;
    }

    /* ---------------- Spaces ---------------- */

    /** Returns the names of all spaces, the main space first, the others in ascending order. */
    public List<SpaceId> spaces() {
        return whole().spaces();
    }

    /** Reports whether there is a space of that name. */
    public boolean exists(SpaceId space) {
        return find(space) != null;
    }

    /** Returns the number of atoms in a space, copies counted. O(1). */
    public long size(SpaceId space) {
        return state(space).tree.atoms();
    }

    /** Returns the number of distinct atoms in a space. O(1). */
    public long entries(SpaceId space) {
        return state(space).tree.entries();
    }

    /**
     * Returns which of some spaces can be reached: their handles occur in atoms of spaces that are none of them, in states
     * or tokens, or in others of them that can be reached.
     *
     * <p>Takes time linear in the distinct segments of all that is reached.
     */
    public SpaceReachability reachable(Set<SpaceId> candidates) {
        return SpaceReachability.of(whole(), candidates);
    }

    /* ---------------- Atoms ---------------- */

    /** Returns how many copies of an atom a space has. O(log n). */
    public long count(SpaceId space, AtomCode atom) {
        return state(space).tree.countOf(atom.array(), atom.length());
    }

    /**
     * Returns how many copies of the atom that the writer holds a space has; the quick form. Allocates nothing. O(log n).
     *
     * @throws IllegalStateException if the writer does not hold one whole atom
     */
    public long count(SpaceId space, AtomWriter atom) {
        checkComplete(atom);
        return state(space).tree.countOf(atom.array(), atom.length());
    }

    /** Reports whether a space has an atom. O(log n). */
    public boolean contains(SpaceId space, AtomCode atom) {
        return count(space, atom) > 0;
    }

    /**
     * Returns how many atoms of a space answer the ground atom that the writer holds, copies counted, or -1 if atoms with
     * variables may answer too and have to be asked for by {@link #match(SpaceId, AtomCode)}. Allocates nothing. O(log n).
     *
     * @throws IllegalStateException if the writer does not hold one whole atom
     */
    public long countGround(SpaceId space, AtomWriter atom) {
        checkComplete(atom);
        return state(space).countGround(atom.array(), atom.length());
    }

    static void checkComplete(AtomWriter atom) {
        if (!atom.isComplete()) {
            throw new IllegalStateException("atom incomplete: lengthBytes=" + atom.length() + "; write all children");
        }
    }

    /** Opens a cursor over all atoms of a space. */
    public Cursor atoms(SpaceId space) {
        final SpaceState state = state(space);
        return new Cursor(this, state, QueryPlan.ofPrefix(state, NO_PREFIX), null);
    }

    /* ---------------- Queries ---------------- */

    /** Opens a cursor over the atoms of a space that answer a pattern. */
    public Cursor match(SpaceId space, AtomCode pattern) {
        return match(space, pattern, null);
    }

    /**
     * Opens a cursor over the atoms of a space that answer a pattern.
     *
     * @param used a closed cursor of this view over the same space, to be opened again instead of making one, or null
     */
    public Cursor match(SpaceId space, AtomCode pattern, Cursor used) {
        final SpaceState state = state(space);
        QueryPlan plan = QueryPlan.of(state, pattern);
        if (plan.isIndexDue(state)) {
            environment.buildIndex(state, plan.size(), plan.wantedIndex());
            plan = QueryPlan.of(state, pattern);
        }
        if (used == null) {
            return new Cursor(this, state, plan, pattern);
        }
        used.reopen(this, state, plan, pattern);
        return used;
    }

    /**
     * Returns about how many atoms of a space would be read to answer a pattern: what a join orders its goals by. Exact for
     * a few hundred and fewer. O(log n).
     */
    public long estimate(SpaceId space, AtomCode pattern) {
        return QueryPlan.of(state(space), pattern).expected();
    }

    /**
     * Returns how many atoms of a space answer a pattern, copies counted, without making any of them. An atom with
     * variables counts unless it certainly does not answer. O(log n) where the pattern is bound from the left, or by an
     * index, and the space has neither copies nor variables; otherwise all that may answer are read.
     */
    public long countMatches(SpaceId space, AtomCode pattern) {
        final SpaceState state = state(space);
        final QueryPlan plan = QueryPlan.of(state, pattern);
        if (plan.isCounted(state)) {
            return plan.count();
        }
        long count = 0;
        try (Cursor cursor = match(space, pattern)) {
            while (cursor.next()) {
                count += cursor.count();
            }
        }
        return count;
    }

    /** Reports whether an atom of a space answers a pattern, or may answer it if it has variables. */
    public boolean hasMatch(SpaceId space, AtomCode pattern) {
        try (Cursor cursor = match(space, pattern)) {
            return cursor.next();
        }
    }

    /** Returns the indexes that a space has, in the order in which they were built. */
    public List<IndexKey> indexes(SpaceId space) {
        return state(space).indexes().stream()
                .map(index -> new IndexKey(index.size, index.position))
                .toList();
    }

    /** Reports whether a space has an index as {@link Environment#buildIndex} would build it. */
    public boolean hasIndex(SpaceId space, int size, int position) {
        return state(space).index(size, position) != null;
    }

    /* ---------------- Definitions ---------------- */

    /**
     * Returns the rules {@code (= (head ...) right)} of a space whose left side has the given head and number of arguments,
     * in the order of their first definition, each with its count. The list is the caller's.
     */
    public List<StoredAtom> rules(SpaceId space, AtomCode head, int arity) {
        return definitions(space, Vocabulary.rulePrefix(head, arity));
    }

    /**
     * Returns the rules of a space that may answer though their head is not a given symbol: those whose left side is a
     * variable, or an expression of {@code arity} arguments whose head is a variable. In the order of definition. The list
     * is the caller's.
     */
    public List<StoredAtom> wildcardRules(SpaceId space, int arity) {
        return definitions(space, Vocabulary.variableRulePrefix(), Vocabulary.variableHeadRulePrefix(arity));
    }

    /**
     * Returns rules of a space whose left side is an expression of {@code arity} arguments with a head that is neither a
     * symbol nor a variable, in the order of definition; of more than {@code limit}, some {@code limit + 1}. The list is
     * the caller's.
     */
    public List<StoredAtom> nestedRules(SpaceId space, int arity, int limit) {
        final byte[][] prefixes = new byte[AtomDescriptor.EXPRESSION_LONG - AtomDescriptor.FALSE + 1][];
        Arrays.setAll(prefixes, i -> Vocabulary.headRulePrefix(arity, AtomDescriptor.FALSE + i));
        return state(space).definitions(limit + 1, prefixes);
    }

    /**
     * Returns the declarations {@code (: atom Type)} of a space that name just this atom, in the order of their first
     * definition, each with its count. The list is the caller's.
     */
    public List<StoredAtom> types(SpaceId space, AtomCode atom) {
        return definitions(space, Vocabulary.typePrefix(atom));
    }

    private List<StoredAtom> definitions(SpaceId space, byte[]... prefixes) {
        return state(space).definitions(Integer.MAX_VALUE, prefixes);
    }

    /** Returns a number that changes whenever a rule of the space does; equal numbers mean equal rules. */
    public long rulesVersion(SpaceId space) {
        return state(space).rulesVersion;
    }

    /** Returns a number that changes whenever a type declaration of the space does; equal numbers mean equal types. */
    public long typesVersion(SpaceId space) {
        return state(space).typesVersion;
    }

    /* ---------------- States and tokens ---------------- */

    /** Returns the value of a state cell, or nothing where there is none of that name. */
    public Optional<AtomCode> state(StateId id) {
        return whole().cell(Registry.stateCell(id));
    }

    /** Returns what a token is bound to, or nothing where it is bound to nothing. */
    public Optional<AtomCode> binding(String token) {
        return whole().cell(Registry.tokenCell(token));
    }

    /** Returns all token bindings as atoms {@code (token "name" value)}, by name. */
    public List<AtomCode> bindings() {
        return codes(Registry.tokens());
    }

    /** Returns all state cells as atoms {@code (state <handle> value)}, by handle. */
    public List<AtomCode> states() {
        return codes(Registry.states());
    }

    private List<AtomCode> codes(byte[] prefix) {
        return whole().cells(prefix).stream()
                .map(entry -> AtomCode.copyOf(entry, 0, entry.length))
                .toList();
    }

    /* ---------------- The whole ---------------- */

    /**
     * Returns what a commit would name a snapshot of this view: a hash of its spaces, their atoms and the order of their
     * definitions, but not their indexes. Equal ids mean equal contents, and equal contents have equal ids, however they
     * came about. Stores nothing. Takes time linear in the size for what has not been asked for before.
     */
    public ContentHash id() {
        return summary().id();
    }

    /** Returns how a snapshot of this view would be found again, indexes apart. Costs as {@link #id()}. */
    public EnvironmentSummary summary() {
        return EnvironmentSummary.of(whole());
    }

    /** Visits every segment of every space, but not those of indexes. Loads what was not touched yet. */
    public void forEachSegment(SegmentVisitor visitor) {
        whole().states().forEach(state -> state.tree.forEachSegment(visitor));
    }

    /** Visits every segment of one space, but not those of its indexes. Loads what was not touched yet. */
    public void forEachSegment(SpaceId space, SegmentVisitor visitor) {
        state(space).tree.forEachSegment(visitor);
    }

    /**
     * Visits every segment of an index. Loads what was not touched yet.
     *
     * @throws IllegalArgumentException if the space has no such index
     */
    public void forEachSegment(SpaceId space, IndexKey key, SegmentVisitor visitor) {
        final ArgumentIndex index = state(space).index(key.size(), key.position());
        if (index == null) {
            throw new IllegalArgumentException("no such index: space=" + space + ", size=" + key.size() + ", position="
                    + key.position() + "; build it first");
        }
        index.tree().forEachSegment(visitor);
    }

    /** Takes the differences between two spaces one by one. */
    @FunctionalInterface
    public interface DifferenceVisitor {
        /**
         * An atom of which the spaces have different numbers of copies.
         *
         * @param count how many copies more the second has, negative for fewer
         */
        void atom(AtomCode atom, long count);
    }

    /**
     * Shows what another space has more and fewer of than one of this view, in the order of the atoms' codes. Takes time
     * proportional to the difference where one was forked off the other, or both off a third.
     *
     * @param other the view of the other space, perhaps this one
     */
    public void compare(SpaceId space, EnvironmentView other, SpaceId otherSpace, DifferenceVisitor visitor) {
        TreeDiff.between(
                state(space).tree,
                other.state(otherSpace).tree,
                (at, here, there) -> visitor.atom(AtomCode.copyOf(at.key(), 0, at.keyLength()), there - here));
    }

    /* ---------------- What is seen ---------------- */

    /** Returns the state of a space. */
    SpaceState state(SpaceId space) {
        final SpaceState state = find(space);
        if (state == null) {
            throw new NoSuchSpaceException(space, some == null ? root.others().size() : some.length);
        }
        return state;
    }

    private SpaceState find(SpaceId space) {
        checkOpen();
        if (some == null) {
            return findInAll(space);
        }
        for (final SpaceState state : some) {
            if (state.id == space || state.id.equals(space)) {
                return state;
            }
        }
        return null;
    }

    private SpaceState findInAll(SpaceId space) {
        // Threads may see each other's: any of them is right.
        SpaceState found = last;
        if (found == null || !found.id.equals(space)) {
            found = root.space(space);
            last = found;
        }
        return found;
    }

    /** Returns the root, of a view that sees all of it. */
    private Root whole() {
        checkOpen();
        if (some != null) {
            throw new IllegalStateException("view of some spaces asked for all: spaces="
                    + Arrays.stream(some).map(state -> state.id).toList() + "; open one by view()");
        }
        return root;
    }

    /** Returns the root, whatever is seen of it, for those who look at the parts. */
    Root root() {
        return root;
    }

    Environment environment() {
        return environment;
    }

    /* ---------------- Life ---------------- */

    private void checkOpen() {
        if (closed || environment.isClosed()) {
            throw new IllegalStateException("view used after close: view=" + closed + ", environment="
                    + environment.isClosed() + "; close views before their environment");
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (pinned != null) {
            pinned.unpin();
        }
        if (some != null) {
            for (final SpaceState state : some) {
                state.unpin();
            }
        }
    }
}
