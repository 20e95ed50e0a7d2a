package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;

/** An expression whose head is a symbol, or a slot that may hold one. */
class CallNode extends TemplateNode {
    final Node[] parts;
    /** The head, if it is no slot. */
    private final Atom constantHead;

    private CallPlan plan;
    /** The reading whose arguments are of the types asked for whatever is in the slots; null if there is none. */
    private CallPlan fixed;

    private long fixedStamp;
    private Atom[] fixedArguments;

    CallNode(Expression part, String[] names, Scope scope, Node[] parts) {
        super(part, names, scope);
        this.parts = parts;
        constantHead = parts[0] instanceof ConstantNode ? parts[0].direct(null, null) : null;
    }

    /** Returns how the call is read now, or null if nothing is planned for such a head. */
    final CallPlan plan(Machine machine, Atom[] slots) {
        final Atom head = head(machine, slots);
        if (head == null) {
            return null;
        }
        if (plan == null || !plan.holds(machine, head)) {
            final CallPlan found = machine.plans().of(head, parts.length - 1);
            if (found == null) {
                return null;
            }
            plan = found;
        }
        return plan;
    }

    private Atom head(Machine machine, Atom[] slots) {
        return constantHead != null ? constantHead : parts[0].direct(machine, slots);
    }

    @Override
    void run(Machine machine, Atom[] slots, Atom expected, Frame next) {
        final CallPlan reading = plan(machine, slots);
        if (reading == null || reading.isOther() || machine.isTooDeep(next)) {
            evaluateInstance(machine, slots, expected, next);
        } else if (reading.isTuple()) {
            begin(machine, reading, slots, null, expected, next);
        } else {
            runFunction(machine, reading, slots, expected, next);
        }
    }

    private void runFunction(Machine machine, CallPlan reading, Atom[] slots, Atom expected, Frame next) {
        final Atom[] typeArguments = applies(machine, reading, slots);
        if (typeArguments != null && returns(machine, reading.returnType(typeArguments), expected)) {
            begin(machine, reading, slots, typeArguments, reading.answerType(typeArguments), next);
        } else {
            evaluateInstance(machine, slots, expected, next);
        }
    }

    private static boolean returns(Machine machine, Atom type, Atom expected) {
        if (expected == Names.UNDEFINED || expected == type) {
            return true;
        }
        final int mark = machine.unifier().mark();
        if (machine.types().match(type, Atoms.deref(expected))) {
            return true;
        }
        machine.unifier().undo(mark);
        return false;
    }

    /**
     * Returns null unless each argument certainly has the type asked for; otherwise what the type parameters stand for,
     * {@code %Undefined%} where nothing is known.
     */
    private Atom[] applies(Machine machine, CallPlan reading, Atom[] slots) {
        if (reading == fixed && fixedStamp == machine.definitionsStamp()) {
            return fixedArguments;
        }
        final boolean outer = machine.types().forgetSlots();
        final Atom[] typeArguments = appliesNow(machine, reading, slots);
        if (!machine.types().dependsOnSlots() && typeArguments != null) {
            fixed = reading;
            fixedStamp = machine.definitionsStamp();
            fixedArguments = typeArguments;
        }
        machine.types().rememberSlots(outer);
        return typeArguments;
    }

    private Atom[] appliesNow(Machine machine, CallPlan reading, Atom[] slots) {
        final Atom[] typeArguments = reading.noTypeArguments();
        for (int i = 1; i < parts.length; i++) {
            final Atom formal = reading.formal(i);
            if (reading.takesAnything(i)
                    || reading.asksForMetaType(i) && formal.equals(metaType(machine, parts[i], slots))) {
                continue;
            }
            final Atom actual = parts[i].typeOf(machine, slots);
            if (actual != formal && (actual == null || !accepts(reading, i, actual, typeArguments))) {
                return null;
            }
        }
        return typeArguments;
    }

    private static boolean accepts(CallPlan reading, int index, Atom actual, Atom[] typeArguments) {
        if (isOpen(actual)) {
            return true;
        }
        final int parameter = reading.parameter(index);
        if (parameter < 0) {
            return reading.formal(index).equals(actual);
        }
        if (typeArguments[parameter] == Names.UNDEFINED) {
            typeArguments[parameter] = Names.canonical(actual);
            return true;
        }
        return typeArguments[parameter].equals(actual);
    }

    private static Atom metaType(Machine machine, Node part, Atom[] slots) {
        return part instanceof TemplateNode
                ? Names.EXPRESSION
                : machine.types().metaType(part.instance(machine, slots));
    }

    /* ---------------- Arguments ---------------- */

    private void begin(Machine machine, CallPlan reading, Atom[] slots, Atom[] typeArguments, Atom type, Frame next) {
        final Atom[] values = new Atom[parts.length];
        values[0] = head(machine, slots);
        for (int i = 1; i < parts.length; i++) {
            final Atom value = known(machine, reading, slots, i);
            if (value == null) {
                final CallFrame frame =
                        new CallFrame(next, machine.newestChoice(), this, reading, slots, typeArguments, type);
                frame.await(machine, values, i);
                return;
            }
            if (reading.isTuple() && endsTuple(value)) {
                finishEarly(machine, value, next);
                return;
            }
            values[i] = value;
        }
        reduce(machine, reading, values, type, next);
    }

    private Atom known(Machine machine, CallPlan reading, Atom[] slots, int index) {
        return reading.passesUnevaluated(index)
                ? parts[index].instance(machine, slots)
                : parts[index].direct(machine, slots);
    }

