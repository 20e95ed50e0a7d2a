package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.environment.SpaceId;
import java.util.Arrays;
import java.util.List;

/**
 * How calls of a symbol, or of any literal, with a number of arguments are read and reduced, as long as the definitions are what they are.
 *
 * <p>Known are calls whose head has no type that is one of a function, and those whose head has just one type, a function
 * type in which variables stand for nothing less than a whole argument or result, as {@code (-> $t $t Bool)}. All others are
 * {@link #isOther()}.
 */
final class CallPlan {
    private static final Rule[] NO_RULES = {};
    private static final Atom[] NO_ARGUMENTS = {};
    private static final List<AtomType> NO_FUNCTION = List.of(AtomType.of(Names.NUMBER));

    private final SpaceId space;
    /** The head, or null if it is any literal. */
    private final Symbol head;

    private final int arity;
    /** The plan for another number of arguments. */
    private final CallPlan next;

    private final long rulesVersion;
    private final long typesVersion;
    private final Atom[] functionType;
    private final boolean tuple;
    private final boolean untyped;
    private final boolean[] metaTypes;
    private final int[] parameters;
    private final int parameterCount;
    private final Operation operation;
    private final Operation.Binary binary;
    private final Rule[] rules;
    private final int operationsVersion;
    private Memo memo;
    private boolean memoKnown;
    /** What the plan has been found to hold for. */
    private long stamp;

    private CallPlan(Machine machine, Symbol head, int arity, List<AtomType> types, Rule[] rules, CallPlan next) {
        final Knowledge knowledge = machine.knowledge();
        space = machine.space();
        this.head = head;
        this.arity = arity;
        this.rules = rules;
        this.next = next;
        stamp = machine.definitionsStamp();
        operationsVersion = machine.operations().version();
        rulesVersion = knowledge.rulesVersion(space);
        typesVersion = knowledge.typesVersion(space);
        tuple = !Names.ERROR.equals(head) && types.stream().noneMatch(AtomType::isFunction);
        untyped = types.isEmpty() && !machine.types().declaresTypesOfExpressions(space);
        functionType = tuple || types.size() != 1 || Names.ERROR.equals(head)
                ? null
                : simple((Expression) types.get(0).type(), arity);
        metaTypes = functionType == null ? null : metaTypes(functionType);
        parameters = functionType == null ? null : parameters(functionType);
        parameterCount =
                functionType == null ? 0 : Arrays.stream(parameters).max().getAsInt() + 1;
        operation = head == null ? null : machine.operations().find(head);
        binary = operation instanceof Operation.Binary calculation && arity == 2 ? calculation : null;
    }

    static CallPlan ofSymbol(Machine machine, Symbol head, int arity, CallPlan next) {
        final List<AtomType> types = machine.types().symbolTypes(machine.space(), head);
        final Rule[] rules = machine.operations().find(head) == null
                ? machine.knowledge().rules().of(machine.space(), head, arity)
                : NO_RULES;
        return new CallPlan(machine, head, arity, types, rules, next);
    }

    /** Returns the plan of expressions that begin with a number, a string or a truth value; null if there are rules for them. */
    static CallPlan ofLiteral(Machine machine, int arity) {
        final boolean mayReduce = machine.knowledge().rules().hasNested(machine.space(), arity);
        return new CallPlan(machine, null, arity, NO_FUNCTION, mayReduce ? null : NO_RULES, null);
    }

    /** Returns the parts of a function type in which variables stand for whole parts only, otherwise null. */
    private static Atom[] simple(Expression type, int arity) {
        if (type.size() - 2 != arity) {
            return null;
        }
        final Atom[] parts = type.children();
        for (int i = 1; i < parts.length; i++) {
            parts[i] = Names.canonical(parts[i]);
            if (parts[i] instanceof Expression expression && !expression.ground()) {
                return null;
            }
        }
        return parts;
    }

    /** Returns the number of the type parameter that each part of a function type is, -1 for other parts. */
    private static int[] parameters(Atom[] functionType) {
        final int[] numbers = new int[functionType.length];
        int count = 0;
        numbers[0] = -1;
        for (int i = 1; i < numbers.length; i++) {
            numbers[i] = functionType[i] instanceof Variable ? numberBefore(functionType, numbers, i, count) : -1;
            count = Math.max(count, numbers[i] + 1);
        }
        return numbers;
    }

