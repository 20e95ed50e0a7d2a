package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of atoms: declared ones {@code (: a T)}, super-types {@code (:< T U)}, those of literals and operations, and
 * for expressions the tuple of their parts' types and the results of applying their head's function types.
 *
 * <p>An atom without any type has none here; callers read that as {@code %Undefined%}, which matches everything. Types
 * that contain variables come with fresh ones. Not thread-safe.
 */
public final class Types {
    private static final List<AtomType> NUMBER = List.of(AtomType.of(Names.NUMBER));
    private static final List<AtomType> BOOL = List.of(AtomType.of(Names.BOOL));
    private static final List<AtomType> STRING = List.of(AtomType.of(Names.STRING));
    private static final List<AtomType> SPACE = List.of(AtomType.of(Names.SPACE_TYPE));

    private final Knowledge knowledge;
    private final Operations operations;
    private final Unifier unifier;
    private final Map<Symbol, Declared> declared = new HashMap<>();
    private SpaceId declaredSpace = SpaceId.MAIN;
    private SpaceId scannedSpace = SpaceId.MAIN;
    private long scannedVersion;
    private long scannedStamp = -1;
    private boolean declaresExpressions;
    private boolean dependsOnSlots;
    private final DeepTypes deep = new DeepTypes(expression -> expressionTypes(typedSpace(), expression));
    private SpaceId typedSpace = SpaceId.MAIN;
    private final TypeCache cache = new TypeCache();

    Types(Knowledge knowledge, Operations operations, Unifier unifier) {
        this.knowledge = knowledge;
        this.operations = operations;
        this.unifier = unifier;
    }

    /* ---------------- Whether what was asked depends on values ---------------- */

    /** Notes that the answer depends on what is in the slots of a rule. */
    void noteSlots() {
        dependsOnSlots = true;
    }

    /** Reports whether anything has been asked that depends on slots. */
    boolean dependsOnSlots() {
        return dependsOnSlots;
    }

    /** Begins anew, and returns what was noted before, for {@link #rememberSlots}. */
    boolean forgetSlots() {
        final boolean before = dependsOnSlots;
        dependsOnSlots = false;
        return before;
    }

    /** Adds what was noted before. */
    void rememberSlots(boolean before) {
        dependsOnSlots |= before;
    }

    /** Returns the meta-type of an atom: what kind of atom it is. */
    public Atom metaType(Atom atom) {
        if (atom instanceof Variable) {
            return Names.VARIABLE;
        }
        if (atom instanceof Expression) {
            return Names.EXPRESSION;
        }
        return atom instanceof Symbol symbol && operations.find(symbol) == null ? Names.SYMBOL : Names.GROUNDED;
    }

    /** Returns the valid types of an atom; none if all its readings are errors, {@code %Undefined%} if it has no type. */
    public List<Atom> validTypes(SpaceId space, Atom atom) {
        final List<AtomType> types = typesOrUndefined(space, atom);
        final List<Atom> valid = new ArrayList<>();
        for (final AtomType type : types) {
            if (type.isValid()) {
                valid.add(type.type());
            }
        }
        return valid;
    }

    /** Returns why an atom has no type, or nothing if any of its readings is valid. */
    public List<Atom> errors(SpaceId space, Atom atom) {
        final List<AtomType> types = typesOrUndefined(space, atom);
        return types.stream().anyMatch(AtomType::isValid)
                ? List.of()
                : types.stream().map(type -> Atoms.resolve(type.error())).toList();
    }

    List<AtomType> typesOrUndefined(SpaceId space, Atom atom) {
        final List<AtomType> types = types(space, atom);
        return types.isEmpty() ? List.of(AtomType.of(Names.UNDEFINED)) : types;
    }

    /** Returns the types of an atom and the errors of its wrong readings; nothing if it has no type. */
    List<AtomType> types(SpaceId space, Atom given) {
        final Atom atom = Atoms.deref(given);
        if (atom instanceof Symbol symbol) {
            return symbolTypes(space, symbol);
        }
        if (atom instanceof Expression expression) {
            return expression.size() == 0 ? List.of() : typesOf(space, expression);
        }
        if (atom instanceof Variable) {
            return List.of();
        }
        return literalTypes(atom);
    }

    private SpaceId typedSpace() {
        return typedSpace;
    }

