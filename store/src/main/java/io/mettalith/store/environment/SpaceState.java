package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.segment.Generation;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import io.mettalith.store.segment.TreeSurvey;
import io.mettalith.store.segment.TreeWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one environment knows of one space. Mutable while its epoch is that of the environment and no view has pinned it,
 * frozen afterwards.
 */
final class SpaceState {
    final SpaceId id;
    /** The epoch in which this may be written in place; null if it was never written. */
    final Epoch epoch;

    SegmentTree tree;
    /** Stamp of the next definition. */
    long nextStamp = 1;
    /** Changes whenever a rule is added or removed; equal numbers mean equal rules, in any environment. */
    long rulesVersion;
    /** Changes whenever a type declaration is added or removed. */
    long typesVersion;
    /** See {@link VariableShapes}. */
    long variableShapes;
    /** Under which {@link #tree} is written; null until the first write of this epoch. */
    Generation generation;
    /** Set once the space has been forked or made by a fork within an environment. */
    Ancestry<SpaceState> ancestry;
    /** The line of the environment that {@link #ancestry} belongs to. */
    Line ancestryOwner;
    /** See {@link Environment#origins(SpaceId)}; immutable. */
    Set<Origin> origins = Set.of();
    /** An earlier {@link #tree} that is known to have no {@linkplain ForeignHandles foreign handles}. */
    SegmentTree selfContained = NO_ATOMS;

    /** What has been read in vain for want of an index; shared by all states of the space. */
    final IndexDemand demand;

    /** The indexes there are. One that was built from a frozen state is added to that, for all who share it. */
    private volatile ArgumentIndex[] indexes = NO_INDEXES;

    /** See {@link #summary()}; null until it is asked for where this is not in normal form. */
    private volatile SpaceSummary summary;

    /** Views that look at this state: it is not written in place meanwhile. */
    @SuppressWarnings("unused") // through PINS
    private int pins;

    private static final VarHandle PINS;
    private static final ArgumentIndex[] NO_INDEXES = {};
    private static final SegmentTree NO_ATOMS = new SegmentTree();
    private static final AtomicLong VERSIONS = new AtomicLong();