    private static int numberBefore(Atom[] functionType, int[] numbers, int index, int next) {
        for (int i = 1; i < index; i++) {
            if (functionType[i] == functionType[index]) {
                return numbers[i];
            }
        }
        return next;
    }

    private static boolean[] metaTypes(Atom[] functionType) {
        final boolean[] asked = new boolean[functionType.length];
        for (int i = 1; i < asked.length; i++) {
            asked[i] = Names.isMetaType(functionType[i]);
        }
        return asked;
    }

    /** Reports whether this is the plan for a head now. */
    boolean holds(Machine machine, Atom actual) {
        if (actual != head && !isFor(actual)
                || machine.space() != space && !machine.space().equals(space)) {
            return false;
        }
        final long now = machine.definitionsStamp();
        return now == stamp || renewed(machine, now);
    }

    private boolean isFor(Atom actual) {
        return head == null ? CallPlans.isLiteral(actual) : head.equals(actual);
    }

    private boolean renewed(Machine machine, long now) {
        if (!isUnchanged(machine)) {
            return false;
        }
        stamp = now;
        return true;
    }

    private boolean isUnchanged(Machine machine) {
        return machine.operations().version() == operationsVersion
                && machine.knowledge().rulesVersion(space) == rulesVersion
                && machine.knowledge().typesVersion(space) == typesVersion;
    }

    /** Returns the number of arguments. */
    int arity() {
        return arity;
    }

    /** Returns the plan for another number of arguments. */
    CallPlan next() {
        return next;
    }

    /** Reports whether all parts are evaluated, whatever their types. */
    boolean isTuple() {
        return tuple;
    }

    /** Reports whether the call is read in a way that is not described here. */
    boolean isOther() {
        return !tuple && functionType == null || rules == null;
    }

    /** Reports whether the call has no type. */
    boolean isUntyped() {
        return untyped;
    }

    /** Returns the type that an argument should have, which may be a type parameter. */
    Atom formal(int index) {
        return tuple ? Names.UNDEFINED : functionType[index];
    }

    /** As {@link #formal(int)}, with what type parameters stand for. */
    Atom formal(int index, Atom[] arguments) {
        if (tuple) {
            return Names.UNDEFINED;
        }
        return parameters[index] < 0 ? functionType[index] : arguments[parameters[index]];
    }

    /** Returns the number of the type parameter that an argument's type is, or -1. */
    int parameter(int index) {
        return parameters[index];
    }

    /** Returns room for what each type parameter stands for, {@code %Undefined%} at first. */
    Atom[] noTypeArguments() {
        if (parameterCount == 0) {
            return NO_ARGUMENTS;
        }
        final Atom[] none = new Atom[parameterCount];
        Arrays.fill(none, Names.UNDEFINED);
        return none;
    }

    /** Reports whether an argument is passed as it is written. */
    boolean passesUnevaluated(int index) {
        return !tuple && (functionType[index] == Names.ATOM || functionType[index] == Names.EXPRESSION);
    }

    /** Reports whether any atom will do for an argument. */
    boolean takesAnything(int index) {
        return functionType[index] == Names.UNDEFINED || functionType[index] == Names.ATOM;
    }

    /** Reports whether an argument is asked for by its kind. */
    boolean asksForMetaType(int index) {
        return metaTypes != null && metaTypes[index];
    }

    /** Returns the type of what a function returns. */
    Atom returnType(Atom[] arguments) {
        return formal(functionType.length - 1, arguments);
    }

    /** Returns what answers are evaluated with: {@code Expression} does not stop evaluation as {@code Atom} does. */
    Atom answerType(Atom[] arguments) {
        final Atom type = returnType(arguments);
        return type == Names.EXPRESSION ? Names.UNDEFINED : type;
    }

    /** Returns what reduces the call, or null. */
    Operation operation() {
        return operation;
    }

    /** Returns what reduces the call if it is computed from two values, or null. */
    Operation.Binary binary() {
        return binary;
    }

    /** Returns the rules that may apply; not to be modified. */
    Rule[] rules() {
        return rules;
    }

    /** Returns where values of the function are kept, or null if they are not. */
    Memo memo(Machine machine) {
        if (!memoKnown) {
            memo = machine.memoises() ? Memo.of(machine, head, arity, rules) : null;
            memoKnown = true;
        }
        return memo;
    }

    /** Reports whether nothing reduces such a call: it is its own value once its arguments are. */
    boolean isConstructor() {
        return operation == null && rules.length == 0;
    }
}
