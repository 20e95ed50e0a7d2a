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
import io.mettalith.evaluator.atom.Work;
import io.mettalith.store.environment.SpaceId;
import java.util.AbstractList;
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
    /** Types of one expression up to which all are made, and errors up to which all are named. */
    private static final int FEW_TYPES = 64;

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
        if (types instanceof ManyTypes many) {
            return typesOf(many.valid());
        }
        final List<Atom> valid = new ArrayList<>();
        for (final AtomType type : types) {
            if (type.isValid()) {
                valid.add(type.type());
            }
        }
        return valid;
    }

    private static List<Atom> typesOf(List<AtomType> types) {
        return new AbstractList<>() {
            @Override
            public int size() {
                return types.size();
            }

            @Override
            public Atom get(int index) {
                return types.get(index).type();
            }
        };
    }

    /** Reports whether one of an atom's types and an expected one may be the same; what that would bind stays free. */
    public boolean isOfType(SpaceId space, Atom atom, Atom expected) {
        final Work work = Work.current();
        final int mark = unifier.mark();
        boolean found = false;
        for (final AtomType type : candidates(typesOrUndefined(space, atom), expected)) {
            work.step();
            found = type.isValid() && match(expected, type.type());
            unifier.undo(mark);
            if (found) {
                break;
            }
        }
        return found;
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

    /** Reports whether types have no variables, and none of them is an error; of many, not looked at, it says no. */
    static boolean areGround(List<AtomType> types) {
        if (types instanceof ManyTypes) {
            return false;
        }
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
        return answersOf(view, relation, atom, Names.UNDEFINED).stream()
                .map(Answer::type)
                .toList();
    }

    private List<Answer> answersOf(KnowledgeView view, Symbol relation, Atom atom, Atom subject) {
        final Variable answer = new Variable("X", knowledge.ids().next());
        final List<Answer> answers = new ArrayList<>();
        final int mark = unifier.mark();
        try (Query query = knowledge.query(view, Expression.of(relation, atom, answer), null)) {
            while (query.next(unifier) > 0) {
                answers.add(new Answer(query.place(), query.stamp(), Atoms.resolve(subject), Atoms.resolve(answer)));
                unifier.undo(mark);
            }
        }
        answers.sort(Comparator.comparingInt(Answer::place).thenComparingLong(Answer::stamp));
        return answers;
    }

    private record Answer(int place, long stamp, Atom subject, Atom type) {}

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
        final List<List<AtomType>> choices = choices(headTypes, argumentTypes);
        if (ManyTypes.count(choices, Integer.MAX_VALUE) > FEW_TYPES) {
            return manyTypes(space, expression, headTypes, argumentTypes, choices);
        }
        final List<AtomType> types = new ArrayList<>(valid(tupleTypes(space, expression, choices)));
        applicationTypes(expression, headTypes, argumentTypes, types);
        return types;
    }

    /** Returns what there is to choose from for each part of a tuple: none where no type of the head is that of a tuple. */
    private static List<List<AtomType>> choices(List<AtomType> headTypes, List<List<AtomType>> argumentTypes) {
        final List<List<AtomType>> choices = new ArrayList<>(argumentTypes.size() + 1);
        choices.add(ManyTypes.notFunctions(headTypes));
        choices.addAll(argumentTypes);
        return choices;
    }

    private List<AtomType> manyTypes(
            SpaceId space,
            Expression expression,
            List<AtomType> headTypes,
            List<List<AtomType>> argumentTypes,
            List<List<AtomType>> choices) {
        final boolean declares = declaresTypesOfExpressions(space);
        final List<AtomType> others;
        try (KnowledgeView view = knowledge.view(space)) {
            final Set<Atom> types = new LinkedHashSet<>(declares ? declaredTypes(view, expression) : List.of());
            types.addAll(superTypesOfTuples(view, new ManyTypes(choices, List.of())));
            others = new ArrayList<>(valid(withSuperTypes(view, types)));
        }
        applicationTypes(expression, headTypes, argumentTypes, others);
        return new ManyTypes(choices, others);
    }

    /** Returns the super-types that are declared of any of many tuple types. */
    private List<Atom> superTypesOfTuples(KnowledgeView view, ManyTypes tuples) {
        final Variable type = new Variable("T", knowledge.ids().next());
        final List<Atom> superTypes = new ArrayList<>();
        for (final Answer answer : answersOf(view, Names.SUBTYPE, type, type)) {
            if (answer.subject() instanceof Expression tuple && tuples.hasTuple(tuple)) {
                superTypes.add(answer.type());
            }
        }
        return superTypes;
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

    private List<Atom> tupleTypes(SpaceId space, Expression expression, List<List<AtomType>> choices) {
        final Set<Atom> all = new LinkedHashSet<>();
        final int count = ManyTypes.count(choices, FEW_TYPES);
        for (int i = 0; i < count; i++) {
            all.add(ManyTypes.tuple(choices, i));
        }
        final boolean declares = declaresTypesOfExpressions(space);
        try (KnowledgeView view = knowledge.view(space)) {
            if (declares) {
                all.addAll(declaredTypes(view, expression));
            }
            return withSuperTypes(view, all);
        }
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

    /** Adds the result types, or the errors, of applying each function type of the head. */
    private void applicationTypes(
            Expression call, List<AtomType> headTypes, List<List<AtomType>> argumentTypes, List<AtomType> into) {
        for (final AtomType headType : ManyTypes.functions(headTypes)) {
            final Expression functionType = (Expression) headType.type();
            if (functionType.size() - 2 == argumentTypes.size()) {
                new Application(call, functionType, argumentTypes, into).applyFrom(0);
            } else {
                into.add(AtomType.error(functionType, Names.error(call, Names.INCORRECT_NUMBER_OF_ARGUMENTS)));
            }
        }
    }

    /** A function type that is applied to what types its arguments have. */
    private final class Application {
        private final Expression call;
        private final Expression functionType;
        private final List<List<AtomType>> argumentTypes;
        private final List<AtomType> into;
        private final Work work = Work.current();

        Application(Expression call, Expression functionType, List<List<AtomType>> argumentTypes, List<AtomType> into) {
            this.call = call;
            this.functionType = functionType;
            this.argumentTypes = argumentTypes;
            this.into = into;
        }

        /** Tries the combinations of argument types from {@code index} on, and adds the result type or the errors of each. */
        void applyFrom(int index) {
            int at = index;
            while (at < argumentTypes.size() && passes(at)) {
                at++;
            }
            if (at == argumentTypes.size()) {
                into.add(AtomType.of(Atoms.resolve(functionType.get(functionType.size() - 1))));
                return;
            }
            final Atom formal = functionType.get(at + 1);
            boolean matched = false;
            for (final AtomType type : candidates(argumentTypes.get(at), formal)) {
                work.step();
                final int mark = unifier.mark();
                if (type.isValid() && unifier.unifyLoosely(type.type(), formal)) {
                    matched = true;
                    applyFrom(at + 1);
                }
                unifier.undo(mark);
            }
            if (!matched) {
                addErrors(at, formal);
            }
        }

        private boolean passes(int at) {
            final Atom formal = functionType.get(at + 1);
            return argumentTypes.get(at).isEmpty()
                    || Names.UNDEFINED.equals(formal)
                    || acceptsAsIs(formal, call.get(at + 1));
        }

        private void addErrors(int at, Atom formal) {
            for (final AtomType type : few(argumentTypes.get(at))) {
                final Atom error =
                        type.isValid() ? Names.error(call, badArgument(at + 1, formal, type.type())) : type.error();
                into.add(AtomType.error(functionType, error));
            }
        }
    }

    /**
     * Returns the types to try for a formal one, in their order. Of many, those that cannot match are left out, and so are
     * those after one that matches whatever the variables stand for, since they succeed only where it does.
     */
    List<AtomType> candidates(List<AtomType> types, Atom formal) {
        return types.size() <= FEW_TYPES ? types : candidatesOfMany(types, formal);
    }

    private List<AtomType> candidatesOfMany(List<AtomType> types, Atom given) {
        final Atom formal = Atoms.deref(given);
        if (formal instanceof Variable
                || Names.UNDEFINED.equals(formal)
                || Names.ATOM.equals(formal)
                || !(types instanceof ManyTypes many)) {
            return types;
        }
        return formal instanceof Expression expression ? many.narrowedTo(expression, this::matching) : many.others();
    }

    /** Returns the types that match a part of a formal type, up to the first that matches as it is. */
    private List<AtomType> matching(List<AtomType> types, Atom formal) {
        final Work work = Work.current();
        final List<AtomType> matching = new ArrayList<>();
        final int mark = unifier.mark();
        for (final AtomType type : candidates(types, formal)) {
            work.step();
            final boolean matches = unifier.unifyLoosely(formal, type.type());
            final boolean asItIs = matches && unifier.mark() == mark;
            unifier.undo(mark);
            if (matches) {
                matching.add(type);
            }
            if (asItIs) {
                break;
            }
        }
        return matching;
    }

    /** Returns as many types as there is something to be said of. */
    static List<AtomType> few(List<AtomType> types) {
        return types.subList(0, Math.min(types.size(), FEW_TYPES));
    }

    /** Reports whether an argument passes unevaluated because its kind is what the formal type asks for. */
    boolean acceptsAsIs(Atom formal, Atom argument) {
        return Names.ATOM.equals(formal) || Names.isMetaType(formal) && formal.equals(metaType(Atoms.deref(argument)));
    }

    static Expression badArgument(int index, Atom formal, Atom actual) {
        return Expression.of(Names.BAD_ARG_TYPE, Numbers.integer(index), Atoms.resolve(formal), Atoms.resolve(actual));
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
