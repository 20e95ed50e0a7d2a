package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.Arrays;

/**
 * Makes the nodes of a rule's right side.
 *
 * <p>What a head means is decided when a node is run, since definitions come and go; only the {@link Form}s are told apart
 * here, by the table of operations.
 *
 * <p><b>Local slots.</b> A variable that first occurs in the pattern of a {@code let} or of a case, and nowhere but in that
 * pattern and its template, is filled by the pattern and needs no variable of the machine. Occurrences in another branch of
 * an {@code if} or {@code case} do not count: they stand for something else. All other variables that the left side does
 * not fill are made when the rule is applied.
 */
final class Compiler {
    private static final Symbol LET = Symbol.of("let");
    private static final int[] NONE = {};

    private final Operations operations;
    private final String[] names;
    /** Slots that are filled before the part that is being compiled. */
    private final boolean[] filled;
    /** Slots that are filled with free variables when the rule is applied, as found out by a first round. */
    private final boolean[] free;

    private Compiler(Operations operations, Template left, String[] names, boolean[] free) {
        this.operations = operations;
        this.names = names;
        this.free = free;
        filled = new boolean[names.length];
        final int[] inLeft = occurrences(left.atom());
        for (int i = 0; i < inLeft.length; i++) {
            filled[i] = inLeft[i] > 0;
        }
    }

    /**
     * Returns the node of a right side.
     *
     * @param free of all false; receives true for each slot that has to be filled with a free variable when the rule is
     *     applied
     */
    static Node compile(Template left, Template right, Operations operations, boolean[] free) {
        // A variable that is free in one branch is not local in another: the first round finds out which are.
        new Compiler(operations, left, right.names(), free).node(right.atom(), new int[free.length]);
        return new Compiler(operations, left, right.names(), free).node(right.atom(), new int[free.length]);
    }

    private Node node(Atom atom, int[] outside) {
        if (atom instanceof Variable variable) {
            final int slot = (int) variable.id();
            free[slot] |= !filled[slot];
            return new SlotNode(slot);
        }
        if (!(atom instanceof Expression expression) || expression.size() == 0) {
            return new ConstantNode(atom);
        }
        return expression.head() instanceof Symbol head
                ? formNode(head, expression, outside)
                : calls(expression, outside);
    }

    private Node formNode(Symbol head, Expression call, int[] outside) {
        final Form form = operations.form(head);
        if (form == null) {
            return calls(call, outside);
        }
        final Node node = switch (form) {
            case IF -> call.size() == 4 ? branch(call, outside) : null;
            case LET -> call.size() == 4 ? let(call, outside) : null;
            case LET_ALL -> call.size() == 3 && isPairs(call.get(1)) ? letAll(call, outside) : null;
            case CASE, SWITCH ->
                call.size() == 3 && isPairs(call.get(2)) ? cases(call, form == Form.CASE, outside) : null;
            case MATCH -> call.size() == 4 ? match(call, outside) : null;
            case COLLAPSE -> call.size() == 2 ? new CollapseNode(whole(call), node(call.get(1), outside)) : null;
        };
        return node == null ? calls(call, outside) : node;
    }

    private static boolean isPairs(Atom atom) {
        if (!(atom instanceof Expression pairs)) {
            return false;
        }
        for (int i = 0; i < pairs.size(); i++) {
            if (!(pairs.get(i) instanceof Expression pair) || pair.size() != 2) {
                return false;
            }
        }
        return true;
    }

    private Node calls(Expression call, int[] outside) {
        final Node[] parts = new Node[call.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = node(call.get(i), withSiblings(call, i, outside));
        }
        final Template template = whole(call);
        if (parts.length == 3
                && call.head() instanceof Symbol head
                && operations.find(head) instanceof Operation.Binary binary) {
            return new BinaryNode(template, parts, binary);
        }
        return parts[0] instanceof TemplateNode ? new TemplateNode(template) : new CallNode(template, parts);
    }

    private Node branch(Expression call, int[] outside) {
        final int[] inCondition = occurrences(call.get(1));
        final int[] beside = sum(outside, inCondition);
        final Node condition = node(call.get(1), withSiblings(call, 1, outside));
        return new IfNode(whole(call), condition, answer(call.get(2), beside), answer(call.get(3), beside));
    }

    private AnswerNode answer(Atom atom, int[] outside) {
        return new AnswerNode(node(atom, outside));
    }

    private Node let(Expression call, int[] outside) {
        return lets(call, 1, outside);
    }

    /** The pairs of a {@code let*} are nested {@code let}s, the first outermost. */
    private Node letAll(Expression call, int[] outside) {
        final Expression pairs = (Expression) call.get(1);
        return pairs.size() == 0 ? null : lets((Expression) nested(call, pairs, 0), pairs.size(), outside);
    }

