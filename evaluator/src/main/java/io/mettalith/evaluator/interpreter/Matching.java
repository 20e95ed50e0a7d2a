package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import java.util.Arrays;

/**
 * Finds the answers of a space, and of those it depends on, to a pattern or to a conjunction {@code (, p1 p2 ...)}, one
 * after the other.
 *
 * <p>The goals of a conjunction are nested loops: each sees the bindings of those before it, so that what is bound
 * narrows the range it reads. Which goal is the outer one is for {@link GoalOrder} to say. All goals see the space as it
 * was when the match began, whatever the template writes.
 *
 * <p><b>Promised</b> are the answers, copies counted, that nested loops in the order of the program would find, up to the
 * names of variables that remain free. Their order depends on the program and on what the space holds alone, not on how it
 * came to hold it, nor on its indexes, nor on atoms that no goal can be answered by; it is otherwise open. Numbers of equal value and different kind are different atoms; only a variable of a stored atom that
 * occurs twice makes {@code 1} equal to {@code 1.0}, and if another goal asks for either, it depends on the order whether
 * it finds the other.
 */
public final class Matching {
    private Matching() {}

    /**
     * Hands {@code then} to the frame for each answer of a space, and of those it depends on unless its handle leaves them
     * out, and {@code otherwise} if there is none.
     *
     * @param otherwise {@link Names#EMPTY} to end the branch
     */
    public static void begin(Machine machine, SpaceAtom space, Atom pattern, Atom then, Atom otherwise, Frame next) {
        final boolean[] answered = {Names.EMPTY.equals(Atoms.deref(otherwise))};
        if (!answered[0]) {
            machine.push(new OtherwiseChoice(answered, otherwise, next));
        }
        final Atom[] goals = goals(Atoms.deref(pattern));
        if (goals.length == 0) {
            answer(machine, then, answered, next);
        } else if (goals.length == 1) {
            final long known = machine.knowledge().countGround(space, Atoms.deref(goals[0]));
            if (known >= 0) {
                answerOften(machine, known, () -> answer(machine, then, answered, next));
                return;
            }
            begin(machine, new SoleChoice(machine.knowledge().query(space, goals[0]), then, answered, next));
        } else {
            new Conjunction(machine.knowledge(), space, goals, then, answered, next).solve(machine, 0);
        }
    }

    private static Atom[] goals(Atom pattern) {
        return isConjunction(pattern)
                ? Arrays.copyOfRange(((Expression) pattern).childrenUnsafe(), 1, ((Expression) pattern).size())
                : new Atom[] {pattern};
    }

    /** Reports whether a pattern is {@code (, p1 p2 ...)}. */
    static boolean isConjunction(Atom pattern) {
        return pattern instanceof Expression expression
                && expression.size() > 0
                && Names.COMMA.equals(Atoms.deref(expression.head()));
    }

    private static void answer(Machine machine, Atom then, boolean[] answered, Frame next) {
        answered[0] = true;
        machine.answer(next, Atoms.resolve(then));
    }

    /** Goes on as often as a ground goal is answered. */
    private static void answerOften(Machine machine, long times, Runnable then) {
        if (times == 0) {
            machine.fail();
            return;
        }
        if (times > 1) {
            machine.push(new CopiesChoice(times - 1, then));
        }
        then.run();
    }

    /** The copies of an answer that binds nothing. */
    private static final class CopiesChoice extends Choice {
        private final Runnable then;
        private long left;

        CopiesChoice(long left, Runnable then) {
            this.left = left;
            this.then = then;
        }

        @Override
        protected void retry(Machine machine) {
            if (--left == 0) {
                machine.drop(this);
            }
            then.run();
        }
    }

    private static void begin(Machine machine, Choice choice) {
        machine.push(choice);
        choice.retry(machine);
    }

    /** The answers to one goal that have not been seen yet; on the stack only while there may be another. */
    private abstract static class GoalChoice extends Choice {
        private final Query query;
        private long copies;

        GoalChoice(Query query) {
            this.query = query;
        }

        /** Goes on with an answer. */
        abstract void found(Machine machine);

        /** Notes that the choice is off the stack; {@code goesOn} if its last answer is followed now. */
        void left(boolean goesOn) {}

        @Override
        protected void retry(Machine machine) {
            if (copies > 0) {
                query.again(machine.unifier());
            } else {
                copies = query.next(machine.unifier());
                if (copies == 0) {
                    machine.drop(this);
                    left(false);
                    machine.fail();
                    return;
                }
            }
            if (--copies == 0 && !query.mayHaveNext()) {
                machine.drop(this);
                left(true);
            }
            found(machine);
        }

