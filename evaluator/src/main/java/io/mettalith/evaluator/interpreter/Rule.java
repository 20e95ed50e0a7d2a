package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rule {@code (= left right)}, read once and applied many times.
 *
 * <p>The variables of its atoms stand for slots, numbered from 1, so that the children of a call can be slots. Applying the rule fills an array of slots from the call; a slot that the
 * call does not fill becomes a fresh variable. So the rule's variables never meet the caller's. The right side is compiled
 * when it is first needed.
 */
final class Rule {
    private final Template left;
    private final Template right;
    private final long count;
    /** Whether the children of a call are the slots: the head, which is no slot, and the arguments. */
    private final boolean plain;
    /** The number of children of the left side, 0 if it is no expression. */
    private final int size;

    private final Discriminant[] discriminants;

    /** Which slots become free variables when the right side is entered. */
    private boolean[] free;

    private Node body;
    private int operationsVersion = -1;

    private Rule(Atom left, Atom right, String[] names, long count) {
        this.left = new Template(left, names);
        this.right = new Template(right, names);
        this.count = count;
        plain = isPlain(left);
        size = left instanceof Expression expression ? expression.size() : 0;
        discriminants = Discriminant.of(left);
    }

    /** Reports whether a left side has different variables for all arguments, in the order of the slots. */
    private static boolean isPlain(Atom left) {
        if (!(left instanceof Expression expression) || !(expression.head() instanceof Symbol)) {
            return false;
        }
        for (int i = 1; i < expression.size(); i++) {
            if (!(expression.get(i) instanceof Variable variable) || variable.id() != i) {
                return false;
            }
        }
        return true;
    }

    /** Makes a rule of a decoded atom whose variables nobody else holds. */
    static Rule of(Expression definition, long count) {
        final List<Variable> slots = new ArrayList<>();
        slots.add(new Variable("", 0));
        final Atom left = Template.withSlots(definition.get(1), slots);
        final Atom right = Template.withSlots(definition.get(2), slots);
        return new Rule(left, right, Template.namesOf(slots), count);
    }

    /** Returns how often the rule was defined: it yields as many results. */
    long count() {
        return count;
    }

    /** Reports whether the left side cannot match a call, judged by what its arguments look like from outside. */
    boolean cannotMatch(Atom[] call) {
        if (plain) {
            return false;
        }
        if (size > 0 && size != call.length) {
            return true;
        }
        for (final Discriminant discriminant : discriminants) {
            if (discriminant.excludes(call)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Matches the left side with an atom and returns the slots, or null where they do not match; then the caller undoes the
     * bindings made.
     *
     * @param call the children of an expression
     * @param atom what is to match if it is no expression, otherwise null
     */
    Atom[] match(Atom[] call, Atom atom, Unifier unifier, VariableIds ids) {
        final int slotCount = left.names().length;
        if (plain && atom == null && call.length <= slotCount) {
            return call.length == slotCount ? call : Arrays.copyOf(call, slotCount);
        }
        final Atom[] slots = new Atom[slotCount];
        final boolean matches = atom != null || !(left.atom() instanceof Expression)
                ? left.match(atom == null ? Expression.of(call) : atom, slots, unifier, ids)
                : matchesParts(call, slots, unifier, ids);
        return matches ? slots : null;
    }

    private boolean matchesParts(Atom[] call, Atom[] slots, Unifier unifier, VariableIds ids) {
        return left.matchHead(call[0], slots, unifier, ids) && left.matchArguments(call, slots, unifier, ids);
    }

    /** Builds the right side. */
    Atom result(Atom[] slots, VariableIds ids) {
        return right.instance(slots, ids);
    }

    /** Returns the right side, with slots for variables. */
    Atom right() {
        return right.atom();
    }

    /** Reports whether the right side is a {@code (function ...)}. */
    boolean isFunction() {
        return Minimal.isFunction(right.atom());
    }

    /** Returns the compiled right side, or null where it is a variable, a symbol or an error, which are no work. */
    Node body(Machine machine) {
        if (operationsVersion != machine.operations().version()) {
            compile(machine.operations());
        }
        return body;
    }

    private void compile(Operations operations) {
        free = new boolean[right.names().length];
        final Node node = Compiler.compile(left, right, operations, free);
        body = new AnswerNode(node).isPlain() ? node : null;
        operationsVersion = operations.version();
    }

    /** Makes the variables that the right side begins with; to be called before its node is run. */
    void fillFree(Atom[] slots, VariableIds ids) {
        for (int i = 0; i < free.length; i++) {
            if (free[i]) {
                slots[i] = new Variable(right.names()[i], ids.next());
            }
        }
    }
}
