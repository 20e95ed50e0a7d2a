package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * In which order the goals of a conjunction are solved.
 *
 * <p>The place of each goal is chosen when it is needed for the first time, and kept: the first before anything is bound,
 * the next ones with the bindings of the first answer before them, which stand for those of all others.
 *
 * <ul>
 *   <li>The goal that comes next in the program stays next while it reads few atoms, or not many times as many as another.
 *       So the order of results is that of the program unless much is gained.
 *   <li>Otherwise the first goal is the one for which it and the cheapest goal after it read least, counting what each
 *       answer costs there: a lookup, if the goal has its first variable bound by then or a whole child that an index can
 *       find, or else all that the goal reads alone. A later goal is the one that reads least.
 *   <li>A goal that shares no variable with those before it comes last, since all its answers go with all of theirs.
 * </ul>
 *
 * <p>Cost: one estimate per conjunction if its goals read few atoms, and at most one per pair of goals.
 */
final class GoalOrder {
    /** So few atoms are read without looking for something better. */
    private static final long FEW = 32;
    /** To open a query for one answer costs as much as reading so many atoms. */
    private static final long LOOKUP = 32;
    /** One in so many atoms is taken to answer a pattern that asks for a child which no index finds. */
    private static final double SELECTIVITY = 10;
    /** So many times as much may the goal that comes next read. */
    private static final long PATIENCE = 3;
    /** So many times a range without an index is read before the index is there. */
    private static final long BEFORE_INDEX = 8;

    private final Knowledge knowledge;
    private final KnowledgeView view;
    private final Atom[] goals;
    /** The variables of each goal, none of them bound yet; empty as long as nobody asks. */
    private final List<Set<Variable>> variables = new ArrayList<>();

    private final Set<Variable> bound = new LinkedHashSet<>();
    /** Numbers of goals; those chosen first, the others as they were written. */
    private final int[] order;

    private int chosen;

    /**
     * Begins with nothing chosen.
     *
     * @param goals with no variable bound that a goal will bind
     */
    GoalOrder(Knowledge knowledge, KnowledgeView view, Atom... goals) {
        this.knowledge = knowledge;
        this.view = view;
        this.goals = goals;
        order = new int[goals.length];
        for (int i = 0; i < goals.length; i++) {
            order[i] = i;
        }
    }

    /** Returns which goal is solved at a level. All levels before it have been asked for, and their goals been solved. */
    int at(int level) {
        while (chosen <= level) {
            choose();
        }
        return order[level];
    }

    private void choose() {
        if (chosen + 1 < order.length) {
            moveToNext(chosen == 0 ? first() : following());
        }
        if (!variables.isEmpty()) {
            bound.addAll(variables.get(order[chosen]));
        }
        chosen++;
    }

    private void moveToNext(int place) {
        final int goal = order[place];
        System.arraycopy(order, chosen, order, chosen + 1, place - chosen);
        order[chosen] = goal;
    }

    private long estimate(int goal) {
        return knowledge.estimate(view, goals[goal]);
    }

    /* ---------------- The first goal ---------------- */

    private int first() {
        final double[] reads = new double[goals.length];
        reads[0] = estimate(0);
        if (reads[0] <= FEW && goals.length == 2) {
            return 0;
        }
        collectVariables();
        if (reads[0] <= FEW) {
            return 0;
        }
        for (int goal = 1; goal < goals.length; goal++) {
            reads[goal] = estimate(goal);
        }
        int best = 0;
        double least = Double.MAX_VALUE;
        double asWritten = 0;
        for (int goal = 0; goal < goals.length; goal++) {
            final double cost = reads[goal] + costOfNext(goal, reads);
            if (cost < least) {
                least = cost;
                best = goal;
            }
            asWritten = goal == 0 ? cost : asWritten;
        }
        return asWritten > PATIENCE * Math.max(FEW, least) ? best : 0;
    }

    private void collectVariables() {
        for (final Atom goal : goals) {
            final Set<Variable> free = new LinkedHashSet<>();
            Atoms.collectVariables(goal, free);
            variables.add(free);
        }
    }

    private double costOfNext(int goal, double... reads) {
        double least = Double.MAX_VALUE;
        for (int next = 0; next < goals.length; next++) {
            if (next != goal) {
                least = Math.min(least, costAfter(goal, next, reads));
            }
        }
        return least;
    }

    /** Returns what it costs to ask a goal for each answer of another. */
    private double costAfter(int goal, int next, double... reads) {
        final double times = asksBehind(goals[goal]) ? reads[goal] / SELECTIVITY : reads[goal];
        final Set<Variable> known = variables.get(goal);
        final double alone = Math.max(1, reads[next]);
        if (!variables.get(next).isEmpty() && !sharesVariable(next, known)) {
            return times * alone;
        }
        if (variables.get(next).isEmpty()
                || known.contains(variables.get(next).iterator().next())) {
            return times * LOOKUP;
        }
        final int position = closedChild(goals[next], known);
        if (position == 0) {
            return times * alone;
        }
        final boolean indexed = view.hasIndex(((Expression) Atoms.deref(goals[next])).size(), position);
        return times * LOOKUP + (indexed ? 0 : Math.min(times, BEFORE_INDEX) * alone);
    }

    /** Reports whether a goal has a child without variables behind an open one, and no index by it. */
    private boolean asksBehind(Atom goal) {
        if (!(Atoms.deref(goal) instanceof Expression expression)) {
            return false;
        }
        boolean behind = false;
        for (int child = 0; child < expression.size(); child++) {
            final boolean open = isOpen(expression.get(child));
            if (behind && !open && !view.hasIndex(expression.size(), child)) {
                return true;
            }
            behind |= open;
        }
        return false;
    }

    private static boolean isOpen(Atom atom) {
        final Set<Variable> free = new LinkedHashSet<>();
        Atoms.collectVariables(atom, free);
        return !free.isEmpty();
    }

    private boolean sharesVariable(int goal, Set<Variable> known) {
        for (final Variable variable : variables.get(goal)) {
            if (known.contains(variable)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the first child that is open now and has no variable left once some are known; 0 for none. */
    private static int closedChild(Atom goal, Set<Variable> known) {
        if (Atoms.deref(goal) instanceof Expression expression) {
            for (int child = 1; child < expression.size(); child++) {
                final Set<Variable> open = new LinkedHashSet<>();
                Atoms.collectVariables(expression.get(child), open);
                if (!open.isEmpty() && known.containsAll(open)) {
                    return child;
                }
            }
        }
        return 0;
    }

    /* ---------------- Those after it ---------------- */

    private int following() {
        final long asWritten = estimate(order[chosen]);
        final boolean joined = isJoined(order[chosen]);
        if (joined && asWritten <= FEW) {
            return chosen;
        }
        int best = chosen;
        long least = asWritten;
        boolean bestJoined = joined;
        for (int place = chosen + 1; place < order.length; place++) {
            final boolean candidateJoined = isJoined(order[place]);
            if (candidateJoined || !bestJoined) {
                final long reads = estimate(order[place]);
                if (reads < least || candidateJoined && !bestJoined) {
                    best = place;
                    least = reads;
                    bestJoined = candidateJoined;
                }
            }
        }
        return joined == bestJoined && asWritten <= PATIENCE * Math.max(FEW, least) ? chosen : best;
    }

    /** Reports whether a goal shares a variable with those chosen, or has none. */
    private boolean isJoined(int goal) {
        return variables.get(goal).isEmpty() || sharesVariable(goal, bound);
    }
}
