package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.SpaceView;
import io.mettalith.store.environment.StateId;
import io.mettalith.store.environment.StoredAtom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;

/**
 * What the evaluator sees of its environment: rules, facts, states, spaces. It keeps no facts of its own; it keeps the
 * rules it has read, each set valid as long as one number of the environment is what it was.
 *
 * <p>Not thread-safe.
 */
public final class Knowledge {
    private final VariableIds ids = new VariableIds();
    private final SpaceHandles handles;
    private final AtomCodec codec;
    /** The environments in which transactions have begun, the innermost last. */
    private final Deque<Environment> outer = new ArrayDeque<>();

    private Environment environment;
    private final Map<Symbol, RuleSet> rules = new HashMap<>();
    private SpaceId cachedSpace = SpaceId.MAIN;

    /** Makes a view of an environment, which it reads and writes. */
    public Knowledge(Environment environment) {
        this.environment = environment;
        handles = SpaceHandles.of(environment);
        codec = new AtomCodec(ids, handles);
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
        outer.addLast(environment);
        environment = fork;
    }

    /** Ends the innermost transaction; {@code keep} says whether what was written is kept or forgotten. */
    public void endTransaction(boolean keep) {
        try (Environment fork = environment) {
            environment = outer.removeLast();
            if (keep) {
                environment.union(fork);
            }
        }
    }

    /* ---------------- Spaces ---------------- */

    /** Makes an empty space, which is collected when nothing reaches it any more. */
    public SpaceAtom newSpace() {
        final SpaceAtom made = handles.made(environment.newSpace());
        collectSpaces();
        return made;
    }

    /** Makes a fork of a space, which is collected when nothing reaches it any more. */
    public SpaceAtom forkSpace(SpaceId parent) {
        final SpaceAtom made = handles.made(environment.forkSpace(parent));
        collectSpaces();
        return made;
    }

    /** Returns a handle of a space. */
    public SpaceAtom handle(SpaceId space) {
        return handles.handle(space);
    }

    /** Shows of which atoms a space has more copies than another, or fewer: a negative number. */
    public void compare(SpaceId from, SpaceId to, ObjLongConsumer<Atom> visitor) {
        try (SpaceView before = environment.view(from);
                SpaceView after = environment.view(to)) {
            before.compare(after, (atom, count) -> visitor.accept(codec.decode(atom), count));
        }
    }

    /** Reports whether there is such a space; there may be none any more where its transaction has failed. */
    public boolean exists(SpaceId space) {
        return environment.exists(space);
    }

    private void collectSpaces() {
        handles.collectUnwritten(environments());
        if (outer.isEmpty() && handles.isSearchDue()) {
            handles.search(environment);
        }
    }

    private Collection<Environment> environments() {
        if (outer.isEmpty()) {
            return List.of(environment);
        }
        final List<Environment> all = new ArrayList<>(outer);
        all.add(environment);
        return all;
    }

    /**
     * Removes all spaces that programs have made and nothing reaches any more. Handles in memory count until the JVM has
     * found out that they have gone.
     */
    public void collectAllSpaces() {
        handles.collectAllUnwritten(environments());
        if (outer.isEmpty()) {
            handles.search(environment);
        }
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
        return new StateAtom(id.high(), id.low());
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
        return environment.state(new StateId(state.high(), state.low())).map(code -> (Expression) codec.decode(code));
    }

    /** Sets the value of a state; its type stays. */
    public void changeState(StateAtom state, Atom value) {
        final Atom type = state(state).get(1);
        environment.changeState(new StateId(state.high(), state.low()), codec.encode(Expression.of(value, type)));
    }

    /* ---------------- Reading ---------------- */

    /**
     * Opens a query for the atoms of a space that unify with a pattern.
     *
     * @param pattern whose free variables are bound by each answer
     */
    public Query query(SpaceId space, Atom pattern) {
        final AtomCode code = codec.encodePattern(pattern);
        final Query query = new Query(this);
        query.open(environment.match(space, code), pattern, codec);
        return query;
    }