    static {
        try {
            PINS = MethodHandles.lookup().findVarHandle(SpaceState.class, "pins", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    SpaceState(SpaceId id, Epoch epoch) {
        this(id, epoch, new SegmentTree(), new IndexDemand());
    }

    private SpaceState(SpaceId id, Epoch epoch, SegmentTree tree, IndexDemand demand) {
        this.id = id;
        this.epoch = epoch;
        this.tree = tree;
        this.demand = demand;
    }

    /** Makes a state that starts from another's atoms; the other must not be written under its generation any more. */
    SpaceState(SpaceId id, Epoch epoch, SpaceState from) {
        this.id = id;
        this.epoch = epoch;
        tree = from.tree.fork();
        demand = from.demand;
        indexes = forked(from.indexes);
        nextStamp = from.nextStamp;
        variableShapes = from.variableShapes;
        rulesVersion = from.rulesVersion;
        typesVersion = from.typesVersion;
        ancestry = from.ancestry == null ? null : from.ancestry.copy();
        ancestryOwner = from.ancestryOwner;
        origins = from.origins;
        selfContained = from.selfContained;
    }

    /** Notes that a view looks at this state. Called where nobody writes it: under the latch, or when it is frozen. */
    void pin() {
        PINS.getAndAdd(this, 1);
        if (generation != null) {
            generation.pin();
        }
    }

    /** Takes one {@link #pin()} back. */
    void unpin() {
        // The generation is what it was: it changes when the state is written, and that it is not while it is pinned.
        if (generation != null) {
            generation.unpin();
        }
        PINS.getAndAdd(this, -1);
    }

    /** Reports whether a view of this space looks at this state. */
    boolean isPinned() {
        return (int) PINS.getVolatile(this) != 0;
    }

    /**
     * Returns a frozen state that differs only in where the same atoms are read from, in gaps between the stamps of
     * definitions, and in the indexes which the other has besides.
     *
     * @param sealed holds the same atoms
     */
    SpaceState readFrom(SpaceState sealed) {
        final SpaceState state = new SpaceState(id, null, this);
        state.tree = sealed.tree.fork();
        if (state.nextStamp != sealed.nextStamp) {
            state.nextStamp = sealed.nextStamp;
            state.noteChanges();
        }
        sealed.indexes().forEach(index -> state.putIndex(index.fork()));
        return state;
    }

    /** Returns this frozen state, or one of the same atoms in normal form if it is not. */
    SpaceState normalized() {
        if (hasNormalContents()
                && Arrays.stream(indexes).allMatch(index -> index.tree().isNormal())) {
            return this;
        }
        final SpaceState state = new SpaceState(id, null, this);
        state.normalize(new Generation());
        return state;
    }

    private void normalize(Generation normalizing) {
        if (!DefinitionOrder.isNormal(this)) {
            generation = normalizing;
            DefinitionOrder.normalize(this);
            generation = null;
        }
        tree.normalize(normalizing);
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = indexes[i].normalized(normalizing);
        }
    }

    private boolean hasNormalContents() {
        return tree.isNormal() && DefinitionOrder.isNormal(this);
    }

    /** Returns how the atoms of this frozen state would be found again if they were sealed. */
    SpaceSummary summary() {
        if (hasNormalContents()) {
            return new SpaceSummary(id, tree.seal(HashingSink.INSTANCE), nextStamp);
        }
        if (summary == null) {
            summary = normalized().summary();
        }
        return summary;
    }

    private static ArgumentIndex[] forked(ArgumentIndex[] indexes) {
        if (indexes.length == 0) {
            return NO_INDEXES;
        }
        final ArgumentIndex[] forked = new ArgumentIndex[indexes.length];
        for (int i = 0; i < forked.length; i++) {
            forked[i] = indexes[i].fork();
        }
        return forked;
    }

    /** Returns the indexes there are, in the order in which they were built. */
    List<ArgumentIndex> indexes() {
        return List.of(indexes);
    }

    /** Returns the index of expressions of a size by one of their children, or null. */
    ArgumentIndex index(int size, int position) {
        for (final ArgumentIndex index : indexes) {
            if (index.isOf(size, position)) {
                return index;
            }
        }
        return null;
    }

    /** Adds an index of just what is here. */
    synchronized void addIndex(ArgumentIndex index) {
        final ArgumentIndex[] more = Arrays.copyOf(indexes, indexes.length + 1);
        more[indexes.length] = index;
        indexes = more;
    }

    /** Takes an index out and returns it, or returns null where there is none. What it has cost to do without is forgotten. */
    synchronized ArgumentIndex removeIndex(int size, int position) {
        final ArgumentIndex removed = index(size, position);
        if (removed != null) {
            indexes = Arrays.stream(indexes).filter(index -> index != removed).toArray(ArgumentIndex[]::new);
            demand.forget(size, position);
        }
        return removed;
    }

    /** Adds an index of just what is here, or puts it in the place of the one that is the same. */
    synchronized void putIndex(ArgumentIndex index) {
        final ArgumentIndex[] current = indexes;
        for (int i = 0; i < current.length; i++) {
            if (current[i].isOf(index.size, index.position)) {
                final ArgumentIndex[] replaced = current.clone();
                replaced[i] = index;
                indexes = replaced;
                return;
            }
        }
        addIndex(index);
    }

    /** Adds those indexes of another, frozen like this, that are missing here. Cost follows what the two differ in. */
    void keepIndexesOf(SpaceState other) {
        if (other != this && other.indexes.length > 0) {
            for (final ArgumentIndex index : other.indexes) {
                keep(index, other.tree);
            }
        }
    }

    private synchronized void keep(ArgumentIndex index, SegmentTree indexed) {
        if (index(index.size, index.position) == null) {
            final ArgumentIndex kept = index.fork();
            kept.catchUp(indexed, tree, new TreeWriter().generation(new Generation()));
            addIndex(kept);
        }
    }

    /** Adds one index of an earlier state of the space if it is missing here. Neither state is written meanwhile. */
    void keepIndex(int size, int position, SpaceState earlier) {
        final ArgumentIndex index = earlier.index(size, position);
        if (index != null) {
            keep(index, earlier.tree);
        }
    }

    /** Returns the index, after building it if it is not there. The state is frozen. */
    synchronized ArgumentIndex buildIndex(int size, int position) {
        ArgumentIndex index = index(size, position);
        if (index == null) {
            index = ArgumentIndex.of(tree, size, position);
            addIndex(index);
        }
        return index;
    }

    /**
     * Adds {@code delta} copies of an atom, or takes {@code -delta} away, down to none. A new definition gets the next
     * stamp.
     *
     * @return the number of copies before
     */
    long adjust(byte[] code, int length, boolean variables, long delta) {
        final boolean ordered = Vocabulary.isOrdered(code, length);
        final long before = adjustAll(code, length, variables, ordered ? nextStamp : 0, delta);
        if (ordered && (before > 0 || delta > 0)) {
            nextStamp += before == 0 ? 1 : 0;
            noteChange(code, length);
        }
        return before;
    }

    /** Adds what a batch holds, and uses it up. */
    void addAll(AtomBatch batch) {
        if (batch.isLargeBeside(tree.entries())) {
            final SegmentTree old = tree;
            tree = batch.mergedWith(old, nextStamp, generation);
            old.replacedBy(generation);
            if (tree.variableEntries() > old.variableEntries()) {
                variableShapes = VariableShapes.ANY;
            }
            rebuildIndexes();
        } else {
            batch.handOut(nextStamp, this::adjustAll);
        }
        if (batch.definitions() > 0) {
            nextStamp += batch.definitions();
            noteChanges();
        }
    }

    private void rebuildIndexes() {
        final ArgumentIndex[] rebuilt = new ArgumentIndex[indexes.length];
        for (int i = 0; i < rebuilt.length; i++) {
            rebuilt[i] = ArgumentIndex.of(tree, indexes[i].size, indexes[i].position);
            indexes[i].tree().replacedBy(generation);
        }
        indexes = rebuilt;
    }

    /**
     * Changes the count of an atom in the space and in all indexes; returns the count before. Where that fails, the space
     * is as it was, and the indexes, which may not be, are dropped: they are built again when queries need them.
     */
    long adjustAll(byte[] code, int length, boolean variables, long stamp, long delta) {
        final TreeWriter writer = TreeWriter.ofThread().generation(generation);
        if (variables && delta > 0) {
            variableShapes |= VariableShapes.of(code, length);
        }
        if (summary != null) {
            summary = null;
        }
        boolean done = false;
        try {
            for (final ArgumentIndex index : indexes) {
                index.adjust(code, length, variables, stamp, delta, writer);
            }
            final long before = tree.adjust(code, length, variables, stamp, delta, writer);
            done = true;
            return before;
        } finally {
            if (!done) {
                indexes = NO_INDEXES;
            }
        }
    }

    /** Reports whether an atom with variables may answer a pattern; false is certain. */
    boolean mayAnswerWithVariables(byte[] pattern, int length) {
        return variableShapes != VariableShapes.NONE
                && tree.variableEntries() > 0
                && (variableShapes & VariableShapes.answering(pattern, length)) != 0;
    }

    /** Returns how many atoms answer a ground atom, or -1 if some with variables may. */
    long countGround(byte[] code, int length) {
        return mayAnswerWithVariables(code, length) ? -1 : tree.countOf(code, length);
    }

    /** Copies all of the atoms and indexes, so that later writes copy nothing. */
    void copyAll() {
        final SegmentTree old = tree.fork();
        tree.makeOwned(generation);
        old.replacedBy(generation);
        for (final ArgumentIndex index : indexes) {
            final SegmentTree oldIndex = index.tree().fork();
            index.makeOwned(generation);
            oldIndex.replacedBy(generation);
        }
    }

    /** Reports whether all of the atoms and indexes is written in place in an epoch. Loads nothing. */
    boolean isAllOwned(Epoch current) {
        final TreeSurvey survey = new TreeSurvey();
        survey(survey, current);
        return survey.frozen() == 0 && survey.sealed() == 0 && survey.untouchedEntries() == 0;
    }

    /** Reports whether another state is known to hold the same atoms at the same places, with the same indexes. */
    boolean isSameAs(SpaceState other) {
        if (nextStamp != other.nextStamp || indexes.length != other.indexes.length || !tree.isSameAs(other.tree)) {
            return false;
        }
        for (int i = 0; i < indexes.length; i++) {
            if (!indexes[i].tree().isSameAs(other.indexes[i].tree())) {
                return false;
            }
        }
        return true;
    }

    /** Adds the trees to a survey, by the standpoint of an epoch. */
    void survey(TreeSurvey survey, Epoch current) {
        final Generation owner = current != null && epoch == current ? generation : null;
        survey.add(tree, owner);
        for (final ArgumentIndex index : indexes) {
            survey.add(index.tree(), owner);
        }
    }

    /* ---------------- Definitions ---------------- */

    /** Returns the atoms whose codes begin with one of several prefixes, in the order of definition; of more, some. */
    List<StoredAtom> definitions(int limit, byte[]... prefixes) {
        final List<StoredAtom> definitions = new ArrayList<>();
        final TreeCursor cursor = tree.cursor();
        for (final byte[] prefix : prefixes) {
            cursor.seek(prefix, prefix.length);
            while (definitions.size() < limit && cursor.advance()) {
                definitions.add(new StoredAtom(
                        AtomCode.copyOf(cursor.key(), 0, cursor.keyLength()), cursor.count(), cursor.stamp()));
            }
        }
        cursor.close();
        definitions.sort(Comparator.comparingLong(StoredAtom::stamp));
        return definitions;
    }

    /** Gives the parts that the atom belongs to new version numbers. */
    private void noteChange(byte[] code, int length) {
        if (Vocabulary.isRule(code, length)) {
            rulesVersion = VERSIONS.incrementAndGet();
        } else if (Vocabulary.isType(code, length)) {
            typesVersion = VERSIONS.incrementAndGet();
        }
    }

    /** Returns a number that grows with every change of the rules or the types. */
    long definitionsVersion() {
        return Math.max(rulesVersion, typesVersion);
    }

    /** Gives all parts new version numbers. */
    void noteChanges() {
        rulesVersion = VERSIONS.incrementAndGet();
        typesVersion = VERSIONS.incrementAndGet();
    }
}