        @Override
        protected void abandon() {
            query.close();
            left(false);
        }
    }

    /** The answers to a pattern that is no conjunction. */
    private static final class SoleChoice extends GoalChoice {
        private final Atom then;
        private final boolean[] answered;
        private final Frame next;

        SoleChoice(Query query, Atom then, boolean[] answered, Frame next) {
            super(query);
            this.then = then;
            this.answered = answered;
            this.next = next;
        }

        @Override
        void found(Machine machine) {
            answer(machine, then, answered, next);
        }
    }

    /** A conjunction under way. */
    private static final class Conjunction {
        private final Knowledge knowledge;
        private final Atom[] goals;
        private final Atom then;
        private final boolean[] answered;
        private final Frame next;
        private final KnowledgeView view;
        private final GoalOrder order;
        /** The query of each level, used again each time that the level is reached. */
        private final Query[] queries;
        /** What is known of the answers to each goal, in the order of the program. */
        private final GoalMemo[] memos;
        /** How many goals may have further answers: as long as there is one, the view is needed. */
        private int open;

        Conjunction(Knowledge knowledge, SpaceAtom space, Atom[] goals, Atom then, boolean[] answered, Frame next) {
            this.knowledge = knowledge;
            this.goals = goals;
            this.then = then;
            this.answered = answered;
            this.next = next;
            view = knowledge.view(space);
            order = new GoalOrder(knowledge, view, goals);
            queries = new Query[goals.length];
            memos = new GoalMemo[goals.length];
            for (int i = 0; i < goals.length; i++) {
                memos[i] = new GoalMemo(goals[i]);
            }
        }

        void solve(Machine machine, int level) {
            if (level == goals.length) {
                closeUnlessOpen();
                answer(machine, then, answered, next);
                return;
            }
            final int number = order.at(level);
            final Atom goal = goals[number];
            final GoalMemo.Entry known = memos[number].find();
            if (known != null) {
                begin(machine, new KnownChoice(this, level, memos[number], known));
                return;
            }
            queries[level] = knowledge.query(view, goal, queries[level]);
            if (memos[number].keeps() && !queries[level].isLoose()) {
                final GoalMemo.Entry read = memos[number].read(queries[level], machine.unifier());
                if (read != null) {
                    begin(machine, new KnownChoice(this, level, memos[number], read));
                    return;
                }
                queries[level] = knowledge.query(view, goal, queries[level]);
            }
            open++;
            begin(machine, new LevelChoice(this, level));
        }

        void closeUnlessOpen() {
            if (open == 0) {
                view.close();
            }
        }
    }

    /** The answers to one goal of a conjunction, given those to the goals before it. */
    private static final class LevelChoice extends GoalChoice {
        private final Conjunction conjunction;
        private final int level;

        LevelChoice(Conjunction conjunction, int level) {
            super(conjunction.queries[level]);
            this.conjunction = conjunction;
            this.level = level;
        }

        @Override
        void found(Machine machine) {
            conjunction.solve(machine, level + 1);
        }

        @Override
        void left(boolean goesOn) {
            conjunction.open--;
            if (!goesOn) {
                conjunction.closeUnlessOpen();
            }
        }
    }

    /** The answers to one goal of a conjunction, where they are known. */
    private static final class KnownChoice extends Choice {
        private final Conjunction conjunction;
        private final int level;
        private final GoalMemo memo;
        private final GoalMemo.Entry answers;
        private int index;
        private long copies;

        KnownChoice(Conjunction conjunction, int level, GoalMemo memo, GoalMemo.Entry answers) {
            this.conjunction = conjunction;
            this.level = level;
            this.memo = memo;
            this.answers = answers;
            conjunction.open++;
        }

        @Override
        protected void retry(Machine machine) {
            if (index == answers.size()) {
                machine.drop(this);
                left(false);
                machine.fail();
                return;
            }
            memo.bind(answers, index, machine.unifier());
            copies++;
            if (copies == answers.count(index)) {
                copies = 0;
                index++;
            }
            if (index == answers.size()) {
                machine.drop(this);
                left(true);
            }
            conjunction.solve(machine, level + 1);
        }

        private void left(boolean goesOn) {
            conjunction.open--;
            if (!goesOn) {
                conjunction.closeUnlessOpen();
            }
        }

        @Override
        protected void abandon() {
            left(false);
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