    /** Returns a space as it is now, for the goals of one conjunction. */
    SpaceView view(SpaceId space) {
        return environment.view(space);
    }

    /**
     * Opens a query for the atoms of a view that unify with a pattern.
     *
     * @param used a query of this view that is exhausted or closed, to be opened again instead of making one, or null
     */
    Query query(SpaceView view, Atom pattern, Query used) {
        final AtomCode code = codec.encodePattern(pattern);
        final Query query = used == null ? new Query(this) : used;
        query.open(view.match(code, query.cursor()), pattern, codec);
        return query;
    }

    /** Returns about how many atoms of a view would be read to answer a pattern. */
    long estimate(SpaceView view, Atom pattern) {
        return view.estimate(codec.encodePattern(pattern));
    }

    /** Opens a cursor over all atoms of a space. */
    Cursor atoms(SpaceId space) {
        return environment.atoms(space);
    }

    /**
     * Returns the rules of a space that may match calls with this head and number of arguments, in order of definition.
     */
    List<Rule> rules(SpaceId space, Symbol head, int arity) {
        final long version = environment.rulesVersion(space);
        if (space != cachedSpace && !space.equals(cachedSpace)) {
            cachedSpace = space;
            rules.clear();
        }
        RuleSet set = rules.get(head);
        while (set != null && set.arity() != arity) {
            set = set.next();
        }
        if (set == null || set.version() != version) {
            set = cache(head, new RuleSet(version, arity, readRules(space, head, arity), null));
        }
        return set.rules();
    }

    /** Puts a rule set before those of other arities that are as fresh. */
    private RuleSet cache(Symbol head, RuleSet set) {
        RuleSet others = rules.get(head);
        RuleSet kept = null;
        for (; others != null; others = others.next()) {
            if (others.version() == set.version() && others.arity() != set.arity()) {
                kept = new RuleSet(others.version(), others.arity(), others.rules(), kept);
            }
        }
        final RuleSet first = new RuleSet(set.version(), set.arity(), set.rules(), kept);
        rules.put(head, first);
        return first;
    }

    private List<Rule> readRules(SpaceId space, Symbol head, int arity) {
        final List<StoredAtom> stored = new ArrayList<>(environment.rules(space, codec.encode(head), arity));
        final List<StoredAtom> wildcards = environment.wildcardRules(space, arity);
        if (!wildcards.isEmpty()) {
            stored.addAll(wildcards);
            stored.sort(Comparator.comparingLong(StoredAtom::stamp));
        }
        final List<Rule> read = new ArrayList<>(stored.size());
        for (final StoredAtom atom : stored) {
            read.add(Rule.of((Expression) codec.decode(atom.code()), atom.count()));
        }
        return List.copyOf(read);
    }

    /** Returns the rules of a space that may match an atom that is not a call of a symbol, in order of definition. */
    List<Rule> rulesForAtom(SpaceId space, Atom call) {
        final Expression pattern = Expression.of(Names.EQUAL, call, new Variable("X", ids.next()));
        final List<StoredAtom> stored = new ArrayList<>(0);
        try (Cursor cursor = environment.match(space, codec.encodePattern(pattern))) {
            while (cursor.next()) {
                stored.add(cursor.toStoredAtom());
            }
        }
        stored.sort(Comparator.comparingLong(StoredAtom::stamp));
        return stored.stream()
                .filter(atom -> isDefinition(codec.decode(atom.code())))
                .map(atom -> Rule.of((Expression) codec.decode(atom.code()), atom.count()))
                .toList();
    }

    /** Reports whether an atom that may match {@code (= left right)} is of that form, and not a stored variable. */
    private static boolean isDefinition(Atom atom) {
        return atom instanceof Expression expression && expression.size() == 3 && Names.EQUAL.equals(expression.head());
    }

    /** The rules for calls of one head with one number of arguments, and those for other numbers. */
    private record RuleSet(long version, int arity, List<Rule> rules, RuleSet next) {}
}
