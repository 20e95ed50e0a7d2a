package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;

/**
 * What the evaluator sees of its environment: rules, facts, states, spaces. It keeps no facts of its own; it keeps the
 * rules it has read, see {@link RuleCache}, and which spaces depend on which, see {@link Dependencies}.
 *
 * <p>Not thread-safe.
 */
public final class Knowledge {
    /** Room for what is added to the number of an environment's definitions: dependencies, definitions of operations. */
    private static final int CHANGES_BITS = 20;

    private static final SpaceId[] NO_SPACES = {};
    private static final int MOST_NESTED_STATES = 32;

    private final VariableIds ids = new VariableIds();
    private final SpaceHandles handles;
    private final AtomCodec codec;
    private final TemplateCache templates;
    private final TransactionLog transactions = new TransactionLog();
    private final RuleCache rules = new RuleCache(this);
    private Environment environment;
    /** How often the dependencies of spaces have changed; added to the number of the environment's definitions. */
    private long dependencyChanges;

    private int comparedStates;
    /** Which spaces see which others; null as long as none does. */
    private Dependencies dependencies;

    private long jointVersions;

    /** Makes a view of an environment, which it reads and writes. */
    public Knowledge(Environment environment) {
        this.environment = environment;
        handles = SpaceHandles.of(environment);
        codec = new AtomCodec(ids, handles, this::holdTheSame);
        templates = new TemplateCache(codec);
        refresh();
    }

    /** Returns the environment; during a transaction, the fork that it writes. */
    public Environment environment() {
        return environment;
    }

    /** Returns the counter that makes variables unique. */
    public VariableIds ids() {
        return ids;
    }

    /** Returns the codec. What it holds is valid until its next use, which may be the next call here. */
    public AtomCodec codec() {
        return codec;
    }

    /** Returns the stored atoms with variables that were met last. */
    TemplateCache templates() {
        return templates;
    }

    /** Returns the space that an atom names. */
    static SpaceId idOf(SpaceAtom space) {
        return new SpaceId(space.high(), space.low());
    }

    /** Returns the atom that names a space. */
    public static SpaceAtom atomOf(SpaceId id) {
        return new SpaceAtom(id.high(), id.low());
    }

    /* ---------------- Transactions ---------------- */

    /** Lets everything from now on be read from and written into a fork, until the transaction ends. O(1). */
    public void beginTransaction() {
        final Environment fork = environment.fork();
        transactions.begin(environment);
        enter(fork);
    }

    /** Ends the innermost transaction; {@code keep} says whether what was written is kept or forgotten. */
    public void endTransaction(boolean keep) {
        try (Environment fork = environment) {
            enter(transactions.innermost());
            if (keep) {
                environment.union(fork);
            }
            transactions.end(keep);
        }
    }

    /** Reports whether what is written now may be taken back. */
    public boolean isInTransaction() {
        return transactions.isOpen();
    }

    private void enter(Environment other) {
        // No two environments have the same number for different definitions: what is cached stays right.
        environment = other;
    }

    /**
     * Notes how to take back what has just been changed outside of the environment, in case that a transaction under way
     * fails.
     */
    public void onFailure(Runnable undo) {
        transactions.onFailure(undo);
    }

    /* ---------------- Spaces ---------------- */

    /** Makes an empty space, which is collected when nothing reaches it any more. */
    public SpaceAtom newSpace() {
        return make(Environment::newSpace);
    }

    /** Makes a fork of a space, which is collected when nothing reaches it any more. */
    public SpaceAtom forkSpace(SpaceId parent) {
        return make(in -> in.forkSpace(parent));
    }

    /** Makes a space in the environment as a maker does; it is collected when nothing reaches it any more. */
    public SpaceAtom make(Function<Environment, SpaceId> maker) {
        final SpaceAtom made = handles.made(maker.apply(environment));
        collectSpaces();
        return made;
    }

    /** Returns a handle of a space. */
    public SpaceAtom handle(SpaceId space) {
        return handles.handle(space);
    }

