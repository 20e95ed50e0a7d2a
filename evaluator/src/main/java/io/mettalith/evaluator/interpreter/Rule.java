package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule {@code (= left right)}, read once and applied many times.
 *
 * <p>The variables of its atoms stand for slots. Applying the rule fills an array of slots from the call; a slot that the
 * call does not fill becomes a fresh variable. So the rule's variables never meet the caller's. The right side is compiled
 * when it is first needed.
 */
final class Rule {
    private final Template left;
    private final Template right;
    private final long count;

    /** Which slots become free variables when the right side is entered. */
    private boolean[] free;

    private Node body;
    private int operationsVersion = -1;

    private Rule(Atom left, Atom right, String[] names, long count) {
        this.left = new Template(left, names);
        this.right = new Template(right, names);
        this.count = count;
    }

    /** Makes a rule of a decoded atom whose variables nobody else holds. */
    static Rule of(Expression definition, long count) {
        final List<Variable> slots = new ArrayList<>();
        final Atom left = Template.withSlots(definition.get(1), slots);
        final Atom right = Template.withSlots(definition.get(2), slots);
        return new Rule(left, right, Template.namesOf(slots), count);
    }

    /** Returns how often the rule was defined: it yields as many results. */
    long count() {
        return count;
    }

    /** Reports whether the left side cannot match a call, judged by the outermost part of each argument alone. */
    boolean cannotMatch(Atom[] call) {
        if (!(left.atom() instanceof Expression expression)) {
            return false;
        }
        final Atom[] pattern = expression.childrenUnsafe();
        if (pattern.length != call.length) {
            return true;
        }
        for (int i = 1; i < pattern.length; i++) {
            if (!(pattern[i] instanceof Variable) && differ(pattern[i], Atoms.deref(call[i]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean differ(Atom formal, Atom actual) {
        if (actual instanceof Variable) {
            return false;
        }
        if (!(formal instanceof Expression pattern)) {
            return !formal.equals(actual);
        }
        if (!(actual instanceof Expression expression) || pattern.size() != expression.size()) {
            return true;
        }
        return pattern.size() > 0
                && !(pattern.head() instanceof Variable)
                && !(pattern.head() instanceof Expression)
                && differ(pattern.head(), Atoms.deref(expression.head()));
    }

    /**
     * Matches the left side with an atom and returns the slots, or null where they do not match; then the caller undoes the
     * bindings made.
     *
     * @param call the children of an expression
     * @param atom what is to match if it is no expression, otherwise null
     */
    Atom[] match(Atom[] call, Atom atom, Unifier unifier, VariableIds ids) {
        final Atom[] slots = new Atom[left.names().length];
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
