package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.CopyTally;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentSink;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TooManyAtomsException;
import io.mettalith.store.segment.TreeSurvey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything a MeTTa program knows: the atoms of its spaces, rules and types among them, its states and its tokens.
 *
 * <pre>{@code
 * try (Environment base = Environment.create()) {
 *     base.add(AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol("a"), AtomCode.symbol("b")));
 *     try (Environment fork = base.fork()) {          // O(1): nothing is copied
 *         fork.add(AtomCode.symbol("only-here"));     // copies one segment, then writes
 *         base.union(fork);                           // adds what the fork did since
 *     }
 * }
 * }</pre>
 *
 * <p><b>Design.</b> An environment is a handle on an immutable {@link Root}: one {@link SegmentTree} per space. A fork
 * shares the root and ends the <em>epoch</em> of the parent, so that from then on both sides copy before they write. No
 * segment is touched for that: each carries the token of the {@link Generation} that wrote it, and a new epoch writes
 * under new generations. The parent does not keep its ownership, so its later writes are no more visible in the fork
 * than the fork's in it. An open {@link Cursor} or {@link EnvironmentView} has the same effect on what it reads, so it sees
 * that as it was, without locks and without copies unless somebody writes meanwhile. Where all forks that came to know the end of
 * an epoch have been closed without handing it on, the parent {@linkplain #fork() resumes} it and copies nothing.
 *
 * <p>{@link #union} adds to this environment what another has done since their common {@linkplain Ancestry ancestor},
 * found by version and not by content; what both did alike counts once, or all counts, by the {@link UnionMode}. What both
 * share is skipped, and where only one side has changed, the result shares its trees.
 *
 * <p><b>Memory.</b> Segments live off the heap. Closing an environment frees at once what it alone has written since its
 * last fork; what forks share is freed when the last handle that reaches it has been collected. An environment that is
 * never closed leaks nothing but is freed later.
 *
 * <p><b>Indexes.</b> A space is ordered by head and first argument. Where queries bind a later argument alone, a second
 * tree by that argument is built once they have read as much in vain as it costs, or by {@link #buildIndex}; it follows
 * every later write, and is forked, united and sealed with the space.
 *
 * <p><b>Reading.</b> Each method here that reads asks one question, of what is there now. Who asks more than one, and
 * wants the answers to fit together, asks {@link #view() one view}.
 *
 * <p><b>Threads.</b> Any thread may call any method at any time; calls that change the environment exclude each other.
 * Edits and lookups take a latch for the length of one edit or lookup, until readers are so many that they meet there:
 * then what is there is frozen and read without it, until the next write. Whatever takes long, a union or a bulk load, is
 * done beside what is there, for readers to go on and forks to be made, and published at once: a write is visible in all
 * its roles or in none, and a call that throws has changed nothing. {@link #close()} must not race with other calls.
 *
 * <p><b>Errors.</b> A method that takes a {@link SpaceId} throws {@link NoSuchSpaceException} where there is no space of
 * that name, unless it says otherwise. All methods but {@link #close()} and {@link #isClosed()} throw {@link
 * IllegalStateException} once the environment has been closed, and what a store throws where a segment cannot be loaded.
 * No parameter may be null.
 *
 * <p><b>Cost.</b> {@link #fork()} O(1); lookup and edit O(log n); first write after a fork one segment of at most 4 KiB
 * and one path; union proportional to the smaller of what the right side changed and what differs.
 */
public final class Environment extends RootGuard implements AutoCloseable {
    private static final Root GONE = Root.empty();
    private static final byte[] NO_PREFIX = {};

    /** Attempts to give an index that took long to build to what others have written meanwhile. */
    private static final int CATCH_UPS = 3;

    /** Where this environment was forked off, until {@link #ancestry()} takes it over. */
    private Version<Root> origin;

    private Ancestry<Root> ancestry;
    private long nextId;
    /** What was copied in all epochs; null until the first. */
    private CopyTally copied;

    private int epochsResumed;
    /** See {@link #origins()}; immutable. */
    private Set<Origin> origins = Set.of();

    private Environment(Version<Root> origin, long definitionsVersion) {
        super(origin.state(), definitionsVersion);
        this.origin = origin;
    }

    private Environment(Root root, Ancestry<Root> ancestry) {
        super(root, 0);
        this.ancestry = ancestry;
    }

    /** Makes an empty environment, unrelated to all others. */
    public static Environment create() {
        return new Environment(Root.empty(), Ancestry.root(0));
    }

    static Environment startingAt(Version<Root> version, long path) {
        return new Environment(version.state(), Ancestry.startingAt(version, path));
    }

    /* ---------------- Fork, ownership, union ---------------- */

    /** Returns an environment that knows the same now and is isolated from this one both ways afterwards. */
    public Environment fork() {
        acquire();
        try {
            checkOpen();
            freeze();
            final Environment fork = new Environment(ancestry().branch(root), definitionsVersion());
            fork.origins = origins;
            return fork;
        } finally {
            release();
        }
    }

    /** Begins an epoch, or goes on with the last one if everybody who came to know its end has gone. Under the latch. */
    Epoch writableEpoch() {
        if (epoch == null || epoch.isPinned()) {
            goOnIn(epochForWriting());
        }
        return epoch;
    }

    /** Returns the epoch that a write would belong to now. Under the latch. */
    private Epoch epochForWriting() {
        if (epoch != null) {
            return epoch.isPinned() ? epoch.next() : epoch;
        }
        if (isEndUnknown()) {
            return ended.isPinned() ? ended.next() : ended;
        }
        return newEpoch();
    }

    private void goOnIn(Epoch next) {
        closeToReaders();
        epochsResumed += next == ended ? 1 : 0;
        epoch = next;
        ended = null;
    }

    private Epoch newEpoch() {
        if (copied == null) {
            copied = new CopyTally();
        }
        return new Epoch(copied);
    }

    /** Reports whether there is an epoch that ended with forks which have all been closed without handing it on. */
    private boolean isEndUnknown() {
        return ended != null && ancestry.line().isHeldByItsHandleAlone();
    }

    /** Returns where this environment comes from, with a line of its own. */
    Ancestry<Root> ancestry() {
        if (ancestry == null) {
            ancestry = Ancestry.ofFork(origin);
            origin = null;
        }
        return ancestry;
    }

    /**
     * Copies everything, unless all of it is owned, so that later writes copy nothing. Takes time linear in the size, and
     * loads what was not touched yet.
     */
    public void makeOwned() {
        try (Draft draft = beginDraft()) {
            for (final SpaceState state : draft.root().states().toList()) {
                if (!state.isAllOwned(draft.epochBefore())) {
                    draft.writable(state.id).copyAll();
                }
            }
            publishAll(draft, () -> {});
        }
    }

    /* ---------------- Long writes ---------------- */

    /** Begins a long write; waits until there is no other. */
    private Draft beginDraft() {
        enterToWrite();
        try {
            final Draft draft = new Draft(this, epochForWriting());
            begin(draft);
            return draft;
        } finally {
            release();
        }
    }

    /** As {@link #beginDraft()}, for a union, after which no earlier epoch is resumed: a common ancestor may lie there. */
    private Draft beginUnion() {
        enterToWrite();
        try {
            ended = null;
            final Draft draft = new Draft(this, epochForWriting());
            begin(draft);
            return draft;
        } finally {
            release();
        }
    }

    /** Publishes a draft, unless nothing in it differs from what was there. */
    private void publish(Draft draft, Runnable inheriting) {
        final boolean changed = draft.isChanged();
        acquire();
        try {
            inheriting.run();
            if (changed) {
                goOnFrom(draft);
            }
        } finally {
            release();
        }
    }

    private void publish(Draft draft) {
        publish(draft, () -> {});
    }

    /** Publishes a draft even if the atoms in it are what they were. */
    private void publishAll(Draft draft, Runnable inheriting) {
        acquire();
        try {
            inheriting.run();
            goOnFrom(draft);
        } finally {
            release();
        }
    }

    private void goOnFrom(Draft draft) {
        final boolean alone = epoch != null && epoch == draft.epochBefore() && !epoch.isPinned();
        if (draft.hasWritten()) {
            if (isAsBefore(draft)) {
                if (epoch != draft.epoch()) {
                    goOnIn(draft.epoch());
                }
            } else {
                writableEpoch(); // another than the draft's, of which nobody knows: its states are copied once more
            }
        }
        closeToReaders();
        root(draft.root());
        draft.published(draft.hasWritten() ? epoch : draft.epoch(), alone);
    }

    /** Reports whether the epoch that a draft belongs to can go on: it has not been shared since the draft was begun. */
    private boolean isAsBefore(Draft draft) {
        return epoch == draft.epochBefore()
                && ended == draft.endedBefore()
                && (ended == null || !draft.epoch().goesOnFrom(ended) || isEndUnknown());
    }

    /** Reports whether nothing has been written since the last fork, or since the environment was made. */
    public boolean isUnmodified() {
        acquire();
        try {
            return epoch == null;
        } finally {
            release();
        }
    }

    /* ---------------- Union ---------------- */

    /**
     * Adds to this environment what {@code other} has done since their common ancestor. Uniting the same fork again adds
     * nothing more. {@code other} is not changed.
     *
     * @throws UnrelatedEnvironmentsException if they have no common ancestor
     */
    public UnionReport union(Environment other) {
        return union(other, UnionMode.ALIKE_ONCE);
    }

    /**
     * As {@link #union(Environment)}, with a choice of what becomes of what both did.
     *
     * @throws UnrelatedEnvironmentsException if they have no common ancestor
     */
    public UnionReport union(Environment other, UnionMode mode) {
        return union(other, false, mode);
    }

    /** As {@link #union(Environment)}, but unrelated environments are united too, as if both had begun empty. */
    public UnionReport unionUnrelated(Environment other) {
        return union(other, true, UnionMode.ALIKE_ONCE);
    }

    /**
     * Adds to this environment what {@code other} has done since {@code base}, whatever the histories of the three: for
     * snapshots, whose common ancestor somebody else knows. It is not remembered: what is added twice, is there twice. A
     * space that {@code other} has dropped since stays.
     *
     * <p>Takes time proportional to the difference between {@code base} and {@code other}.
     */
    public UnionReport unionSince(Environment base, Environment other) {
        return unionSince(base, other, UnionMode.ALIKE_ONCE, false);
    }

    /**
     * As {@link #unionSince(Environment, Environment)}, with a choice of what becomes of what both did.
     *
     * @param keepsLeft whether of a state or token that both changed the value here stays, instead of {@code other}'s
     */
    public UnionReport unionSince(Environment base, Environment other, UnionMode mode, boolean keepsLeft) {
        final Root before = base.frozen();
        final Root right = base == other ? before : other.frozen();
        try (Draft draft = beginUnion()) {
            final UnionReport report = unite(draft, before, right, new Union(mode, keepsLeft));
            publish(draft);
            return report;
        }
    }

    private UnionReport union(Environment other, boolean allowUnrelated, UnionMode mode) {
        if (other == this) {
            checkOpen();
            return UnionReport.LEFT;
        }
        // Before the other is looked at: what it contained then it contains still.
        final Set<Origin> theirs = other.origins();
        final UnionReport report;
        if (hasNothingFrom(other)) {
            checkOpen();
            report = UnionReport.LEFT;
        } else {
            report = union(other.handOutBranched(), allowUnrelated, mode);
        }
        if (!theirs.isEmpty()) {
            replaceOrigins(Set.of(), theirs);
        }
        return report;
    }

    /* ---------------- Origins ---------------- */

    /** Returns the names of what was kept elsewhere and is contained here, as far as nothing newer among them contains it. */
    public Set<Origin> origins() {
        acquire();
        try {
            return origins;
        } finally {
            release();
        }
    }

    /**
     * Notes that everything which some origins name is contained here.
     *
     * @param replaced origins that {@code by} contain, and that need not be remembered any more
     */
    public void replaceOrigins(Set<Origin> replaced, Set<? extends Origin> by) {
        acquire();
        try {
            origins = Origins.replace(origins, replaced, by);
        } finally {
            release();
        }
    }

    /**
     * As {@link #origins()}, for a space of its own.
     *
     * @throws NoSuchSpaceException if there is no such space
     */
    public Set<Origin> origins(SpaceId space) {
        acquire();
        try {
            return space.equals(SpaceId.MAIN) ? origins : root.existing(space).origins;
        } finally {
            release();
        }
    }

    /**
     * As {@link #replaceOrigins(Set, Set)}, for a space of its own.
     *
     * @throws NoSuchSpaceException if there is no such space
     */
    public void replaceOrigins(SpaceId space, Set<Origin> replaced, Set<? extends Origin> by) {
        enterToWrite();
        try {
            root.existing(space);
            noteOrigins(space, replaced, by);
        } finally {
            release();
        }
    }

    /** As {@link #replaceOrigins(SpaceId, Set, Set)}, and nothing where the space is gone. Called under the latch. */
    void noteOrigins(SpaceId space, Set<Origin> replaced, Set<? extends Origin> by) {
        final SpaceState state = root.space(space);
        if (space.equals(SpaceId.MAIN)) {
            origins = Origins.replace(origins, replaced, by);
        } else if (state != null) {
            final SpaceState continued = continued(state);
            continued.origins = Origins.replace(state.origins, replaced, by);
            root(root.with(continued));
        }
    }

    /** Unites with what another was when it was handed out; by now another thread may have united with a later point. */
    UnionReport union(Version<Root> right, boolean allowUnrelated, UnionMode mode) {
        boolean joined = false;
        try (Draft draft = beginUnion()) {
            final Root base = commonAncestor(right, draft.root(), allowUnrelated, mode);
            final UnionReport report = unite(draft, base, right.state(), new Union(mode, false));
            publish(draft, () -> ancestry().joinBranched(right));
            joined = true;
            return report;
        } finally {
            if (!joined) {
                right.line().release();
            }
        }
    }

    private Root commonAncestor(Version<Root> right, Root left, boolean allowUnrelated, UnionMode mode) {
        final Version<Root> now;
        acquire();
        try {
            ancestry().forgetUnknownElsewhere();
            if (ancestry().isPlainParentOf(right)) {
                return right.origin().state();
            }
            now = ancestry().now(left);
        } finally {
            release();
        }
        final Optional<Root> base =
                Ancestry.common(now, right, (common, one, another) -> mergedRoot(common, one, another, mode));
        if (base.isEmpty() && !allowUnrelated) {
            throw new UnrelatedEnvironmentsException(
                    "left has " + left.main().tree.atoms() + " atoms, right has "
                            + right.state().main().tree.atoms());
        }
        return base.orElseGet(Root::empty);
    }

    /**
     * Reports whether another has certainly done nothing that is not here: it stands where this one does, or still where
     * it was forked off this one. It need not be remembered then that the two have united.
     */
    private boolean hasNothingFrom(Environment other) {
        final Root theirs = other.rootNow();
        if (theirs == GONE) {
            return false;
        }
        final Version<Root> from = other.origin;
        return theirs == rootNow()
                || from != null && from.state() == theirs && ancestry != null && from.line() == ancestry.line();
    }

    /** Freezes what is there and marks the point, for somebody who takes it. */
    Version<Root> handOut() {
        acquire();
        try {
            checkOpen();
            freezeForGood();
            return ancestry().mark(root);
        } finally {
            release();
        }
    }

    /** As {@link #handOut()}; the line counts whoever takes it as a holder. */
    Version<Root> handOutBranched() {
        acquire();
        try {
            checkOpen();
            freezeForGood();
            return ancestry().branch(root);
        } finally {
            release();
        }
    }

    private static UnionReport unite(Draft draft, Root base, Root right, Union union) {
        if (right == base) {
            return UnionReport.LEFT;
        }
        if (draft.root() == base && draft.isUnmodified()) {
            keepIndexes(base, right);
            draft.root(right);
            return UnionReport.RIGHT;
        }
        final UnionEvent event = new UnionEvent();
        event.begin();
        boolean changed = uniteSpace(draft, SpaceId.MAIN, base, right, union);
        for (final SpaceId id : right.others().keySet()) {
            changed |= uniteSpace(draft, id, base, right, union);
        }
        if (!changed) {
            return UnionReport.LEFT;
        }
        final UnionReport report = union.report();
        event.commit(report);
        return report;
    }

    private static boolean uniteSpace(Draft draft, SpaceId id, Root base, Root right, Union union) {
        final SpaceState theirs = right.space(id);
        final SpaceState before = base.space(id);
        final SegmentTree baseTree = before == null ? new SegmentTree() : before.tree;
        if (before != null && theirs.tree.isSameAs(baseTree)) {
            return false;
        }
        final SpaceState mine = draft.root().space(id);
        if (mine == null || mine == before) {
            if (mine != null) {
                theirs.keepIndexesOf(mine);
            }
            draft.root(draft.root().with(theirs));
            return true;
        }
        final SpaceState left = draft.writable(id);
        union.apply(baseTree, theirs.tree, left);
        if (id.equals(SpaceId.REGISTRY)) {
            union.resolveCells(baseTree, theirs.tree, left);
        }
        return true;
    }

    /** Sees to it that the indexes of one root outlive a step to another that shares most of its atoms with it. */
    private static void keepIndexes(Root from, Root to) {
        from.states().forEach(state -> keepIndexes(state, to.space(state.id)));
    }

    private static void keepIndexes(SpaceState mine, SpaceState theirs) {
        if (theirs != null) {
            theirs.keepIndexesOf(mine);
        }
    }

    /** Unites two ancestors into a third, for histories in which two handles have united with each other. */
    private static Root mergedRoot(Optional<Root> base, Root left, Root right, UnionMode mode) {
        final Draft scratch = Draft.apart(left);
        unite(scratch, base.orElseGet(Root::empty), right, new Union(mode, false));
        return scratch.root();
    }

    /**
     * Adds to this environment what a delta says: per atom {@code max(0, here + count)}, clamped this once. Definitions
     * that are new here come after all that are there, in the order that the delta gives them. Where several values of a
     * state cell or token remain, the delta's is taken, of several in the delta the greatest in key order; the others
     * are conflicts in the report, whose outcome is {@link UnionReport.Outcome#LEFT} for an empty delta and {@link
     * UnionReport.Outcome#MERGED} for all others.
     *
     * <p>This environment need not equal the delta's base, nor be related to what the delta was made from: the
     * difference is put where it is asked for, as a three-way patch does. To insist on the base, compare {@link #id()}
     * with {@link Delta#base()}. What is applied is not remembered: a delta applied twice counts twice, and so does a
     * delta followed by a {@linkplain #union union} with the environment it was made from.
     *
     * <p>Takes time proportional to the delta.
     *
     * @throws IllegalArgumentException if a space would have more atoms than can be counted; nothing has changed then
     */
    public UnionReport apply(Delta delta) {
        try (Draft draft = beginDraft()) {
            final DeltaApplication application = new DeltaApplication(delta);
            application.checkRoom(draft.root());
            while (application.nextSpace()) {
                applySpace(draft, application);
            }
            publish(draft);
            return application.report();
        }
    }

    private static void applySpace(Draft draft, DeltaApplication application) {
        final SpaceId id = application.space();
        final boolean existed = draft.root().space(id) != null;
        if (!existed) {
            draft.root(draft.root().with(new SpaceState(id, null)));
        }
        final SpaceState state = draft.writable(id);
        application.apply(state);
        if (!application.isKept(state, existed)) {
            draft.root(draft.root().without(id));
        }
    }

    /* ---------------- Writing ---------------- */

    /** Adds one copy of an atom to the main space. */
    public void add(AtomCode atom) {
        add(SpaceId.MAIN, atom);
    }

    /** Adds one copy of an atom to a space. */
    public void add(SpaceId space, AtomCode atom) {
        adjust(space, atom.array(), atom.length(), atom.ground(), 1);
    }

    /**
     * Adds one copy of the atom that the writer holds to a space; the quick form.
     *
     * @throws IllegalStateException if the writer does not hold one whole atom
     */
    public void add(SpaceId space, AtomWriter atom) {
        EnvironmentView.checkComplete(atom);
        adjust(space, atom.array(), atom.length(), atom.ground(), 1);
    }

    /** Takes one copy of an atom out of the main space; returns whether there was one. */
    public boolean remove(AtomCode atom) {
        return remove(SpaceId.MAIN, atom);
    }

    /** Takes one copy of an atom out of a space; returns whether there was one. */
    public boolean remove(SpaceId space, AtomCode atom) {
        return adjust(space, atom.array(), atom.length(), atom.ground(), -1) > 0;
    }

    /** Takes one copy of the atom that the writer holds out of a space; returns whether there was one. */
    public boolean remove(SpaceId space, AtomWriter atom) {
        EnvironmentView.checkComplete(atom);
        return adjust(space, atom.array(), atom.length(), atom.ground(), -1) > 0;
    }

    private long adjust(SpaceId id, byte[] code, int length, boolean ground, long delta) {
        enterToWrite();
        try {
            final SpaceState there = root.existing(id);
            if (delta < 0 && !isWrittenInPlace(there) && there.tree.countOf(code, length) == 0) {
                return 0;
            }
            final SpaceState state = writable(id);
            final long before = state.definitionsVersion();
            final long count = state.adjust(code, length, !ground, delta);
            if (state.definitionsVersion() != before) {
                noteDefinitions();
            }
            return count;
        } finally {
            release();
        }
    }

    /**
     * Adds many atoms at once. Where the space does not have many more, its segments are built anew, bottom-up and full.
     *
     * @param batch sorted or not; used up by the call, even one that throws, and its memory freed
     * @throws IllegalStateException if the batch has been used up or closed
     * @throws TooManyAtomsException if the space would have more atoms than can be counted
     */
    public void addAll(SpaceId id, AtomBatch batch) {
        try (Draft draft = beginDraft()) {
            draft.writable(id).addAll(batch);
            publish(draft);
        }
    }

    /* ---------------- Indexes ---------------- */

    /**
     * Builds an index now instead of when queries have shown the need: of all expressions of a space with {@code size}
     * children, the head among them, by the child at {@code position}. Does nothing where it is there already. Others go
     * on reading and writing meanwhile. An index is no part of what the environment holds: it is not modified by it.
     *
     * @param size at least 2
     * @param position from 1; by the head, 0, every space is ordered anyway
     * @throws IllegalArgumentException if no expression of that size has a child there
     */
    public void buildIndex(SpaceId space, int size, int position) {
        checkPosition(size, position);
        try (EnvironmentView view = view(space)) {
            final SpaceState seen = view.state(space);
            buildIndex(seen, size, position);
            try (Draft draft = beginDraft()) {
                // Nobody writes now, so what has been written since is made up for, if that has not been done.
                final SpaceState now = draft.root().space(space);
                if (now != null) {
                    now.keepIndex(size, position, seen);
                }
            }
        }
    }

    private static void checkPosition(int size, int position) {
        if (position < 1 || position >= size) {
            throw new IllegalArgumentException(
                    "no such child: size=" + size + ", position=" + position + "; position is from 1 to size - 1");
        }
    }

    /** Builds an index for a state that is pinned or frozen, and for what the space has become since. */
    void buildIndex(SpaceState pinned, int size, int position) {
        if (pinned.index(size, position) == null) {
            final IndexBuildEvent event = new IndexBuildEvent();
            event.begin();
            event.commit(pinned.id, pinned.buildIndex(size, position));
        }
        for (int attempt = 0; attempt < CATCH_UPS; attempt++) {
            if (hasCaughtUp(pinned, size, position)) {
                return;
            }
        }
    }

    /** Gives the index of an earlier state to what the space is now; returns whether nothing more is to be done. */
    private boolean hasCaughtUp(SpaceState earlier, int size, int position) {
        final SpaceState now = pinnedIfOther(earlier);
        if (now == null) {
            return true;
        }
        try {
            if (now.index(size, position) != null) {
                return true;
            }
            now.keepIndex(size, position, earlier);
            return false;
        } finally {
            now.unpin();
        }
    }

    /** Returns the state of a space, pinned, or null if the space is gone or still what it was. */
    private SpaceState pinnedIfOther(SpaceState earlier) {
        final Root frozen = enter();
        try {
            final SpaceState now = rootOf(frozen).space(earlier.id);
            if (now == null || now == earlier) {
                return null;
            }
            now.pin();
            return now;
        } finally {
            leave(frozen);
        }
    }

    /**
     * Drops an index, whose memory is freed where this environment alone has it. Queries that would have used it read more
     * from now on, and may show the need for it anew. Forks, and views that are open, keep theirs.
     *
     * @return whether there was one
     */
    public boolean dropIndex(SpaceId space, int size, int position) {
        final SpaceState state;
        final ArgumentIndex dropped;
        enterToWrite();
        try {
            if (root.existing(space).index(size, position) == null) {
                return false;
            }
            if (epoch == null) {
                // Nothing is modified by it: what is frozen stays so.
                state = new SpaceState(space, null, root.existing(space));
                root(root.with(state));
            } else {
                state = writable(space);
            }
            dropped = state.removeIndex(size, position);
        } finally {
            release();
        }
        if (state.generation != null) {
            dropped.tree().freeOwned(state.generation);
        }
        return true;
    }

    /* ---------------- Reading ---------------- */

    /**
     * Opens a view of all spaces, states and tokens as they are now. Takes the same time whatever is there, and copies
     * nothing. The first write to a space while the view is open copies what it changes, and so does the next to each
     * other space: to see one space, or a few, {@link #view(SpaceId...)} costs writers less.
     */
    public EnvironmentView view() {
        final Root frozen = enter();
        try {
            final Epoch pinned = frozen != null ? null : epoch != null ? epoch : ended;
            if (pinned != null) {
                pinned.pin();
            }
            return new EnvironmentView(this, rootOf(frozen), null, pinned);
        } finally {
            leave(frozen);
        }
    }

    /** Opens a view of some spaces as they are now, for several questions that are to see the same. */
    public EnvironmentView view(SpaceId... spaces) {
        final Root frozen = enter();
        try {
            final SpaceState[] states = new SpaceState[spaces.length];
            for (int i = 0; i < states.length; i++) {
                states[i] = spaceOf(frozen, spaces[i]);
            }
            for (final SpaceState state : states) {
                state.pin();
            }
            return new EnvironmentView(this, rootOf(frozen), states, null);
        } finally {
            leave(frozen);
        }
    }

    /** Reports whether the main space has an atom. */
    public boolean contains(AtomCode atom) {
        return count(SpaceId.MAIN, atom) > 0;
    }

    /** Reports whether a space has an atom. */
    public boolean contains(SpaceId space, AtomCode atom) {
        return count(space, atom) > 0;
    }

    /** Returns how many copies of an atom the main space has. */
    public long count(AtomCode atom) {
        return count(SpaceId.MAIN, atom);
    }

    /** Returns how many copies of an atom a space has. */
    public long count(SpaceId space, AtomCode atom) {
        return count(space, atom.array(), atom.length());
    }

    /** As {@link EnvironmentView#count(SpaceId, AtomWriter)}. Allocates nothing. */
    public long count(SpaceId space, AtomWriter atom) {
        EnvironmentView.checkComplete(atom);
        return count(space, atom.array(), atom.length());
    }

    private long count(SpaceId space, byte[] code, int length) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).tree.countOf(code, length);
        } finally {
            leave(frozen);
        }
    }

    /** As {@link EnvironmentView#countGround}. Allocates nothing. */
    public long countGround(SpaceId space, AtomWriter atom) {
        EnvironmentView.checkComplete(atom);
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).countGround(atom.array(), atom.length());
        } finally {
            leave(frozen);
        }
    }

    /** Returns the number of atoms in the main space, copies counted. */
    public long size() {
        return size(SpaceId.MAIN);
    }

    /** Returns the number of atoms in a space, copies counted. */
    public long size(SpaceId space) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).tree.atoms();
        } finally {
            leave(frozen);
        }
    }

    /** Opens a cursor over the atoms of the main space that answer a pattern. */
    public Cursor match(AtomCode pattern) {
        return match(SpaceId.MAIN, pattern);
    }

    /**
     * Opens a cursor over the atoms of a space that answer a pattern. If queries have read as much in vain by now as an
     * index takes to build, the index is built first.
     */
    public Cursor match(SpaceId space, AtomCode pattern) {
        final Root frozen = enter();
        final QueryPlan plan;
        try {
            final SpaceState state = spaceOf(frozen, space);
            plan = QueryPlan.of(state, pattern);
            if (!plan.isIndexDue(state)) {
                return open(frozen, state, plan, pattern);
            }
        } finally {
            leave(frozen);
        }
        return matchIndexed(space, pattern, plan);
    }

    private Cursor matchIndexed(SpaceId space, AtomCode pattern, QueryPlan unindexed) {
        try (EnvironmentView view = view(space)) {
            buildIndex(view.state(space), unindexed.size(), unindexed.wantedIndex());
        }
        final Root frozen = enter();
        try {
            final SpaceState state = spaceOf(frozen, space);
            return open(frozen, state, QueryPlan.of(state, pattern), pattern);
        } finally {
            leave(frozen);
        }
    }

    /** Opens a cursor over all atoms of a space. */
    public Cursor atoms(SpaceId space) {
        final Root frozen = enter();
        try {
            final SpaceState state = spaceOf(frozen, space);
            return open(frozen, state, QueryPlan.ofPrefix(state, NO_PREFIX), null);
        } finally {
            leave(frozen);
        }
    }

    private Cursor open(Root frozen, SpaceState state, QueryPlan plan, AtomCode pattern) {
        // What is frozen for good needs no pin, but an epoch that has ended may be resumed.
        final Generation pinned = frozen == null ? state.generation : null;
        if (pinned != null) {
            pinned.pin();
        }
        return new Cursor(this, state, plan, pattern, pinned);
    }

    /** As {@link EnvironmentView#rules}, of the main space. */
    public List<StoredAtom> rules(AtomCode head, int arity) {
        return rules(SpaceId.MAIN, head, arity);
    }

    /** As {@link EnvironmentView#rules}. */
    public List<StoredAtom> rules(SpaceId space, AtomCode head, int arity) {
        try (EnvironmentView view = view(space)) {
            return view.rules(space, head, arity);
        }
    }

    /** As {@link EnvironmentView#rulesVersion}. */
    public long rulesVersion(SpaceId space) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).rulesVersion;
        } finally {
            leave(frozen);
        }
    }

    /** As {@link EnvironmentView#typesVersion}. */
    public long typesVersion(SpaceId space) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).typesVersion;
        } finally {
            leave(frozen);
        }
    }

    /** Reports whether there is a space of that name. */
    public boolean exists(SpaceId space) {
        final Root frozen = enter();
        try {
            return rootOf(frozen).space(space) != null;
        } finally {
            leave(frozen);
        }
    }

    /** As {@link EnvironmentView#indexes}. */
    public List<IndexKey> indexes(SpaceId space) {
        try (EnvironmentView view = view(space)) {
            return view.indexes(space);
        }
    }

    /** As {@link EnvironmentView#spaces}. */
    public List<SpaceId> spaces() {
        try (EnvironmentView view = view()) {
            return view.spaces();
        }
    }

    /** As {@link EnvironmentView#state(StateId)}. */
    public Optional<AtomCode> state(StateId id) {
        return cell(Registry.stateCell(id));
    }

    /** As {@link EnvironmentView#binding}. */
    public Optional<AtomCode> binding(String token) {
        return cell(Registry.tokenCell(token));
    }

    private Optional<AtomCode> cell(byte[] cell) {
        final Root frozen = enter();
        try {
            return rootOf(frozen).cell(cell);
        } finally {
            leave(frozen);
        }
    }

    /** As {@link EnvironmentView#bindings}. */
    public List<AtomCode> bindings() {
        try (EnvironmentView view = view()) {
            return view.bindings();
        }
    }

    /** As {@link EnvironmentView#states}. */
    public List<AtomCode> states() {
        try (EnvironmentView view = view()) {
            return view.states();
        }
    }

    /* ---------------- Spaces ---------------- */

    /** Makes an empty space. */
    public SpaceId newSpace() {
        enterToWrite();
        try {
            final SpaceId id = nextSpaceId();
            root(root.with(new SpaceState(id, writableEpoch())));
            return id;
        } finally {
            release();
        }
    }

    /**
     * Sees to it that there is a space of a given name, empty where there was none: so that what names spaces can be read
     * in again as it was written out.
     *
     * @throws IllegalArgumentException if the name is that of the registry, whose atoms are set as states and tokens
     */
    public void ensureSpace(SpaceId id) {
        if (id.equals(SpaceId.REGISTRY)) {
            throw new IllegalArgumentException(
                    "the registry is no space of a program: space=" + id + "; use changeState and bind");
        }
        enterToWrite();
        try {
            noteUsed(id.high(), id.low());
            if (root.space(id) == null) {
                root(root.with(new SpaceState(id, writableEpoch())));
            }
        } finally {
            release();
        }
    }

    /** Makes a space that holds the same atoms as another now and is isolated from it both ways afterwards. O(1). */
    public SpaceId forkSpace(SpaceId parent) {
        enterToWrite();
        try {
            final SpaceState frozen = root.existing(parent);
            final SpaceState continued = continued(frozen);
            final Ancestry<SpaceState> parentAncestry = ancestryOf(continued);
            final SpaceId id = nextSpaceId();
            final SpaceState child = new SpaceState(id, writableEpoch(), frozen);
            child.ancestry = parentAncestry.fork(frozen);
            child.origins = parent.equals(SpaceId.MAIN) ? origins : frozen.origins;
            child.ancestryOwner = ancestry().line();
            root(root.with(continued).with(child));
            return id;
        } finally {
            release();
        }
    }

    /** As {@link EnvironmentView#reachable}. */
    public SpaceReachability reachable(Set<SpaceId> candidates) {
        try (EnvironmentView view = view()) {
            return view.reachable(candidates);
        }
    }

    /**
     * Removes spaces with all their atoms; those that are not there are passed over. Frees at once what this environment
     * alone has written of them. A handle that still names one of them names nothing.
     *
     * @throws IllegalArgumentException if the main space is among them
     */
    public void removeSpaces(Collection<SpaceId> ids) {
        if (ids.contains(SpaceId.MAIN) || ids.contains(SpaceId.REGISTRY)) {
            throw new IllegalArgumentException("the main space cannot be removed: spaces=" + ids);
        }
        final List<Generation> unshared = new ArrayList<>();
        enterToWrite();
        try {
            if (ids.stream().anyMatch(id -> root.space(id) != null)) {
                ancestry().forgetUnknownElsewhere();
                final boolean alone = ancestry().line().isHeldByItsHandleAlone();
                for (final SpaceId id : ids) {
                    final SpaceState state = root.others().get(id);
                    if (state != null) {
                        root(root.without(id));
                        letGo(state, alone, unshared);
                    }
                }
            }
        } finally {
            release();
        }
        unshared.forEach(Generation::free);
    }

    /** Gives up the history of a space that has been removed, and finds what is certainly not shared of it. */
    private void letGo(SpaceState state, boolean alone, List<Generation> unshared) {
        if (isWrittenInPlace(state)) {
            unshared.add(state.generation);
        }
        if (alone && state.ancestry != null && state.ancestryOwner == ancestry().line()) {
            state.ancestry.close();
        }
    }

    /** Returns a state that goes on from one that is frozen from now on. */
    SpaceState continued(SpaceState frozen) {
        final SpaceState continued = new SpaceState(frozen.id, writableEpoch(), frozen);
        if (frozen.ancestry != null && frozen.epoch == epoch) {
            continued.ancestry = frozen.ancestry;
        }
        return continued;
    }

    /**
     * Adds to the space {@code into} what the space {@code from} has done since their common ancestor. Uniting the same
     * fork again adds nothing more.
     *
     * @throws UnrelatedEnvironmentsException if neither was forked off the other or off a common space
     */
    public UnionReport unionSpace(SpaceId into, SpaceId from) {
        return unionSpace(into, from, UnionMode.ALIKE_ONCE);
    }

    /**
     * As {@link #unionSpace(SpaceId, SpaceId)}, with a choice of what becomes of what both did.
     *
     * @throws UnrelatedEnvironmentsException if neither was forked off the other or off a common space
     */
    public UnionReport unionSpace(SpaceId into, SpaceId from, UnionMode mode) {
        if (into.equals(from)) {
            stateOf(into); // which has to be there
            return UnionReport.LEFT;
        }
        try (Draft draft = beginDraft()) {
            final Version<SpaceState> version = handOut(draft, from);
            final SpaceState right = version.state();
            final SpaceState left = draft.writable(into);
            final Ancestry<SpaceState> leftAncestry = latched(() -> ancestryOf(left));
            final Optional<SpaceState> base = Ancestry.common(
                    leftAncestry.now(left), version, (common, one, another) -> mergedSpace(common, one, another, mode));
            if (base.isEmpty()) {
                throw new UnrelatedEnvironmentsException("spaces " + into + " and " + from);
            }
            final Union union = new Union(mode, false);
            final boolean same = right.tree.isSameAs(base.get().tree);
            if (!same) {
                union.apply(base.get().tree, right.tree, left);
            }
            left.origins = Origins.replace(left.origins, Set.of(), right.origins);
            publishAll(draft, () -> leftAncestry.join(version));
            return same ? UnionReport.LEFT : union.report();
        }
    }

    /** Adds to a space what one of its former states has become since; nothing where the space is gone. */
    void uniteSpace(SpaceId space, SegmentTree before, SegmentTree since) {
        try (Draft draft = beginDraft()) {
            if (draft.root().space(space) != null) {
                new Union(UnionMode.ALIKE_ONCE, false).apply(before, since, draft.writable(space));
                publish(draft);
            }
        }
    }

    /** Marks what a space is now, in a draft in which it goes on from there. */
    private Version<SpaceState> handOut(Draft draft, SpaceId space) {
        return latched(() -> {
            final SpaceState now = draft.root().existing(space);
            final SpaceState continued = new SpaceState(space, draft.epoch(), now);
            draft.root(draft.root().with(continued));
            return ancestryOf(continued).mark(now);
        });
    }

    /** Does under the latch what may touch where this environment comes from. */
    private <T> T latched(Supplier<T> action) {
        acquire();
        try {
            return action.get();
        } finally {
            release();
        }
    }

    private static SpaceState mergedSpace(
            Optional<SpaceState> base, SpaceState left, SpaceState right, UnionMode mode) {
        final SpaceState merged = new SpaceState(left.id, null, left);
        merged.generation = new Generation();
        final SegmentTree baseTree = base.map(state -> state.tree).orElseGet(SegmentTree::new);
        new Union(mode, false).apply(baseTree, right.tree, merged);
        return merged;
    }

    /** Returns the ancestry of a space that belongs to the current epoch, on a line of this environment's own. */
    Ancestry<SpaceState> ancestryOf(SpaceState space) {
        final Line mine = ancestry().line();
        if (space.ancestry == null) {
            space.ancestry = Ancestry.root(space.id.low() ^ space.id.high());
        } else if (space.ancestryOwner != mine) {
            space.ancestry = Ancestry.startingAt(
                    space.ancestry.sinceLastMark(atFork(space)),
                    space.ancestry.line().branchPath(mine.path()));
        }
        space.ancestryOwner = mine;
        return space.ancestry;
    }

    /** Returns what a space was when this environment was forked, as far as that is still known. */
    private SpaceState atFork(SpaceState space) {
        final Version<Root> from = ancestry().origin();
        final SpaceState state = from == null || from.line() != space.ancestryOwner
                ? null
                : from.state().space(space.id);
        return state == null ? new SpaceState(space.id, null, space) : state;
    }

    SpaceId nextSpaceId() {
        return new SpaceId(idPath(), ++nextId);
    }

    /** Sees to it that a name which came from elsewhere is not given again. */
    private void noteUsed(long high, long low) {
        if (high == idPath()) {
            nextId = Math.max(nextId, low);
        }
    }

    private long idPath() {
        // The main space and the registry are (0, 0) and (0, 1): nothing else may be named by path 0.
        return path() == 0 ? 1 : path();
    }

    private long path() {
        final Version<Root> from = origin;
        return from == null ? ancestry.line().path() : Ancestry.pathOfFork(from);
    }

    /* ---------------- States and tokens ---------------- */

    /** Makes a state cell. */
    public StateId newState(AtomCode value) {
        enterToWrite();
        try {
            final StateId id = new StateId(idPath(), ++nextId);
            setCell(Registry.stateCell(id), value);
            return id;
        } finally {
            release();
        }
    }

    /** Sets the value of a state cell, which is made where there is none of that name. */
    public void changeState(StateId id, AtomCode value) {
        enterToWrite();
        try {
            noteUsed(id.high(), id.low());
            setCell(Registry.stateCell(id), value);
        } finally {
            release();
        }
    }

    /** Binds a token to an atom, instead of whatever it was bound to. */
    public void bind(String token, AtomCode value) {
        enterToWrite();
        try {
            setCell(Registry.tokenCell(token), value);
        } finally {
            release();
        }
    }

    private void setCell(byte[] cell, AtomCode value) {
        if (Registry.isSetTo(root.space(SpaceId.REGISTRY), cell, value)) {
            return;
        }
        if (root.space(SpaceId.REGISTRY) == null) {
            root(root.with(new SpaceState(SpaceId.REGISTRY, null)));
        }
        Registry.set(writable(SpaceId.REGISTRY), cell, value);
    }

    /* ---------------- Snapshots and figures ---------------- */

    /**
     * Seals what {@code sink} does not have, indexes included, and ends the epoch. The environment goes on as before; the
     * caller may let it read from the store by {@link #reopen}. What is sealed is what was there when the call began.
     */
    public EnvironmentSummary seal(SegmentSink sink) {
        return EnvironmentSummary.withIndexes(normalized(), sink);
    }

    /**
     * Returns what a commit would name a snapshot of this environment: a hash of its spaces, their atoms and the order
     * of their definitions, but not their indexes. Equal ids mean equal contents, and equal contents have equal ids, however
     * they came about.
     *
     * <p>Stores nothing and freezes what is there, as {@link #seal} does. The first call takes time linear in the size, a
     * later one, or one on what was checked out, only in what has changed.
     */
    public ContentHash id() {
        return EnvironmentSummary.of(normalized()).id();
    }

    /** As {@link #frozen()}, with all trees in normal form. What is there goes on from them, unless it is written meanwhile. */
    Root normalized() {
        final Root frozen = frozen();
        final Root normal = frozen.normalized();
        if (normal != frozen) {
            acquire();
            try {
                if (root == frozen && epoch == null && !isBeingWritten()) {
                    closeToReaders();
                    root(normal);
                }
            } finally {
                release();
            }
        }
        return normal;
    }

    /** Freezes what is there, for somebody who compares it. Unlike {@link #handOut()}, leaves no mark in the history. */
    Root frozen() {
        acquire();
        try {
            checkOpen();
            freezeForGood();
            return root;
        } finally {
            release();
        }
    }

    /**
     * Goes on from an image, so that it reads the mapped bytes and its own copy of them can go, and has the indexes that
     * the image has besides. If something has been
     * written since {@code sealed} was forked, it goes on with what it has. Both are related from now on.
     *
     * @param image of {@code sealed}
     * @param sealed a fork of this environment that was made to be sealed, and not written
     * @return whether it reads from the image now
     */
    public boolean reopen(EnvironmentImage image, Environment sealed) {
        final Root expected = sealed.handOut().origin().state();
        enterToWrite();
        try {
            final boolean unchanged = root == expected;
            if (unchanged) {
                ended = null;
                root(root.readFrom(image.version().state()));
            }
            ancestry().joinImage(image.version());
            return unchanged;
        } finally {
            release();
        }
    }

    /** Returns what this environment holds and has done. Takes time linear in the segments; loads none. */
    public EnvironmentFigures figures() {
        try (EnvironmentView view = view()) {
            final Epoch current = latched(() -> epoch);
            final TreeSurvey survey = new TreeSurvey();
            view.root().states().forEach(state -> state.survey(survey, current));
            return latched(() -> EnvironmentFigures.of(
                    survey,
                    copied == null ? 0 : copied.segments(),
                    copied == null ? 0 : copied.bytes(),
                    epochsResumed,
                    ancestry == null ? 0 : ancestry.line().holders() - 1));
        }
    }

    /** Returns how many segments this handle has copied because they were shared. */
    public long segmentsCopied() {
        acquire();
        try {
            return copied == null ? 0 : copied.segments();
        } finally {
            release();
        }
    }

    /* ---------------- Life ---------------- */

    /** Returns the state of a space for writing: of this epoch, and under a generation that nobody else looks at. */
    private SpaceState writable(SpaceId id) {
        SpaceState state = root.existing(id);
        final Epoch current = writableEpoch();
        if (state.epoch != current || state.isPinned()) {
            state = new SpaceState(id, current, state);
            root(root.with(state));
        }
        if (state.generation == null || state.generation.isPinned()) {
            state.generation = current.newGeneration();
        }
        return state;
    }

    /** Reports whether a write to a state would change just that, and what nobody else looks at. */
    private boolean isWrittenInPlace(SpaceState state) {
        return epoch != null
                && state.epoch == epoch
                && !epoch.isPinned()
                && !state.isPinned()
                && state.generation != null
                && !state.generation.isPinned();
    }

    /** Frees what this environment alone has written since its last fork. Idempotent. */
    @Override
    public void close() {
        acquire();
        try {
            if (isClosed()) {
                return;
            }
            markClosed();
            if (epoch != null) {
                epoch.free();
            } else if (isEndUnknown()) {
                ended.free();
            }
            epoch = null;
            ended = null;
            root(GONE);
            if (ancestry == null) {
                origin.line().release();
                origin = null;
            } else {
                ancestry.close();
            }
        } finally {
            release();
        }
    }

    @Override
    public String toString() {
        return isClosed() ? "Environment[closed]" : "Environment[path=" + Long.toHexString(path()) + "]";
    }
}