    private static Atom nested(Expression call, Expression pairs, int index) {
        if (index == pairs.size()) {
            return call.get(2);
        }
        final Expression pair = (Expression) pairs.get(index);
        return Expression.of(LET, pair.get(0), pair.get(1), nested(call, pairs, index + 1));
    }

    private Node lets(Expression call, int count, int[] outside) {
        final Atom pattern = call.get(1);
        final Node value = node(call.get(2), withSiblings(call, 2, outside));
        final int[] beside = sum(outside, occurrences(call.get(2)));
        final int[] own = own(pattern, beside);
        final Template whole = whole(call);
        final AnswerNode result = inScope(
                own,
                pattern,
                beside,
                inside -> count == 1 ? node(call.get(3), inside) : lets((Expression) call.get(3), count - 1, inside));
        return new LetNode(whole, new Template(pattern, names, own), value, result);
    }

    private interface Rest {
        Node compile(int[] outside);
    }

    private AnswerNode inScope(int[] own, Atom pattern, int[] beside, Rest rest) {
        noteFree(pattern, own);
        final boolean[] before = filled.clone();
        for (final int slot : own) {
            filled[slot] = true;
        }
        final AnswerNode result = new AnswerNode(rest.compile(sum(beside, occurrences(pattern))));
        System.arraycopy(before, 0, filled, 0, before.length);
        return result;
    }

    /** Returns the slots of a pattern that occur nowhere outside of it and its template. */
    private int[] own(Atom pattern, int[] beside) {
        final int[] here = occurrences(pattern);
        final int[] own = new int[here.length];
        int count = 0;
        for (int slot = 0; slot < here.length; slot++) {
            if (here[slot] > 0 && beside[slot] == 0 && !filled[slot] && !free[slot]) {
                own[count++] = slot;
            }
        }
        return Arrays.copyOf(own, count);
    }

    private void noteFree(Atom pattern, int[] own) {
        final int[] here = occurrences(pattern);
        for (final int slot : own) {
            here[slot] = 0;
        }
        for (int slot = 0; slot < here.length; slot++) {
            free[slot] |= here[slot] > 0 && !filled[slot];
        }
    }

    private Node cases(Expression call, boolean seesEmpty, int[] outside) {
        final Expression pairs = (Expression) call.get(2);
        final Node subject = node(call.get(1), withSiblings(call, 1, outside));
        final int[] beside = sum(outside, occurrences(call.get(1)));
        final Template[] patterns = new Template[pairs.size()];
        final AnswerNode[] results = new AnswerNode[pairs.size()];
        for (int i = 0; i < patterns.length; i++) {
            final Expression pair = (Expression) pairs.get(i);
            final int[] own = own(pair.get(0), beside);
            results[i] = inScope(own, pair.get(0), beside, inside -> node(pair.get(1), inside));
            patterns[i] = new Template(pair.get(0), names, own);
        }
        return new CaseNode(whole(call), subject, patterns, results, seesEmpty);
    }

    private Node match(Expression call, int[] outside) {
        final Node space = node(call.get(1), withSiblings(call, 1, outside));
        noteFree(call.get(2), NONE);
        final AnswerNode result = answer(call.get(3), withSiblings(call, 3, outside));
        return new MatchNode(whole(call), space, new Template(call.get(2), names), result);
    }

    /**
     * Returns the template of a part that has been compiled: what is neither filled nor free outside of it is its own, and
     * belongs to bindings inside.
     */
    private Template whole(Expression call) {
        final int[] here = occurrences(call);
        int count = 0;
        final int[] own = new int[here.length];
        for (int slot = 0; slot < here.length; slot++) {
            if (here[slot] > 0 && !filled[slot] && !free[slot]) {
                own[count++] = slot;
            }
        }
        return new Template(call, names, Arrays.copyOf(own, count));
    }

    private int[] withSiblings(Expression call, int index, int[] outside) {
        final int[] counts = outside.clone();
        for (int i = 0; i < call.size(); i++) {
            if (i != index) {
                count(call.get(i), counts);
            }
        }
        return counts;
    }

    private static int[] sum(int[] left, int[] right) {
        final int[] sum = left.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += right[i];
        }
        return sum;
    }

    private int[] occurrences(Atom atom) {
        final int[] counts = new int[names.length];
        count(atom, counts);
        return counts;
    }

    private static void count(Atom atom, int[] counts) {
        if (atom instanceof Variable variable) {
            counts[(int) variable.id()]++;
        } else if (atom instanceof Expression expression && !expression.ground()) {
            for (int i = 0; i < expression.size(); i++) {
                count(expression.get(i), counts);
            }
        }
    }
}
