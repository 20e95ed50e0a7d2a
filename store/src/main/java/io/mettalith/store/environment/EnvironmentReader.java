package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.Generation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The half of an {@link Environment} that is asked: the root it stands on, and every method that changes nothing.
 *
 * <p>Each question takes the latch for as long as it takes to find the answer or to open a cursor. Readers who keep
 * finding the latch taken freeze what is there and are let past it: while {@link #open} has a root, which nobody writes
 * again, it is read without the latch. Whoever writes takes it back.
 */
abstract class EnvironmentReader extends Latch {
    private static final VarHandle ROOT;
    private static final VarHandle OPEN;
    private static final VarHandle DEFINITIONS;

    private static final AtomicLong DEFINITION_CHANGES = new AtomicLong();

    /** So often readers find the latch taken before they are let past it. */
    private static final int PATIENCE = 8;

    private static final byte[] NO_PREFIX = {};

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            ROOT = lookup.findVarHandle(EnvironmentReader.class, "root", Root.class);
            OPEN = lookup.findVarHandle(EnvironmentReader.class, "open", Root.class);
            DEFINITIONS = lookup.findVarHandle(EnvironmentReader.class, "definitionsVersion", long.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What is known; changed under the latch, by {@link #root(Root)}. */
    Root root;

    /** The root, while it is frozen and readers are let past the latch; otherwise null. */
    private Root open;

    private int readersHeldUp;
    private volatile boolean closed;

    /** Written under the latch, after what it speaks of. */
    private volatile long definitionsVersion;

    /** Begins with a root, and with the number that stands for its definitions where it comes from, or 0 for a new one. */
    EnvironmentReader(Root root, long definitionsVersion) {
        this.root = root;
        this.definitionsVersion = definitionsVersion == 0 ? DEFINITION_CHANGES.incrementAndGet() : definitionsVersion;
    }

    /** Sees to it that what is here is never written again. Called under the latch. */
    abstract void freezeForGood();

    /** See {@link Environment#buildIndex}. */
    abstract void buildIndex(SpaceId space, int size, int position);

    /** Builds an index as {@link #buildIndex} does and gives it to a view as well, unless the space is gone. */
    abstract void buildIndexFor(SpaceState view, int size, int position);

    /* ---------------- Atoms ---------------- */

    static void checkComplete(AtomWriter atom) {
        if (!atom.isComplete()) {
            throw new IllegalStateException("atom incomplete: lengthBytes=" + atom.length() + "; write all children");
        }
    }

    /** Returns how many copies of an atom the main space has. */
    public long count(AtomCode atom) {
        return count(SpaceId.MAIN, atom);
    }

    /** Returns how many copies of an atom a space has. */
    public long count(SpaceId space, AtomCode atom) {
        return count(space, atom.array(), atom.length());
    }

    /**
     * Returns how many copies of the atom that the writer holds a space has; the quick form. Allocates nothing.
     *
     * @throws IllegalStateException if the writer does not hold one whole atom
     */
    public long count(SpaceId space, AtomWriter atom) {
        checkComplete(atom);
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

    /**
     * Returns how many atoms of a space answer the ground atom that the writer holds, copies counted, or -1 if atoms with
     * variables may answer too and have to be asked for by {@link #match(SpaceId, AtomCode)}. Allocates nothing.
     *
     * @throws IllegalStateException if the writer does not hold one whole atom
     */
    public long countGround(SpaceId space, AtomWriter atom) {
        checkComplete(atom);
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).countGround(atom.array(), atom.length());
        } finally {
            leave(frozen);
        }
    }

    /** Reports whether the main space has an atom. */
    public boolean contains(AtomCode atom) {
        return count(atom) > 0;
    }

    /** Reports whether a space has an atom. */
    public boolean contains(SpaceId space, AtomCode atom) {
        return count(space, atom) > 0;
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

    /* ---------------- Queries ---------------- */

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
        final SpaceState state;
        final QueryPlan plan;
        try {
            state = spaceOf(frozen, space);
            plan = QueryPlan.of(state, pattern);
            if (!plan.isIndexDue(state)) {
                return open(frozen, state, plan, pattern);
            }
        } finally {
            leave(frozen);
        }
        buildIndex(space, plan.size(), plan.wantedIndex());
        return match(space, pattern);
    }

    /** Opens a cursor over all atoms of a space. */
    public Cursor atoms(SpaceId space) {
        return openPrefix(space, NO_PREFIX);
    }

    private Cursor openPrefix(SpaceId space, byte[] prefix) {
        final Root frozen = enter();
        try {
            final SpaceState state = spaceOf(frozen, space);
            return open(frozen, state, QueryPlan.ofPrefix(state, prefix), null);
        } finally {
            leave(frozen);
        }
    }

    /** Returns a space as it is now, for several queries that are to see the same. */
    public SpaceView view(SpaceId space) {
        final Root frozen = enter();
        try {
            final SpaceState state = spaceOf(frozen, space);
            if (frozen != null || state.generation == null) {
                return new SpaceView(this, state.forReading(), null);
            }
            state.generation.pin();
            return new SpaceView(this, state.forReading(), state.generation);
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

    /**
     * Returns about how many atoms of a space would be read to answer a pattern. Exact for a few hundred and fewer. O(log
     * n).
     */
    public long estimate(SpaceId space, AtomCode pattern) {
        final Root frozen = enter();
        try {
            return QueryPlan.of(spaceOf(frozen, space), pattern).expected();
        } finally {
            leave(frozen);
        }
    }

    /**
     * Returns how many atoms of a space answer a pattern, copies counted, without making any of them. An atom with
     * variables counts unless it certainly does not answer. O(log n) where the pattern is bound from the left, or by an
     * index, and the space has neither copies nor variables; otherwise all that may answer are read.
     */
    public long countMatches(SpaceId space, AtomCode pattern) {
        final Root frozen = enter();
        try {
            final SpaceState state = spaceOf(frozen, space);
            final QueryPlan plan = QueryPlan.of(state, pattern);
            if (plan.isCounted(state)) {
                return plan.count();
            }
        } finally {
            leave(frozen);
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

    /** Reports whether there is a space of that name. */
    public boolean exists(SpaceId space) {
        final Root frozen = enter();
        try {
            return rootOf(frozen).space(space) != null;
        } finally {
            leave(frozen);
        }
    }

    /** Returns the indexes that a space has, as {@code (size, position)} of {@link #buildIndex}. */
    public List<IndexKey> indexes(SpaceId space) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).indexes().stream()
                    .map(index -> new IndexKey(index.size, index.position))
                    .toList();
        } finally {
            leave(frozen);
        }
    }

    /* ---------------- Definitions ---------------- */

    /**
     * Returns the rules {@code (= (head ...) right)} of the main space whose left side has the given head and number of
     * arguments, in the order of their first definition, each with its count.
     */
    public List<StoredAtom> rules(AtomCode head, int arity) {
        return rules(SpaceId.MAIN, head, arity);
    }

    /** As {@link #rules(AtomCode, int)}, for any space. */
    public List<StoredAtom> rules(SpaceId space, AtomCode head, int arity) {
        return definitions(space, Vocabulary.rulePrefix(head, arity));
    }

    /**
     * Returns the rules of a space that may answer though their head is not a given symbol: those whose left side is a
     * variable, or an expression of {@code arity} arguments whose head is a variable. In the order of definition.
     */
    public List<StoredAtom> wildcardRules(SpaceId space, int arity) {
        final List<StoredAtom> rules = new ArrayList<>(definitions(space, Vocabulary.variableRulePrefix()));
        rules.addAll(definitions(space, Vocabulary.variableHeadRulePrefix(arity)));
        rules.sort(Comparator.comparingLong(StoredAtom::stamp));
        return rules;
    }

    /**
     * Returns rules of a space whose left side is an expression of {@code arity} arguments with a head that is neither a
     * symbol nor a variable, in the order of definition; of more than {@code limit}, some.
     */
    public List<StoredAtom> nestedRules(SpaceId space, int arity, int limit) {
        final List<StoredAtom> rules = new ArrayList<>();
        for (int tag = AtomDescriptor.FALSE; tag <= AtomDescriptor.EXPRESSION_LONG && rules.size() <= limit; tag++) {
            addDefinitions(space, Vocabulary.headRulePrefix(arity, tag), limit + 1, rules);
        }
        rules.sort(Comparator.comparingLong(StoredAtom::stamp));
        return rules;
    }

    private void addDefinitions(SpaceId space, byte[] prefix, int limit, List<StoredAtom> into) {
        try (Cursor cursor = openPrefix(space, prefix)) {
            while (into.size() < limit && cursor.next()) {
                into.add(cursor.toStoredAtom());
            }
        }
    }

    private List<StoredAtom> definitions(SpaceId space, byte[] prefix) {
        final List<StoredAtom> definitions = new ArrayList<>();
        addDefinitions(space, prefix, Integer.MAX_VALUE, definitions);
        definitions.sort(Comparator.comparingLong(StoredAtom::stamp));
        return definitions;
    }

    /** Returns a number that changes whenever a rule of the space does; equal numbers mean equal rules. */
    public long rulesVersion(SpaceId space) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).rulesVersion;
        } finally {
            leave(frozen);
        }
    }

    /** Returns a number that changes whenever a type declaration of the space does; equal numbers mean equal types. */
    public long typesVersion(SpaceId space) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, space).typesVersion;
        } finally {
            leave(frozen);
        }
    }

    /**
     * Returns a number that changes whenever a rule or type declaration of any space may have changed: while it is the
     * same, so are {@link #rulesVersion} and {@link #typesVersion} of every space. A fork begins with the number of its
     * parent; otherwise no two environments have the same. Costs one read of memory, no latch.
     */
    public final long definitionsVersion() {
        return definitionsVersion;
    }

    /** Notes that definitions may have changed. Called under the latch. */
    final void noteDefinitions() {
        DEFINITIONS.setRelease(this, DEFINITION_CHANGES.incrementAndGet());
    }

    /* ---------------- Spaces, states, tokens ---------------- */

    /** Returns the names of all spaces, the main space first. */
    public List<SpaceId> spaces() {
        final Root frozen = enter();
        try {
            final List<SpaceId> ids = new ArrayList<>(rootOf(frozen).others().keySet());
            ids.remove(SpaceId.REGISTRY);
            ids.sort(Comparator.naturalOrder());
            ids.add(0, SpaceId.MAIN);
            return ids;
        } finally {
            leave(frozen);
        }
    }

    /** Returns the value of a state cell, or nothing where there is none of that name. */
    public Optional<AtomCode> state(StateId id) {
        return cell(Registry.stateCell(id));
    }

    /** Returns what a token is bound to. */
    public Optional<AtomCode> binding(String token) {
        return cell(Registry.tokenCell(token));
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
        return entries(prefix).stream()
                .map(entry -> AtomCode.copyOf(entry, 0, entry.length))
                .toList();
    }

    private Optional<AtomCode> cell(byte[] cell) {
        return entries(cell).stream().findFirst().map(entry -> Registry.value(entry, cell.length));
    }

    private List<byte[]> entries(byte[] prefix) {
        final Root frozen = enter();
        try {
            final SpaceState registry = rootOf(frozen).space(SpaceId.REGISTRY);
            return registry == null ? List.of() : Registry.entries(registry.tree, prefix, prefix.length);
        } finally {
            leave(frozen);
        }
    }

    /* ---------------- Past the latch, or under it ---------------- */

    /** Begins to read: returns the frozen root, or null where there is none and the latch is held instead. */
    Root enter() {
        final Root frozen = (Root) OPEN.getAcquire(this);
        if (frozen == null) {
            enterLatched();
        }
        return frozen;
    }

    private void enterLatched() {
        final boolean heldUp = !tryAcquire();
        if (heldUp) {
            acquire();
        }
        if (closed) {
            release();
            checkOpen();
        }
        if (heldUp && ++readersHeldUp >= PATIENCE) {
            openToReaders();
        }
    }

    /** Freezes what is there and lets readers past the latch until the next write. Called under the latch. */
    void openToReaders() {
        freezeForGood();
        readersHeldUp = 0;
        OPEN.setRelease(this, root);
    }

    /** Reports whether readers are let past the latch now. */
    boolean isOpenToReaders() {
        return OPEN.getAcquire(this) != null;
    }

    void leave(Root frozen) {
        if (frozen == null) {
            release();
        }
    }

    Root rootOf(Root frozen) {
        return frozen == null ? root : frozen;
    }

    /** Returns what is known of a space now, for those who look at the parts. */
    SpaceState stateOf(SpaceId id) {
        final Root frozen = enter();
        try {
            return spaceOf(frozen, id);
        } finally {
            leave(frozen);
        }
    }

    SpaceState spaceOf(Root frozen, SpaceId id) {
        final Root from = rootOf(frozen);
        final SpaceState state = from.space(id);
        if (state == null) {
            throw new NoSuchSpaceException(id, from.others().size());
        }
        return state;
    }

    /** Goes on from another root, which readers find behind the latch. */
    void root(Root next) {
        open = null;
        ROOT.setRelease(this, next);
        noteDefinitions();
    }

    /* ---------------- Life ---------------- */

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("environment used after close: " + this);
        }
    }

    /** Reports whether {@link #close()} has been called. */
    public boolean isClosed() {
        return closed;
    }

    /** Lets nobody past the latch any more: something is about to be written. Called under the latch. */
    void closeToReaders() {
        open = null;
        readersHeldUp = 0;
    }

    /** Returns the root without the latch: what was there at some moment during the call. */
    Root rootNow() {
        return (Root) ROOT.getAcquire(this);
    }

    /** Makes every later call an error. Called under the latch. */
    void markClosed() {
        closed = true;
    }
}
