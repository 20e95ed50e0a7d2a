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
 *   <li>A goal in which no variable is open comes next, always: it only says whether to go on.
 *   <li>The goal that comes next in the program stays next while it reads few atoms, or not many times as many as another.
 *       So the order of results is that of the program unless much is gained.
 *   <li>Otherwise the first goal is the one for which it and the cheapest goal after it read least, counting what each
 *       answer costs there: a lookup, if the goal has its first variable bound by then or a whole child that an index can
 *       find, or else all that the goal reads alone. A later goal is the one that reads least.
 *   <li>A goal that shares no variable with those before it comes last, since all its answers go with all of theirs.
 * </ul>
 *
 * <p>All of this follows from the goals and the atoms in their ranges alone: equal spaces solve a conjunction in the same
 * order, whatever their histories and indexes. An index counts as present where one is possible, as it will be built when
 * it is worth it.
 *
 * <p>Cost: one estimate per conjunction if its goals read few atoms, and at most one per pair of goals.
 */
class GoalOrder {
    /** So few atoms are read without looking for something better. */
    private static final long FEW = 32;
    /** To open a query for one answer costs as much as reading so many atoms. */
    private static final long LOOKUP = 32;
    /** So many times as much may the goal that comes next read. */
    private static final long PATIENCE = 3;

    private final Knowledge knowledge;
    private final KnowledgeView view;
    private final Atom[] goals;
    /** The variables of each goal, none of them bound yet. */
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
            final Set<Variable> free = new LinkedHashSet<>();
            Atoms.collectVariables(goals[i], free);
            variables.add(free);
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
        bound.addAll(variables.get(order[chosen]));
        chosen++;
    }

    private void moveToNext(int place) {
        final int goal = order[place];
        System.arraycopy(order, chosen, order, chosen + 1, place - chosen);
        order[chosen] = goal;
    }

    /** Returns about how many atoms a goal reads with what is bound now. */
    long estimate(int goal) {
        return knowledge.estimate(view, goals[goal]);
    }

    /* ---------------- The first goal ---------------- */

    private int first() {
        final int closed = closedPlace();
        if (closed >= 0) {
            return closed;
        }
        final double[] reads = new double[goals.length];
        reads[0] = estimate(0);
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
        final double times = reads[goal];
        final Set<Variable> known = variables.get(goal);
        final double alone = Math.max(1, reads[next]);
        final boolean found =
                known.contains(variables.get(next).iterator().next()) || hasClosedChild(goals[next], known);
        return times * (found ? LOOKUP : alone);
    }

    private boolean sharesVariable(int goal, Set<Variable> known) {
        for (final Variable variable : variables.get(goal)) {
            if (known.contains(variable)) {
                return true;
            }
        }
        return false;
    }

    /** Reports whether a child, the head apart, is open now and has no variable left once some are known. */
    private static boolean hasClosedChild(Atom goal, Set<Variable> known) {
        if (Atoms.deref(goal) instanceof Expression expression) {
            for (int child = 1; child < expression.size(); child++) {
                final Set<Variable> open = new LinkedHashSet<>();
                Atoms.collectVariables(expression.get(child), open);
                if (!open.isEmpty() && known.containsAll(open)) {
                    return true;
                }
            }
        }
        return false;
    }

    /* ---------------- Those after it ---------------- */

    private int following() {
        final int closed = closedPlace();
        if (closed >= 0) {
            return closed;
        }
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

    /** Returns the place of the first goal left whose variables are all bound, or -1. */
    private int closedPlace() {
        for (int place = chosen; place < order.length; place++) {
            if (bound.containsAll(variables.get(order[place]))) {
                return place;
            }
        }
        return -1;
    }

    /** Reports whether a goal shares a variable with those chosen. */
    private boolean isJoined(int goal) {
        return sharesVariable(goal, bound);
    }
}
