package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BindingsAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All results of an atom as one value, and back: {@code (collapse-bind a)} is {@code ((result bindings) ...)}, and {@code
 * (superpose-bind ((result bindings) ...))} has each result again, with what its bindings say restored.
 *
 * <p>Of the variables bound on the way, only those count that the atom had before: nobody else can see the others.
 */
public final class Collapsing {
    private Collapsing() {}

    /** What begins the evaluation whose results are collected. */
    @FunctionalInterface
    public interface Start {
        /** Begins; each result goes to the frame. */
        void begin(Frame results);
    }

    /** How a result is kept, at the time it is found. */
    private interface Keeper {
        Atom keep(Atom result);
    }

    /** Hands the tuple of all results to a frame, each with its bindings applied; {@code Empty} is none. */
    public static void collect(Machine machine, Frame next, Start start) {
        collect(machine, next, Atoms::resolve, start);
    }

    private static void collect(Machine machine, Frame next, Keeper keeper, Start start) {
        final List<Atom> kept = new ArrayList<>();
        machine.push(new CollectedChoice(kept, next));
        start.begin(new CollectingFrame(next, kept, keeper));
    }

    static void collapseBind(Machine machine, Expression call, Frame next) {
        if (call.size() != 2) {
            Minimal.malformed(machine, call, "(collapse-bind <atom>)", next);
            return;
        }
        final Atom nested = Machine.argument(call, 1);
        final Set<Variable> variables = new LinkedHashSet<>();
        Atoms.collectVariables(nested, variables);
        collect(
                machine,
                next,
                result -> Expression.of(Atoms.resolve(result), BindingsAtom.of(variables)),
                frame -> Minimal.run(machine, nested, frame));
    }

    private static final class CollectingFrame extends Frame {
        private final List<Atom> kept;
        private final Keeper keeper;

        CollectingFrame(Frame next, List<Atom> kept, Keeper keeper) {
            super(next);
            this.kept = kept;
            this.keeper = keeper;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (!Names.EMPTY.equals(value)) {
                kept.add(keeper.keep(value));
            }
            machine.fail();
        }
    }

    /** Comes when all results have been collected. */
    private static final class CollectedChoice extends Choice {
        private final List<Atom> kept;
        private final Frame next;

        CollectedChoice(List<Atom> kept, Frame next) {
            this.kept = kept;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            machine.answer(next, Expression.of(kept.toArray(new Atom[0])));
        }
    }

    /* ---------------- superpose-bind ---------------- */

    static void superposeBind(Machine machine, Expression call, Frame next) {
        if (call.size() != 2 || !(Machine.argument(call, 1) instanceof Expression collapsed) || !arePairs(collapsed)) {
            Minimal.malformed(machine, call, "(superpose-bind (: <collapsed> Expression))", next);
        } else if (collapsed.size() == 0) {
            machine.fail();
        } else {
            final RestoringChoice choice = new RestoringChoice(collapsed, next);
            machine.push(choice);
            choice.retry(machine);
        }
    }

    private static boolean arePairs(Expression collapsed) {
        for (final Atom child : collapsed.childrenUnsafe()) {
            if (!(Atoms.deref(child) instanceof Expression pair)
                    || pair.size() != 2
                    || !(Machine.argument(pair, 1) instanceof BindingsAtom)) {
                return false;
            }
        }
        return true;
    }

    /** The results that have not been restored yet. */
    private static final class RestoringChoice extends Choice {
        private final Expression collapsed;
        private final Frame next;
        private int index;

        RestoringChoice(Expression collapsed, Frame next) {
            this.collapsed = collapsed;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            final Expression pair = (Expression) Machine.argument(collapsed, index++);
            if (index == collapsed.size()) {
                machine.drop(this);
            }
            if (restored(machine.unifier(), (BindingsAtom) Machine.argument(pair, 1))) {
                machine.answer(next, Machine.argument(pair, 0));
            } else {
                machine.fail();
            }
        }

        private static boolean restored(Unifier unifier, BindingsAtom bindings) {
            for (int i = 0; i < bindings.size(); i++) {
                if (!unifier.unify(bindings.value(i), bindings.variable(i))) {
                    return false;
                }
            }
            return true;
        }
    }
}
