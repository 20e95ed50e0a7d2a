package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
 *
 * <p><b>Depth.</b> What is nested deeper than {@value #DEEPEST} is not compiled but evaluated by the machine as it is
 * written, with a free variable for each slot that nothing around it fills. So nodes, which ask each other, need a bounded
 * part of the Java stack, and a right side takes a time linear in its length.
 */
final class Compiler {
    private static final Symbol LET = Symbol.of("let");
    private static final int DEEPEST = 64;

    private final Operations operations;
    private final String[] names;
    private final Occurrences occurrences;
    /** Slots that are filled before the part that is being compiled. */
    private final boolean[] filled;
    /** Slots that are filled with free variables when the rule is applied, as found out by a first round. */
    private final boolean[] free;
    /** Intervals of occurrences in other branches than that of the part that is being compiled, the innermost last. */
    private final List<Interval> elsewhere = new ArrayList<>();

    /** The numbers of the occurrences in a part. */
    private record Interval(int from, int to) {}

    /** Where a part is compiled: the number of its first occurrence, how deep it is nested, and what is filled there. */
    private record Place(int from, int depth, Scope scope) {
        Place at(int number) {
            return new Place(number, depth + 1, scope);
        }

        Place in(Scope inner) {
            return new Place(from, depth, inner);
        }
    }

    private Compiler(Operations operations, Template left, String[] names, Occurrences occurrences, boolean[] free) {
        this.operations = operations;
        this.names = names;
        this.occurrences = occurrences;
        this.free = free;
        filled = new boolean[names.length];
        slots(left.atom()).forEach(slot -> filled[slot] = true);
    }

    private static Set<Integer> slots(Atom atom) {
        final Set<Variable> variables = new LinkedHashSet<>();
        Atoms.collectVariables(atom, variables);
        final Set<Integer> slots = new LinkedHashSet<>();
        variables.forEach(variable -> slots.add((int) variable.id()));
        return slots;
    }

    /**
     * Returns the node of a right side.
     *
     * @param free of all false; receives true for each slot that has to be filled with a free variable when the rule is
     *     applied
     */
    static Node compile(Template left, Template right, Operations operations, boolean[] free) {
        final Occurrences occurrences = new Occurrences(right.atom(), free.length);
        // A variable that is free in one branch is not local in another: the first round finds out which are.
        new Compiler(operations, left, right.names(), occurrences, free).all(right.atom());
        return new Compiler(operations, left, right.names(), occurrences, free).all(right.atom());
    }

    private Node all(Atom atom) {
        return node(atom, new Place(0, 0, Scope.of(filled, free)));
    }

    private Node node(Atom atom, Place place) {
        if (atom instanceof Variable variable) {
            final int slot = (int) variable.id();
            free[slot] |= !filled[slot];
            return new SlotNode(slot);
        }
        if (!(atom instanceof Expression expression) || expression.size() == 0) {
            return new ConstantNode(atom);
        }
        if (place.depth() >= DEEPEST) {
            return written(expression, place);
        }
        return expression.head() instanceof Symbol head ? formNode(head, expression, place) : calls(expression, place);
    }

    /** Returns the node of a part that is not looked into. */
    private Node written(Expression part, Place place) {
        noteFree(part);
        return new TemplateNode(part, names, place.scope());
    }

    private Node formNode(Symbol head, Expression call, Place place) {
        final Form form = operations.form(head);
        if (form == null) {
            return calls(call, place);
        }
        final Node node = switch (form) {
            case IF -> call.size() == 4 ? branch(call, place) : null;
            case LET -> call.size() == 4 ? let(call, place) : null;
            case LET_ALL -> call.size() == 3 && isPairs(call.get(1)) ? letAll(call, place) : null;
            case CASE, SWITCH ->
                call.size() == 3 && isPairs(call.get(2)) ? cases(call, form == Form.CASE, place) : null;
            case MATCH -> call.size() == 4 ? match(call, place) : null;
            case COLLAPSE ->
                call.size() == 2
                        ? new CollapseNode(call, names, place.scope(), node(call.get(1), place.at(place.from())))
                        : null;
        };
        return node == null ? calls(call, place) : node;
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

    private Node calls(Expression call, Place place) {
        final Node[] parts = new Node[call.size()];
        int from = place.from();
        for (int i = 0; i < parts.length; i++) {
            parts[i] = node(call.get(i), place.at(from));
            from += Occurrences.count(call.get(i));
        }
        if (parts.length == 3
                && call.head() instanceof Symbol head
                && operations.find(head) instanceof Operation.Binary binary) {
            return new BinaryNode(call, names, place.scope(), parts, binary);
        }
        return parts[0] instanceof TemplateNode
                ? new TemplateNode(call, names, place.scope())
                : new CallNode(call, names, place.scope(), parts);
    }

    private Node branch(Expression call, Place place) {
        final int then = place.from() + Occurrences.count(call.get(1));
        final int otherwise = then + Occurrences.count(call.get(2));
        final int end = otherwise + Occurrences.count(call.get(3));
        final Node condition = node(call.get(1), place.at(place.from()));
        elsewhere.add(new Interval(otherwise, end));
        final AnswerNode ifTrue = answer(call.get(2), place.at(then));
        elsewhere.set(elsewhere.size() - 1, new Interval(then, otherwise));
        final AnswerNode ifFalse = answer(call.get(3), place.at(otherwise));
        elsewhere.remove(elsewhere.size() - 1);
        return new IfNode(call, names, place.scope(), condition, ifTrue, ifFalse);
    }

    private AnswerNode answer(Atom atom, Place place) {
        return new AnswerNode(node(atom, place));
    }

    private Node let(Expression call, Place place) {
        final int value = place.from() + Occurrences.count(call.get(1));
        final int end = value + Occurrences.count(call.get(2)) + Occurrences.count(call.get(3));
        return lets(call, 1, place, end);
    }

    /** The pairs of a {@code let*} are nested {@code let}s, the first outermost. */
    private Node letAll(Expression call, Place place) {
        final Expression pairs = (Expression) call.get(1);
        if (pairs.size() == 0) {
            return null;
        }
        if (place.depth() + pairs.size() > DEEPEST) {
            return written(call, place);
        }
        Atom nested = call.get(2);
        for (int i = pairs.size() - 1; i >= 0; i--) {
            final Expression pair = (Expression) pairs.get(i);
            nested = Expression.of(LET, pair.get(0), pair.get(1), nested);
        }
        return lets((Expression) nested, pairs.size(), place, place.from() + Occurrences.count(call));
    }

    /** Returns the node of so many nested {@code let}s, whose occurrences end with {@code end}. */
    private Node lets(Expression call, int count, Place place, int end) {
        final Atom pattern = call.get(1);
        final int value = place.from() + Occurrences.count(pattern);
        final int template = value + Occurrences.count(call.get(2));
        final Node bound = node(call.get(2), place.at(value));
        final int[] own = own(new Interval(place.from(), value), new Interval(template, end));
        final AnswerNode result = inScope(
                pattern,
                own,
                place.at(template),
                inner -> count == 1 ? node(call.get(3), inner) : lets((Expression) call.get(3), count - 1, inner, end));
        return new LetNode(call, names, place.scope(), new Template(pattern, names, own), bound, result);
    }

    private interface Rest {
        Node compile(Place place);
    }

    private AnswerNode inScope(Atom pattern, int[] own, Place place, Rest rest) {
        for (final int slot : own) {
            filled[slot] = true;
        }
        noteFree(pattern);
        final AnswerNode result =
                new AnswerNode(rest.compile(place.in(place.scope().with(own))));
        for (final int slot : own) {
            filled[slot] = false;
        }
        return result;
    }

    /** Returns the slots of a pattern that occur nowhere outside of it and its template, other branches left aside. */
    private int[] own(Interval pattern, Interval template) {
        final Set<Integer> own = new LinkedHashSet<>();
        for (int number = pattern.from(); number < pattern.to(); number++) {
            final int slot = occurrences.slot(number);
            if (!filled[slot] && !free[slot] && isWithin(slot, pattern, template)) {
                own.add(slot);
            }
        }
        return own.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isWithin(int slot, Interval pattern, Interval template) {
        int others = occurrences.of(slot) - count(slot, pattern) - count(slot, template);
        for (int i = elsewhere.size() - 1; i >= 0 && others > 0; i--) {
            others -= count(slot, elsewhere.get(i));
        }
        return others == 0;
    }

    private int count(int slot, Interval interval) {
        return occurrences.of(slot, interval.from(), interval.to());
    }

    private void noteFree(Atom part) {
        slots(part).forEach(slot -> free[slot] |= !filled[slot]);
    }

    private Node cases(Expression call, boolean seesEmpty, Place place) {
        final Expression pairs = (Expression) call.get(2);
        final int begin = place.from() + Occurrences.count(call.get(1));
        final int end = begin + Occurrences.count(pairs);
        final Node subject = node(call.get(1), place.at(place.from()));
        final Template[] patterns = new Template[pairs.size()];
        final AnswerNode[] results = new AnswerNode[pairs.size()];
        int from = begin;
        for (int i = 0; i < patterns.length; i++) {
            final Expression pair = (Expression) pairs.get(i);
            final int template = from + Occurrences.count(pair.get(0));
            final int next = template + Occurrences.count(pair.get(1));
            elsewhere.add(new Interval(begin, from));
            elsewhere.add(new Interval(next, end));
            final int[] own = own(new Interval(from, template), new Interval(template, next));
            patterns[i] = new Template(pair.get(0), names, own);
            results[i] = inScope(pair.get(0), own, place.at(template), inner -> node(pair.get(1), inner));
            elsewhere.subList(elsewhere.size() - 2, elsewhere.size()).clear();
            from = next;
        }
        return new CaseNode(call, names, place.scope(), subject, patterns, results, seesEmpty);
    }

    private Node match(Expression call, Place place) {
        final int pattern = place.from() + Occurrences.count(call.get(1));
        final int template = pattern + Occurrences.count(call.get(2));
        final Node space = node(call.get(1), place.at(place.from()));
        noteFree(call.get(2));
        final AnswerNode result = answer(call.get(3), place.at(template));
        return new MatchNode(call, names, place.scope(), space, new Template(call.get(2), names), result);
    }
}