    private List<AtomType> typesOf(SpaceId space, Expression expression) {
        if (!expression.ground()) {
            return deepTypesOf(space, expression);
        }
        final long stamp = knowledge.definitionsVersion() + operations.version();
        final List<AtomType> known = cache.get(expression, space, stamp);
        if (known != null) {
            return known;
        }
        final List<AtomType> types = deepTypesOf(space, expression);
        if (areGround(types)) {
            cache.put(expression, space, stamp, types);
        }
        return types;
    }

    private static boolean areGround(List<AtomType> types) {
        for (final AtomType type : types) {
            if (!type.isValid() || !isGround(type.type())) {
                return false;
            }
        }
        return true;
    }

    private List<AtomType> deepTypesOf(SpaceId space, Expression expression) {
        final SpaceId outer = typedSpace;
        typedSpace = space;
        try {
            return deep.of(expression);
        } finally {
            typedSpace = outer;
        }
    }

    /** Lets go of the terms that were typed. */
    void forget() {
        cache.clear();
    }

    /** Returns the one type of an atom, {@code %Undefined%} if it has none, or null if it has several or variables. */
    Atom soleType(SpaceId space, Atom atom) {
        if (atom instanceof NumberAtom) {
            return Names.NUMBER;
        }
        if (atom instanceof Variable) {
            return Names.UNDEFINED;
        }
        final List<AtomType> types = types(space, atom);
        if (types.isEmpty()) {
            return Names.UNDEFINED;
        }
        final AtomType sole = types.get(0);
        return types.size() == 1 && sole.isValid() && isGround(sole.type()) ? sole.type() : null;
    }

    private List<AtomType> literalTypes(Atom atom) {
        if (atom instanceof NumberAtom) {
            return NUMBER;
        }
        if (atom instanceof BoolAtom) {
            return BOOL;
        }
        if (atom instanceof StringAtom) {
            return STRING;
        }
        if (atom instanceof StateAtom state) {
            final Atom type =
                    knowledge.stateIfAny(state).map(cell -> cell.get(1)).orElse(Names.UNDEFINED);
            return List.of(AtomType.of(Expression.of(Names.STATE_MONAD, type)));
        }
        if (atom instanceof NativeAtom object) {
            return Names.UNDEFINED.equals(object.type()) ? List.of() : List.of(AtomType.of(fresh(object.type())));
        }
        if (atom instanceof NativeAtom object) {
            return Names.UNDEFINED.equals(object.type()) ? List.of() : List.of(AtomType.of(fresh(object.type())));
        }
        return atom instanceof SpaceAtom ? SPACE : List.of();
    }

    /** Types of a symbol as far as declared, valid while the space's declarations are what they were. */
    private record Declared(long version, List<AtomType> types, boolean ground) {}

    List<AtomType> symbolTypes(SpaceId space, Symbol symbol) {
        final Operations.Entry operation = operations.entry(symbol);
        if (operation != null) {
            return operation.typeIsGround() ? operation.types() : List.of(AtomType.of(fresh(operation.type())));
        }
        if (space != declaredSpace && !space.equals(declaredSpace)) {
            declared.clear();
            declaredSpace = space;
        }
        final long version = knowledge.typesVersion(space);
        Declared known = declared.get(symbol);
        if (known == null || known.version() != version) {
            final List<AtomType> types = valid(declaredTypes(space, symbol));
            known = new Declared(version, types, types.stream().allMatch(type -> isGround(type.type())));
            declared.put(symbol, known);
        }
        return known.ground()
                ? known.types()
                : known.types().stream()
                        .map(type -> AtomType.of(fresh(type.type())))
                        .toList();
    }

    private static boolean isGround(Atom atom) {
        return atom instanceof Expression expression ? expression.ground() : !(atom instanceof Variable);
    }

    private Atom fresh(Atom type) {
        return isGround(type) ? type : Atoms.renamed(type, knowledge.ids());
    }

    private static List<AtomType> valid(List<Atom> types) {
        return types.stream().map(AtomType::of).toList();
    }

    private List<Atom> declaredTypes(SpaceId space, Atom atom) {
        try (KnowledgeView view = knowledge.view(space)) {
            return declaredTypes(view, atom);
        }
    }

    private List<Atom> declaredTypes(KnowledgeView view, Atom atom) {
        final Set<Atom> types = new LinkedHashSet<>();
        for (final Atom type : answers(view, Names.HAS_TYPE, atom)) {
            if (!(type instanceof Variable) && !Names.UNDEFINED.equals(type)) {
                types.add(type);
            }
        }
        return withSuperTypes(view, types);
    }

