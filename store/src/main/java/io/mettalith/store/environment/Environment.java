package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.atom.JvmFlags;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.CopyTally;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentSink;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.SegmentVisitor;
import io.mettalith.store.segment.TreeSurvey;
import io.mettalith.store.segment.TreeWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * than the fork's in it. An open {@link Cursor} has the same effect on the one space it reads, so it sees that space as
 * it was, without locks and without copies unless somebody writes meanwhile. Where all forks that came to know the end of
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
 * <p><b>Threads.</b> Any thread may call any method at any time; calls that change the environment exclude each other by
 * a latch that is held for one edit or one union. Lookups take it too, until readers are so many that they meet there:
 * then what is there is frozen and read without it, until the next write. A write is visible in all its roles or in
 * none. {@link #close()} must not race with other calls.
 *
 * <p><b>Cost.</b> {@link #fork()} O(1); lookup and edit O(log n); first write after a fork one segment of at most 4 KiB
 * and one path; union proportional to the smaller of what the right side changed and what differs.
 */
public final class Environment extends EnvironmentReader implements AutoCloseable {
    private static final Root GONE = Root.empty();

    /** What is written in place now; null until something is written. */
    private Epoch epoch;
    /** The epoch before, while it may be resumed. */
    private Epoch ended;
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
        JvmFlags.check();
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

    /** Ends the epoch: nothing written so far is written in place again, unless the epoch is resumed. */
    private void freeze() {
        if (epoch != null) {
            ended = epoch;
            epoch = null;
        }
    }

    /** Ends the epoch for good: its end may become known to somebody whom this environment's line does not count. */
    @Override
    void freezeForGood() {
        epoch = null;
        ended = null;
    }

    /** Begins an epoch, or goes on with the last one if everybody who came to know its end has gone. */
    Epoch writableEpoch() {
        if (epoch == null) {
            closeToReaders();
            if (isEndUnknown()) {
                epoch = ended;
                epochsResumed++;
            } else {
                epoch = newEpoch();
            }
            ended = null;
        }
        return epoch;
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

    /** Copies everything that this environment does not own, so that later writes copy nothing. */
    public void makeOwned() {
        acquire();
        try {
            checkOpen();
            final SpaceState main = writable(SpaceId.MAIN);
            main.makeOwned();
            for (final SpaceId id : List.copyOf(root.others().keySet())) {
                writable(id).makeOwned();
            }
        } finally {
            release();
        }
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
        acquire();
        try {
            checkOpen();
            ended = null;
            return unite(before, right, new Union(mode, keepsLeft));
        } finally {
            release();
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
            return space.equals(SpaceId.MAIN) ? origins : readable(space).origins;
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
        acquire();
        try {
            if (!space.equals(SpaceId.MAIN)) {
                readable(space);
            }
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
        acquire();
        try {
            checkOpen();
            ended = null;
            final Root base = commonAncestor(right, allowUnrelated, mode);
            final UnionReport report = unite(base, right.state(), new Union(mode, false));
            ancestry().joinBranched(right);
            return report;
        } catch (final RuntimeException e) {
            right.line().release();
            throw e;
        } finally {
            release();
        }
    }

    private Root commonAncestor(Version<Root> right, boolean allowUnrelated, UnionMode mode) {
        ancestry().forgetUnknownElsewhere();
        if (ancestry().isPlainParentOf(right)) {
            return right.origin().state();
        }
        final Optional<Root> base = Ancestry.common(
                ancestry, root, right, (common, one, another) -> mergedRoot(common, one, another, mode));
        if (base.isEmpty() && !allowUnrelated) {
            throw new UnrelatedEnvironmentsException(
                    "left has " + root.main().tree.atoms() + " atoms, right has "
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

    private UnionReport unite(Root base, Root right, Union union) {
        if (right == base) {
            return UnionReport.LEFT;
        }
        if (root == base && epoch == null) {
            keepIndexes(right);
            root(right);
            return UnionReport.RIGHT;
        }
        final UnionEvent event = new UnionEvent();
        event.begin();
        boolean changed = uniteSpace(SpaceId.MAIN, base, right, union);
        for (final SpaceId id : right.others().keySet()) {
            changed |= uniteSpace(id, base, right, union);
        }
        if (!changed) {
            return UnionReport.LEFT;
        }
        final UnionReport report = union.report();
        event.commit(report);
        return report;
    }

    private boolean uniteSpace(SpaceId id, Root base, Root right, Union union) {
        final SpaceState theirs = right.space(id);
        final SpaceState before = base.space(id);
        final SegmentTree baseTree = before == null ? new SegmentTree() : before.tree;
        if (before != null && theirs.tree.isSameAs(baseTree)) {
            return false;
        }
        final SpaceState mine = root.space(id);
        if (mine == null || mine == before) {
            if (mine != null) {
                theirs.keepIndexesOf(mine);
            }
            root(root.with(theirs));
            return true;
        }
        final SpaceState left = writable(id);
        union.apply(baseTree, theirs.tree, left);
        if (id.equals(SpaceId.REGISTRY)) {
            union.resolveCells(baseTree, theirs.tree, left);
        }
        noteDefinitions();
        return true;
    }

    /** Sees to it that the indexes here outlive a step to a root that shares most of its atoms with this one. */
    private void keepIndexes(Root right) {
        right.main().keepIndexesOf(root.main());
        if (!root.others().isEmpty()) {
            root.others().values().forEach(state -> keepIndexes(state, right.space(state.id)));
        }
    }

    private static void keepIndexes(SpaceState mine, SpaceState theirs) {
        if (theirs != null) {
            theirs.keepIndexesOf(mine);
        }
    }

    /** Unites two ancestors into a third, for histories in which two handles have united with each other. */
    private static Root mergedRoot(Optional<Root> base, Root left, Root right, UnionMode mode) {
        final Environment scratch = new Environment(left, Ancestry.root(0));
        scratch.unite(base.orElseGet(Root::empty), right, new Union(mode, false));
        scratch.freezeForGood();
        return scratch.root;
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
        acquire();
        try {
            checkOpen();
            final DeltaApplication application = new DeltaApplication(delta);
            application.checkRoom(root);
            while (application.nextSpace()) {
                applySpace(application);
            }
            return application.report();
        } finally {
            release();
        }
    }

    private void applySpace(DeltaApplication application) {
        final SpaceId id = application.space();
        final boolean existed = root.space(id) != null;
        if (!existed) {
            root(root.with(new SpaceState(id, null)));
        }
        final SpaceState state = writable(id);
        application.apply(state);
        noteDefinitions();
        if (!application.isKept(state, existed)) {
            root(root.without(id));
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
        checkComplete(atom);
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
        checkComplete(atom);
        return adjust(space, atom.array(), atom.length(), atom.ground(), -1) > 0;
    }

    private long adjust(SpaceId id, byte[] code, int length, boolean ground, long delta) {
        acquire();
        try {
            checkOpen();
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
     * @param batch sorted or not; used up by the call, and its memory freed
     * @throws IllegalStateException if the batch has been used up or closed
     */
    public void addAll(SpaceId id, AtomBatch batch) {
        acquire();
        try {
            checkOpen();
            writable(id).addAll(batch);
            noteDefinitions();
        } finally {
            release();
        }
    }

    /* ---------------- Indexes ---------------- */

    /**
     * Builds an index now instead of when queries have shown the need: of all expressions of a space with {@code size}
     * children, the head among them, by the child at {@code position}. Does nothing where it is there already. Others go
     * on reading and writing meanwhile.
     *
     * @param size at least 2
     * @param position from 1; by the head, 0, every space is ordered anyway
     * @throws IllegalArgumentException if no expression of that size has a child there
     */
    @Override
    public void buildIndex(SpaceId space, int size, int position) {
        if (position < 1 || position >= size) {
            throw new IllegalArgumentException(
                    "no such child: size=" + size + ", position=" + position + "; position is from 1 to size - 1");
        }
        final SpaceState before = frozenForGood(space);
        final IndexBuildEvent event = new IndexBuildEvent();
        event.begin();
        final ArgumentIndex index = before.buildIndex(size, position);
        event.commit(space, index);
        acquire();
        try {
            if (readable(space).index(size, position) == null) {
                final SpaceState state = writable(space);
                final ArgumentIndex current = index.fork();
                current.catchUp(before.tree, state.tree, TreeWriter.ofThread().generation(state.generation));
                state.addIndex(current);
            }
        } finally {
            release();
        }
    }

    @Override
    void buildIndexFor(SpaceState view, int size, int position) {
        if (exists(view.id)) {
            buildIndex(view.id, size, position);
            view.keepIndexesOf(frozenForGood(view.id));
        }
    }

    private SpaceState frozenForGood(SpaceId space) {
        acquire();
        try {
            final SpaceState state = readable(space);
            freezeForGood();
            return state;
        } finally {
            release();
        }
    }

    /* ---------------- Spaces ---------------- */

    /** Makes an empty space. */
    public SpaceId newSpace() {
        acquire();
        try {
            checkOpen();
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
        acquire();
        try {
            checkOpen();
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
        acquire();
        try {
            final SpaceState frozen = readable(parent);
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

    /**
     * Returns which of some spaces can be reached: their handles occur in atoms of spaces that are none of them, in states
     * or tokens, or in others of them that can be reached. Freezes what is there, as {@link #id()} does.
     *
     * <p>Takes time linear in the distinct segments of all that is reached.
     */
    public SpaceReachability reachable(Set<SpaceId> candidates) {
        return SpaceReachability.of(frozen(), candidates);
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
        acquire();
        try {
            checkOpen();
            closeToReaders();
            ancestry().forgetUnknownElsewhere();
            final boolean alone = ancestry().line().isHeldByItsHandleAlone();
            for (final SpaceId id : ids) {
                final SpaceState state = root.others().get(id);
                if (state != null) {
                    root(root.without(id));
                    letGo(state, alone);
                    noteDefinitions();
                }
            }
        } finally {
            release();
        }
    }

    /** Frees what is certainly not shared of a space that has been removed, and gives up its history. */
    private void letGo(SpaceState state, boolean alone) {
        if (epoch != null && state.epoch == epoch && state.generation != null && !state.generation.isPinned()) {
            state.generation.free();
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
        acquire();
        try {
            checkOpen();
            if (into.equals(from)) {
                return UnionReport.LEFT;
            }
            final SpaceState right = readable(from);
            final SpaceState rightContinued = continued(right);
            final Version<SpaceState> version = ancestryOf(rightContinued).mark(right);
            root(root.with(rightContinued));
            final SpaceState left = writable(into);
            final Ancestry<SpaceState> leftAncestry = ancestryOf(left);
            final Optional<SpaceState> base = Ancestry.common(
                    leftAncestry, left, version, (common, one, another) -> mergedSpace(common, one, another, mode));
            if (base.isEmpty()) {
                throw new UnrelatedEnvironmentsException("spaces " + into + " and " + from);
            }
            left.origins = Origins.replace(left.origins, Set.of(), right.origins);
            if (right.tree.isSameAs(base.get().tree)) {
                leftAncestry.join(version);
                return UnionReport.LEFT;
            }
            final Union union = new Union(mode, false);
            union.apply(base.get().tree, right.tree, left);
            noteDefinitions();
            leftAncestry.join(version);
            return union.report();
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
        acquire();
        try {
            checkOpen();
            final StateId id = new StateId(idPath(), ++nextId);
            setCell(Registry.stateCell(id), value);
            return id;
        } finally {
            release();
        }
    }

    /** Sets the value of a state cell, which is made where there is none of that name. */
    public void changeState(StateId id, AtomCode value) {
        acquire();
        try {
            checkOpen();
            noteUsed(id.high(), id.low());
            setCell(Registry.stateCell(id), value);
        } finally {
            release();
        }
    }

    /** Binds a token to an atom, instead of whatever it was bound to. */
    public void bind(String token, AtomCode value) {
        acquire();
        try {
            checkOpen();
            setCell(Registry.tokenCell(token), value);
        } finally {
            release();
        }
    }

    private void setCell(byte[] cell, AtomCode value) {
        if (root.space(SpaceId.REGISTRY) == null) {
            root(root.with(new SpaceState(SpaceId.REGISTRY, null)));
        }
        Registry.set(writable(SpaceId.REGISTRY), cell, value);
    }

    /* ---------------- Snapshots and figures ---------------- */

    /**
     * Seals what {@code sink} does not have, indexes included, and ends the epoch. The environment goes on as before; the caller may let it
     * read from the store by {@link #reopen}.
     */
    public EnvironmentSummary seal(SegmentSink sink) {
        acquire();
        try {
            checkOpen();
            normalize();
            return EnvironmentSummary.withIndexes(root, sink);
        } finally {
            release();
        }
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

    /** As {@link #frozen()}, with all trees in normal form. */
    Root normalized() {
        acquire();
        try {
            checkOpen();
            normalize();
            return root;
        } finally {
            release();
        }
    }

    /** Freezes what is there and goes on with the same atoms in trees of normal form. */
    private void normalize() {
        freezeForGood();
        final Root normal = root.normalized();
        if (normal != root) {
            closeToReaders();
            root(normal);
        }
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
        acquire();
        try {
            checkOpen();
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

    /** Visits every segment of every space, but not those of indexes. Loads what was not touched yet. */
    public void forEachSegment(SegmentVisitor visitor) {
        acquire();
        try {
            checkOpen();
            root.main().tree.forEachSegment(visitor);
            root.others().values().forEach(state -> state.tree.forEachSegment(visitor));
        } finally {
            release();
        }
    }

    /** Visits every segment of one space, but not those of its indexes. Loads what was not touched yet. */
    public void forEachSegment(SpaceId space, SegmentVisitor visitor) {
        acquire();
        try {
            readable(space).tree.forEachSegment(visitor);
        } finally {
            release();
        }
    }

    /**
     * Visits every segment of an index. Loads what was not touched yet.
     *
     * @throws IllegalArgumentException if the space has no such index
     */
    public void forEachSegment(SpaceId space, IndexKey key, SegmentVisitor visitor) {
        acquire();
        try {
            final ArgumentIndex index = readable(space).index(key.size(), key.position());
            if (index == null) {
                throw new IllegalArgumentException("no such index: space=" + space + ", size=" + key.size()
                        + ", position=" + key.position() + "; build it first");
            }
            index.tree().forEachSegment(visitor);
        } finally {
            release();
        }
    }

    /** Returns what this environment holds and has done. Takes time linear in the segments; loads none. */
    public EnvironmentFigures figures() {
        acquire();
        try {
            checkOpen();
            final TreeSurvey survey = new TreeSurvey();
            root.main().survey(survey, epoch);
            root.others().values().forEach(state -> state.survey(survey, epoch));
            return EnvironmentFigures.of(
                    survey,
                    copied == null ? 0 : copied.segments(),
                    copied == null ? 0 : copied.bytes(),
                    epochsResumed,
                    ancestry == null ? 0 : ancestry.line().holders() - 1);
        } finally {
            release();
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
    SpaceState writable(SpaceId id) {
        SpaceState state = readable(id);
        final Epoch current = writableEpoch();
        if (state.epoch != current) {
            state = new SpaceState(id, current, state);
            root(root.with(state));
        }
        if (state.generation == null || state.generation.isPinned()) {
            state.generation = current.newGeneration();
        }
        return state;
    }

    SpaceState readable(SpaceId id) {
        checkOpen();
        return spaceOf(null, id);
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