    static boolean endsTuple(Atom part) {
        return part instanceof Symbol ? Names.EMPTY.equals(part) : Names.isError(part);
    }

    static void finishEarly(Machine machine, Atom part, Frame next) {
        if (part instanceof Symbol) {
            machine.fail();
        } else {
            machine.answer(next, part);
        }
    }

    private static void reduce(Machine machine, CallPlan reading, Atom[] values, Atom type, Frame next) {
        // From here on the call stands for itself: what is bound in it by now is part of it.
        for (int i = 1; i < values.length; i++) {
            if (values[i] instanceof Expression expression && !expression.ground()) {
                values[i] = Atoms.resolve(expression);
            }
        }
        if (reading.binary() != null) {
            calculate(machine, reading.binary(), values, type, next);
        } else if (reading.operation() != null) {
            reading.operation().reduce(machine, Expression.of(values), type, next);
        } else if (reading.rules().length == 0) {
            machine.answer(next, Expression.value(values));
        } else if (reading.memo(machine) != null) {
            reading.memo(machine).call(machine, reading.rules(), values, type, next);
        } else {
            RulesChoice.first(machine, reading.rules(), values, type, next);
        }
    }

    private static void calculate(Machine machine, Operation.Binary operation, Atom[] values, Atom type, Frame next) {
        final Atom value = operation.apply(values[1], values[2]);
        if (BinaryNode.isOfType(value, type)) {
            machine.answer(next, value);
        } else {
            machine.answer(Expression.of(values), value, type, next);
        }
    }

    /** Waits for the arguments that have to be evaluated, one after the other. */
    private static final class CallFrame extends AlternativesFrame {
        private final CallNode node;
        private final CallPlan reading;
        private final Atom[] slots;
        private final Atom[] typeArguments;
        private final Atom type;
        private Atom[] values;
        private int index;

        CallFrame(
                Frame next,
                Choice mark,
                CallNode node,
                CallPlan reading,
                Atom[] slots,
                Atom[] typeArguments,
                Atom type) {
            super(next, mark);
            this.node = node;
            this.reading = reading;
            this.slots = slots;
            this.typeArguments = typeArguments;
            this.type = type;
        }

        /** Evaluates the argument at {@code at}; those before it are known. */
        void await(Machine machine, Atom[] known, int at) {
            values = known;
            index = at;
            node.parts[at].run(machine, slots, reading.formal(at, typeArguments), this);
        }

        @Override
        boolean waits() {
            return true;
        }

        @Override
        protected Atom waiting() {
            return node.shown(slots);
        }

        @Override
        int part() {
            return index;
        }

        @Override
        void deliver(Machine machine, Atom value) {
            if (endsTuple(value) && (reading.isTuple() || !isAsWritten(machine, value))) {
                finishEarly(machine, value, next);
                return;
            }
            // Other alternatives of this argument come back to this frame: then it stays as it is.
            final Atom[] known = hasAlternatives(machine) ? values.clone() : values;
            known[index] = value;
            proceed(machine, known);
        }

        private boolean isAsWritten(Machine machine, Atom value) {
            return value.equals(node.parts[index].instance(machine, slots));
        }

        private void proceed(Machine machine, Atom[] known) {
            for (int i = index + 1; i < known.length; i++) {
                final Atom part = node.known(machine, reading, slots, i);
                if (part == null) {
                    final CallFrame frame = isReusable(machine.newestChoice())
                            ? this
                            : new CallFrame(next, machine.newestChoice(), node, reading, slots, typeArguments, type);
                    frame.await(machine, known, i);
                    return;
                }
                if (reading.isTuple() && endsTuple(part)) {
                    finishEarly(machine, part, next);
                    return;
                }
                known[i] = part;
            }
            reduce(machine, current(machine), known, type, next);
        }

        /** Returns how the call is reduced now that its arguments have been evaluated, which may have defined something. */
        private CallPlan current(Machine machine) {
            return reading.holds(machine, values[0]) ? reading : machine.plans().of(values[0], values.length - 1);
        }
    }

    /* ---------------- Without evaluation ---------------- */

    @Override
    Atom direct(Machine machine, Atom[] slots) {
        final CallPlan reading = plan(machine, slots);
        if (reading == null || reading.isOther() || !reading.isConstructor()) {
            return null;
        }
        return reading.isTuple() || applies(machine, reading, slots) != null
                ? construct(machine, reading, slots)
                : null;
    }

    private Atom construct(Machine machine, CallPlan reading, Atom[] slots) {
        final Atom[] values = new Atom[parts.length];
        values[0] = head(machine, slots);
        for (int i = 1; i < parts.length; i++) {
            final Atom value = known(machine, reading, slots, i);
            if (value == null || reading.isTuple() && endsTuple(value)) {
                return null;
            }
            values[i] = value instanceof Expression expression && !expression.ground() ? Atoms.resolve(value) : value;
        }
        return Expression.value(values);
    }

    @Override
    Atom typeOf(Machine machine, Atom[] slots) {
        if (parts[0] instanceof SlotNode) {
            machine.types().noteSlots();
        }
        final CallPlan reading = plan(machine, slots);
        if (reading == null || reading.isOther()) {
            return null;
        }
        if (reading.isTuple()) {
            return reading.isUntyped() ? Names.UNDEFINED : null;
        }
        if (machine.types().declaresTypesOfExpressions(machine.space())) {
            return null;
        }
        final Atom[] typeArguments = applies(machine, reading, slots);
        return typeArguments == null ? null : reading.returnType(typeArguments);
    }
}