    /** Shows of which atoms a space has more copies than another, or fewer: a negative number. */
    public void compare(SpaceId from, SpaceId to, ObjLongConsumer<Atom> visitor) {
        try (EnvironmentView view = environment.view(from, to)) {
            view.compare(from, view, to, (atom, count) -> visitor.accept(codec.decode(atom), count));
        }
    }

    /** Reports whether there is such a space; there may be none any more where its transaction has failed. */
    public boolean exists(SpaceId space) {
        return environment.exists(space);
    }

    private void collectSpaces() {
        handles.collectUnwritten(transactions.environments(environment));
        if (!transactions.isOpen() && handles.isSearchDue()) {
            handles.search(environment);
        }
    }

    /**
     * Removes all spaces that programs have made and nothing reaches any more. Handles in memory count until the JVM has
     * found out that they have gone.
     */
    public void collectAllSpaces() {
        handles.collectAllUnwritten(transactions.environments(environment));
        if (!transactions.isOpen()) {
            handles.search(environment);
        }
    }

    /* ---------------- Dependencies ---------------- */

    /** Reads again which spaces depend on which, after somebody else has changed the environment. */
    public void refresh() {
        dependencyChanges++;
        dependencies = DependencyCells.read(this);
    }

    /**
     * Makes a space depend on another: from now on its rules, types and answers include those of the other. What is added,
     * removed or listed stays that of the space alone.
     */
    public void addDependency(SpaceId space, SpaceId on) {
        if (dependencies == null) {
            dependencies = new Dependencies(this);
        }
        final int place = dependencies.count(space);
        if (dependencies.add(space, on)) {
            dependencyChanges++;
            transactions.onFailure(this::refresh);
            DependencyCells.write(environment, space, on, place);
        }
    }

    /** Returns the spaces that a space depends on, through others too, without itself. */
    public List<SpaceId> dependencies(SpaceId space) {
        return List.of(others(space));
    }

    /** Returns a negative number that it has not returned before. */
    long nextJointVersion() {
        return --jointVersions;
    }

    /** Returns the spaces that a space depends on, not to be modified. */
    SpaceId[] others(SpaceId space) {
        return dependencies == null ? NO_SPACES : dependencies.of(space);
    }

    /** Returns a number that changes whenever a definition or dependency of any space may have changed. */
    long definitionsVersion() {
        return (environment.definitionsVersion() << CHANGES_BITS) + dependencyChanges;
    }

    /** Returns a number that changes whenever a rule that a space sees does; equal numbers mean equal rules. */
    public long rulesVersion(SpaceId space) {
        return dependencies == null ? environment.rulesVersion(space) : dependencies.rulesVersion(space);
    }

    /**
     * Returns a number that changes whenever a type declaration that a space sees does; equal numbers mean equal types, and
     * 0 means none.
     */
    public long typesVersion(SpaceId space) {
        return dependencies == null ? environment.typesVersion(space) : dependencies.typesVersion(space);
    }

    /* ---------------- Writing ---------------- */

    /** Adds an atom to a space. */
    public void add(SpaceId space, Atom atom) {
        environment.add(space, codec.write(atom));
    }

    /** Takes one copy of an atom out of a space; returns whether there was one. */
    public boolean remove(SpaceId space, Atom atom) {
        return environment.remove(space, codec.write(atom));
    }

    /** Makes a state that holds a value of a type. */
    public StateAtom newState(Atom value, Atom type) {
        final StateId id = environment.newState(codec.encode(Expression.of(value, type)));
        return new StateAtom(id.high(), id.low(), this::holdTheSame);
    }

    /**
     * Returns {@code (value type)} of a state.
     *
     * @throws NoSuchStateException if there is no such state
     */
    public Expression state(StateAtom state) {
        return stateIfAny(state).orElseThrow(() -> new NoSuchStateException(state));
    }

    /** Returns {@code (value type)} of a state, or nothing where there is none, as after its transaction has failed. */
    public Optional<Expression> stateIfAny(StateAtom state) {
        return decoded(environment.state(idOf(state)));
    }

    private static StateId idOf(StateAtom state) {
        return new StateId(state.high(), state.low());
    }

    private Optional<Expression> decoded(Optional<AtomCode> state) {
        return state.map(code -> (Expression) codec.decode(code));
    }