    private List<Atom> withSuperTypes(KnowledgeView view, Set<Atom> types) {
        final List<Atom> all = new ArrayList<>(types);
        for (int i = 0; i < all.size(); i++) {
            for (final Atom superType : answers(view, Names.SUBTYPE, all.get(i))) {
                if (!all.contains(superType)) {
                    all.add(superType);
                }
            }
        }
        return all;
    }

    /** Returns what {@code $X} stands for in the answers to {@code (relation atom $X)}, in order of definition. */
    private List<Atom> answers(KnowledgeView view, Symbol relation, Atom atom) {
        final Variable answer = new Variable("X", knowledge.ids().next());
        final List<Answer> answers = new ArrayList<>();
        final int mark = unifier.mark();
        try (Query query = knowledge.query(view, Expression.of(relation, atom, answer), null)) {
            while (query.next(unifier) > 0) {
                answers.add(new Answer(query.place(), query.stamp(), Atoms.resolve(answer)));
                unifier.undo(mark);
            }
        }
        answers.sort(Comparator.comparingInt(Answer::place).thenComparingLong(Answer::stamp));
        return answers.stream().map(Answer::type).toList();
    }

    private record Answer(int place, long stamp, Atom type) {}

    /* ---------------- Expressions ---------------- */

    private List<AtomType> expressionTypes(SpaceId space, Expression expression) {
        final List<AtomType> headTypes = types(space, expression.head());
        final boolean declares = declaresTypesOfExpressions(space);
        if (headTypes.isEmpty() && !declares) {
            return List.of();
        }
        if (headTypes.size() == 1 && !declares && headTypes.get(0).isFunction()) {
            final Expression functionType = (Expression) headTypes.get(0).type();
            if (functionType.ground() && obviouslyApplies(space, expression, functionType)) {
                return List.of(AtomType.of(functionType.get(functionType.size() - 1)));
            }
        }
        final List<List<AtomType>> argumentTypes = new ArrayList<>(expression.size() - 1);
        for (int i = 1; i < expression.size(); i++) {
            argumentTypes.add(types(space, expression.get(i)));
        }
        final List<AtomType> types = new ArrayList<>(valid(tupleTypes(space, expression, headTypes, argumentTypes)));
        for (final AtomType headType : headTypes) {
            if (headType.isFunction()) {
                applicationTypes(expression, (Expression) headType.type(), argumentTypes, types);
            }
        }
        return types;
    }

