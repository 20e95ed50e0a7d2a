package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;

/**
 * Evaluates the parts of an expression from left to right, then reduces it.
 *
 * <p>With a function type, the head and each argument are evaluated with the type that stands for them there; without,
 * every part with {@code %Undefined%}. A part that evaluates to an error or to {@code Empty} is the result of the whole;
 * only an argument of a function that was such an atom from the beginning is passed on.
 */
final class ArgumentsFrame extends Frame {
    private final Expression expression;
    private final Expression functionType;
    private final Atom type;
    private final int index;
    private final Choice mark;
    private final Atom[] parts;

    private ArgumentsFrame(
            Frame next,
            Expression expression,
            Expression functionType,
            Atom type,
            int index,
            Choice mark,
            Atom[] parts) {
        super(next);
        this.expression = expression;
        this.functionType = functionType;
        this.type = type;
        this.index = index;
        this.mark = mark;
        this.parts = parts;
    }

    /**
     * Begins with the first part.
     *
     * @param functionType how to treat the parts, or null for a tuple
     * @param type what the answer of the reduction is evaluated with
     */
    static void begin(Machine machine, Expression expression, Expression functionType, Atom type, Frame next) {
        proceed(machine, expression, functionType, type, 0, null, next);
    }

    /** Goes on from the part at {@code from}; {@code evaluated} holds the parts before it, or null if all are as written. */
    private static void proceed(
            Machine machine,
            Expression expression,
            Expression functionType,
            Atom type,
            int from,
            Atom[] evaluated,
            Frame next) {
        Atom[] parts = evaluated;
        for (int i = from; i < expression.size(); i++) {
            final Atom written = expression.get(i);
            final Atom part = Atoms.deref(written);
            if (needsEvaluation(written, part, functionType, i)) {
                final Frame frame =
                        new ArgumentsFrame(next, expression, functionType, type, i, machine.newestChoice(), parts);
                machine.evaluate(part, typeOf(functionType, i), frame);
                return;
            }
            if (functionType == null && endsTuple(part)) {
                finishEarly(machine, part, next);
                return;
            }
            parts = with(expression, parts, i, part, false);
        }
        machine.call(parts == null ? expression : Expression.of(parts), type, next);
    }

    private static Atom typeOf(Expression functionType, int index) {
        return functionType == null || index == 0 ? Names.UNDEFINED : functionType.get(index);
    }

    private static boolean needsEvaluation(Atom written, Atom part, Expression functionType, int index) {
        if (written instanceof Variable || !(part instanceof Expression expression) || expression.size() == 0) {
            return false;
        }
        if (expression.evaluated() && expression.ground()) {
            return false;
        }
        final Atom formal = typeOf(functionType, index);
        return !(formal instanceof Symbol) || !Names.ATOM.equals(formal) && !Names.EXPRESSION.equals(formal);
    }

    private static boolean endsTuple(Atom part) {
        return part instanceof Symbol ? Names.EMPTY.equals(part) : Names.isError(part);
    }

    private static void finishEarly(Machine machine, Atom part, Frame next) {
        if (part instanceof Symbol) {
            machine.fail();
        } else {
            machine.answer(next, part);
        }
    }

    /** Returns the parts with one more; a new array unless {@code mayWrite}, none while all are as written. */
    private static Atom[] with(Expression expression, Atom[] parts, int index, Atom part, boolean copy) {
        if (parts == null) {
            if (part == expression.get(index)) {
                return null;
            }
            final Atom[] first = expression.children();
            first[index] = part;
            return first;
        }
        final Atom[] target = copy ? parts.clone() : parts;
        target[index] = part;
        return target;
    }

    @Override
    protected Atom waiting() {
        return expression;
    }

    @Override
    int part() {
        return index;
    }

    @Override
    protected void resume(Machine machine, Atom value) {
        if (endsTuple(value) && (functionType == null || index == 0 || !value.equals(expression.get(index)))) {
            finishEarly(machine, value, next);
            return;
        }
        // Other alternatives of this part may come back to this frame: then its array stays as it is.
        final boolean shared = machine.newestChoice() != mark;
        final Atom[] extended = with(expression, parts, index, value, shared);
        proceed(machine, expression, functionType, type, index + 1, extended, next);
    }
}