    /** Compares two cells; cells that hold each other, or that are not there, are told apart by their ids. */
    private boolean holdTheSame(StateAtom a, StateAtom b) {
        if (comparedStates == MOST_NESTED_STATES) {
            return false;
        }
        comparedStates++;
        try (EnvironmentView view = environment.view()) {
            final Optional<Expression> left = decoded(view.state(idOf(a)));
            final Optional<Expression> right = decoded(view.state(idOf(b)));
            return left.isPresent()
                    && right.isPresent()
                    && Atoms.languageEquals(left.get().get(0), right.get().get(0));
        } finally {
            comparedStates--;
        }
    }

    /** Sets the value of a state; its type stays. */
    public void changeState(StateAtom state, Atom value) {
        final Atom type = state(state).get(1);
        environment.changeState(idOf(state), codec.encode(Expression.of(value, type)));
    }

    /* ---------------- Reading ---------------- */

    /**
     * Opens a query for the atoms of a space, and of those it depends on, that unify with a pattern.
     *
     * @param pattern whose free variables are bound by each answer
     */
    public Query query(SpaceId space, Atom pattern) {
        return query(space, others(space), pattern);
    }

    /** Opens a query for what a handle names: a space with those it depends on, unless it leaves them out. */
    public Query query(SpaceAtom space, Atom pattern) {
        final SpaceId id = idOf(space);
        return query(id, others(space, id), pattern);
    }

    private SpaceId[] others(SpaceAtom space, SpaceId id) {
        return space.alone() ? NO_SPACES : others(id);
    }

    private Query query(SpaceId space, SpaceId[] others, Atom pattern) {
        final AtomCode code = codec.encodePattern(pattern);
        final Query query = new Query(this);
        if (others.length == 0) {
            query.open(environment.match(space, code), Query.NO_CURSORS, pattern, codec);
        } else {
            query.open(new KnowledgeView(environment, space, others), code, pattern, codec);
        }
        return query;
    }

    /**
     * Returns how many atoms of what a handle names answer a pattern if it is ground and only ground atoms can answer,
     * otherwise -1.
     */
    long countGround(SpaceAtom space, Atom pattern) {
        final SpaceId id = idOf(space);
        return countGround(id, others(space, id), pattern);
    }

    private long countGround(SpaceId space, SpaceId[] others, Atom pattern) {
        if (!isGround(pattern)) {
            return -1;
        }
        final AtomWriter code = codec.writePattern(pattern);
        if (codec.isLoose()) {
            return -1;
        }
        if (others.length == 0) {
            return environment.countGround(space, code);
        }
        try (KnowledgeView view = new KnowledgeView(environment, space, others)) {
            return view.countGround(code);
        }
    }

    private static boolean isGround(Atom pattern) {
        return pattern instanceof Expression expression
                && (expression.ground() || ((Expression) Atoms.resolve(expression)).ground());
    }

    /** Returns what a handle names as it is now, for the goals of one conjunction. */
    KnowledgeView view(SpaceAtom space) {
        final SpaceId id = idOf(space);
        return new KnowledgeView(environment, id, others(space, id));
    }

    /** Returns a space and those it depends on as they are now. */
    KnowledgeView view(SpaceId space) {
        return new KnowledgeView(environment, space, others(space));
    }

    /**
     * Opens a query for the atoms of a view that unify with a pattern.
     *
     * @param used a query of this view that is exhausted or closed, to be opened again instead of making one, or null
     */
    Query query(KnowledgeView view, Atom pattern, Query used) {
        final AtomCode code = codec.encodePattern(pattern);
        final Query query = used == null ? new Query(this) : used;
        query.open(view.match(code, query.cursor()), view.matchOthers(code, query.others()), pattern, codec);
        return query;
    }

    /** Returns about how many atoms of a view would be read to answer a pattern. */
    long estimate(KnowledgeView view, Atom pattern) {
        return view.estimate(codec.encodePattern(pattern));
    }

    /** Opens a cursor over all atoms of a space. */
    Cursor atoms(SpaceId space) {
        return environment.atoms(space);
    }

    /** Returns the rules that a space sees. */
    RuleCache rules() {
        return rules;
    }
}
