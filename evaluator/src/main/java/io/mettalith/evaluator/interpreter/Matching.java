package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.store.environment.SpaceId;

/**
 * Finds the answers of a space to a pattern or to a conjunction {@code (, p1 p2 ...)}, one after the other.
 *
 * <p>The goals of a conjunction are nested loops: each sees the bindings of those before it, so that what is bound
 * narrows the range it reads.
 */
public final class Matching {
    private Matching() {}

    /**
     * Hands {@code then} to the frame for each answer, and {@code otherwise} if there is none.
     *
     * @param otherwise {@link Names#EMPTY} to end the branch
     */
    public static void begin(Machine machine, SpaceId space, Atom pattern, Atom then, Atom otherwise, Frame next) {
        final Expression goals = goals(Atoms.deref(pattern));
        final boolean[] answered = {Names.EMPTY.equals(Atoms.deref(otherwise))};
        if (!answered[0]) {
            machine.push(new OtherwiseChoice(answered, otherwise, next));
        }
        solve(machine, new Goals(space, goals, then, answered, next), 0);
    }

    private static Expression goals(Atom pattern) {
        return pattern instanceof Expression expression
                        && expression.size() > 0
                        && Names.COMMA.equals(Atoms.deref(expression.head()))
                ? expression
                : Expression.of(Names.COMMA, pattern);
    }

    /** What is to be solved; goal {@code i} is child {@code i + 1}. */
    private record Goals(SpaceId space, Expression goals, Atom then, boolean[] answered, Frame next) {
        int count() {
            return goals.size() - 1;
        }
    }

    private static void solve(Machine machine, Goals goals, int index) {
        if (index == goals.count()) {
            goals.answered()[0] = true;
            machine.answer(goals.next(), Atoms.resolve(goals.then()));
            return;
        }
        final Query query =
                machine.knowledge().query(goals.space(), goals.goals().get(index + 1));
        final GoalChoice choice = new GoalChoice(goals, index, query);
        machine.push(choice);
        advance(machine, choice);
    }

    /** Goes to the goal's next answer, leaving the choice on the stack only if there may be another. */
    private static void advance(Machine machine, GoalChoice choice) {
        if (choice.copies > 0) {
            choice.query.again(machine.unifier());
        } else {
            choice.copies = choice.query.next(machine.unifier());
            if (choice.copies == 0) {
                machine.drop(choice);
                machine.fail();
                return;
            }
        }
        if (--choice.copies == 0 && !choice.query.mayHaveNext()) {
            machine.drop(choice);
        }
        solve(machine, choice.goals, choice.index + 1);
    }

    /** The answers to one goal that have not been seen yet. */
    private static final class GoalChoice extends Choice {
        private final Goals goals;
        private final int index;
        private final Query query;
        private long copies;

        GoalChoice(Goals goals, int index, Query query) {
            this.goals = goals;
            this.index = index;
            this.query = query;
        }

        @Override
        protected void retry(Machine machine) {
            advance(machine, this);
        }

        @Override
        protected void abandon() {
            query.close();
        }
    }

    /** What to do where there was no answer. */
    private static final class OtherwiseChoice extends Choice {
        private final boolean[] answered;
        private final Atom otherwise;
        private final Frame next;

        OtherwiseChoice(boolean[] answered, Atom otherwise, Frame next) {
            this.answered = answered;
            this.otherwise = otherwise;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            if (answered[0]) {
                machine.fail();
            } else {
                machine.answer(next, Atoms.deref(otherwise));
            }
        }
    }
}