    /** Reports whether each argument is untyped or has just the type asked for: then the call has the one return type. */
    private boolean obviouslyApplies(SpaceId space, Expression call, Expression functionType) {
        if (functionType.size() - 1 != call.size()) {
            return false;
        }
        for (int i = 1; i < call.size(); i++) {
            final Atom formal = functionType.get(i);
            if (!Names.UNDEFINED.equals(formal)
                    && !acceptsAsIs(formal, call.get(i))
                    && !isUntypedOr(formal, types(space, call.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUntypedOr(Atom formal, List<AtomType> actual) {
        return actual.isEmpty()
                || actual.size() == 1
                        && actual.get(0).isValid()
                        && formal.equals(actual.get(0).type());
    }

    private List<Atom> tupleTypes(
            SpaceId space, Expression expression, List<AtomType> headTypes, List<List<AtomType>> argumentTypes) {
        List<List<Atom>> tuples = new ArrayList<>();
        for (final AtomType headType : headTypes) {
            if (!headType.isFunction()) {
                tuples.add(List.of(headType.type()));
            }
        }
        for (final List<AtomType> types : argumentTypes) {
            tuples = extended(tuples, types);
        }
        final Set<Atom> all = new LinkedHashSet<>();
        tuples.forEach(tuple -> all.add(Expression.of(tuple.toArray(new Atom[0]))));
        final boolean declares = declaresTypesOfExpressions(space);
        try (KnowledgeView view = knowledge.view(space)) {
            if (declares) {
                all.addAll(declaredTypes(view, expression));
            }
            return withSuperTypes(view, all);
        }
    }

    private static List<List<Atom>> extended(List<List<Atom>> tuples, List<AtomType> types) {
        final List<List<Atom>> longer = new ArrayList<>();
        for (final List<Atom> tuple : tuples) {
            for (final AtomType type : types) {
                final List<Atom> extended = new ArrayList<>(tuple);
                extended.add(type.type());
                longer.add(extended);
            }
        }
        return longer;
    }

    private List<Atom> declaredTypesOfExpression(SpaceId space, Expression expression) {
        return declaresTypesOfExpressions(space) ? declaredTypes(space, expression) : List.of();
    }

    /** Reports whether anything but symbols has a declared type; found out once per version of the declarations. */
    boolean declaresTypesOfExpressions(SpaceId space) {
        final long stamp = knowledge.definitionsVersion();
        if (stamp != scannedStamp || !space.equals(scannedSpace)) {
            scan(space);
            scannedStamp = stamp;
        }
        return declaresExpressions;
    }

    private void scan(SpaceId space) {
        final long version = knowledge.typesVersion(space);
        if (version != scannedVersion || !space.equals(scannedSpace)) {
            scannedVersion = version;
            scannedSpace = space;
            declaresExpressions = version != 0 && scanForExpressions(space);
        }
    }

    private boolean scanForExpressions(SpaceId space) {
        final Variable subject = new Variable("subject", knowledge.ids().next());
        final Variable type = new Variable("type", knowledge.ids().next());
        final int mark = unifier.mark();
        boolean found = false;
        try (Query query = knowledge.query(space, Expression.of(Names.HAS_TYPE, subject, type))) {
            while (!found && query.next(unifier) > 0) {
                found = !(Atoms.deref(subject) instanceof Symbol);
                unifier.undo(mark);
            }
        }
        return found;
    }

    private void applicationTypes(
            Expression call, Expression functionType, List<List<AtomType>> argumentTypes, List<AtomType> into) {
        if (functionType.size() - 2 != argumentTypes.size()) {
            into.add(AtomType.error(functionType, Names.error(call, Names.INCORRECT_NUMBER_OF_ARGUMENTS)));
            return;
        }
        applyFrom(0, call, functionType, argumentTypes, into);
    }

    /** Tries every combination of argument types from {@code index} on, and adds the result type or the error of each. */
    private void applyFrom(
            int index,
            Expression call,
            Expression functionType,
            List<List<AtomType>> argumentTypes,
            List<AtomType> into) {
        if (index == argumentTypes.size()) {
            into.add(AtomType.of(Atoms.resolve(functionType.get(functionType.size() - 1))));
            return;
        }
        final Atom formal = functionType.get(index + 1);
        final List<AtomType> actual = argumentTypes.get(index);
        if (actual.isEmpty() || Names.UNDEFINED.equals(formal) || acceptsAsIs(formal, call.get(index + 1))) {
            applyFrom(index + 1, call, functionType, argumentTypes, into);
            return;
        }
        boolean matched = false;
        for (final AtomType type : actual) {
            final int mark = unifier.mark();
            if (type.isValid() && matchLoosely(type.type(), formal)) {
                matched = true;
                applyFrom(index + 1, call, functionType, argumentTypes, into);
            }
            unifier.undo(mark);
        }
        if (!matched) {
            for (final AtomType type : actual) {
                final Atom error =
                        type.isValid() ? Names.error(call, badArgument(index + 1, formal, type.type())) : type.error();
                into.add(AtomType.error(functionType, error));
            }
        }
    }

    /** Reports whether an argument passes unevaluated because its kind is what the formal type asks for. */
    boolean acceptsAsIs(Atom formal, Atom argument) {
        return Names.ATOM.equals(formal) || Names.isMetaType(formal) && formal.equals(metaType(Atoms.deref(argument)));
    }

    static Expression badArgument(int index, Atom formal, Atom actual) {
        return Expression.of(Names.BAD_ARG_TYPE, Numbers.integer(index), Atoms.resolve(formal), Atoms.resolve(actual));
    }

    /** Unifies two types in which every {@code %Undefined%}, at any depth, matches anything. */
    boolean matchLoosely(Atom left, Atom right) {
        final Atom a = Atoms.deref(left);
        final Atom b = Atoms.deref(right);
        if (Names.UNDEFINED.equals(a) || Names.UNDEFINED.equals(b)) {
            return true;
        }
        if (a instanceof Expression x && b instanceof Expression y) {
            if (x.size() != y.size()) {
                return false;
            }
            for (int i = 0; i < x.size(); i++) {
                if (!matchLoosely(x.get(i), y.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return unifier.unify(a, b);
    }

    /**
     * Unifies an expected and an actual type, of which {@code %Undefined%} and {@code Atom} match everything. A type
     * variable that is bound to one of those asks for exactly that.
     */
    boolean match(Atom expected, Atom actual) {
        return Names.UNDEFINED.equals(expected)
                || Names.UNDEFINED.equals(actual)
                || Names.ATOM.equals(expected)
                || Names.ATOM.equals(actual)
                || unifier.unify(expected, actual);
    }
}
