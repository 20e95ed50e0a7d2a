package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.evaluator.interpreter.CallChain;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Pragma;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Evaluates one atom after the other, within limits. Several evaluations may share what one call may use, see {@link
 * #inCall}.
 *
 * <p>Threading: one thread at a time, but for {@link #cancel()}.
 */
final class Evaluations {
    private final Machine machine;
    private final SpaceId space;
    private final Pragma pragmas;
    private final Budget budget;
    /** What is left to work outside of calls. */
    private final Budget aside = new Budget();

    private Limits limits;
    /** What is evaluated while this machine waits, or null. */
    private Evaluations nested;
    /** Whether a call is open, whose evaluations share one budget. */
    private boolean sharesBudget;
    /** Whether the machine is at work, and so not to be used by whoever it calls. */
    private boolean busy;
    /** How many steps of the call others had made when it began here. */
    private long stepsBefore;
    /** How many evaluations have begun. */
    private long begun;
    /** How many results the last one has had. */
    private long found;

    /** Makes evaluations in a space. */
    Evaluations(Machine machine, SpaceId space, Pragma pragmas) {
        this(machine, space, pragmas, new Budget());
        limits(Limits.none());
    }

    private Evaluations(Machine machine, SpaceId space, Pragma pragmas, Budget budget) {
        this.machine = machine;
        this.space = space;
        this.pragmas = pragmas;
        this.budget = budget;
    }

    void limits(Limits newLimits) {
        limits = newLimits;
        limitDepth();
        if (nested != null) {
            nested.limits(newLimits);
        }
    }

    /** Lets the machine go as deep as the limits say, or less if a program has said so. */
    void limitDepth() {
        machine.maxDepth(Math.min(limits.maxStackDepth(), pragmas.maxFrames()));
        if (nested != null) {
            nested.limitDepth();
        }
    }

    /** What is done with evaluations of another machine. */
    interface Use {
        boolean of(Evaluations evaluations);
    }

    /**
     * Lets another machine evaluate while this one waits, or another that waits for this one: for the same call, with what
     * is left of its budget.
     */
    boolean withNested(Machine other, SpaceId otherSpace, Use use) {
        if (nested != null) {
            return nested.withNested(other, otherSpace, use);
        }
        final long before = steps();
        nested = new Evaluations(other, otherSpace, pragmas, budget);
        nested.stepsBefore = before;
        nested.sharesBudget = true;
        nested.limits(limits);
        other.watch(steps -> budget.check(before + steps) - before);
        try {
            return use.of(nested);
        } finally {
            budget.spend(other.steps());
            nested = null;
        }
    }

    Limits limits() {
        return limits;
    }

    void cancel() {
        budget.cancel();
        aside.cancel();
    }

    private long steps() {
        return stepsBefore + machine.steps();
    }

    /** Does something as one call, all of whose evaluations share one budget, as does all other work of this thread. */
    <T> T inCall(Supplier<T> work) {
        if (sharesBudget) {
            return work.get();
        }
        checkIdle();
        openBudget();
        sharesBudget = true;
        try {
            return watched(work);
        } finally {
            sharesBudget = false;
        }
    }

    /** Does something that is no evaluation, within the limits of the call under way, or those of a call of its own. */
    <T> T aside(Supplier<T> work) {
        if (sharesBudget || busy) {
            return work.get();
        }
        aside.open(limits, 0);
        return watched(aside, () -> 0, work);
    }

    private <T> T watched(Supplier<T> work) {
        return watched(budget, this::steps, work);
    }

    private static <T> T watched(Budget budget, LongSupplier steps, Supplier<T> work) {
        return Work.watched(new BudgetWatch(budget, steps), () -> unlessOutOfMemory(budget, steps, work));
    }

    /** Does something within a call, where running out of heap ends the call as a limit does. */
    <T> T unlessOutOfMemory(Supplier<T> work) {
        return unlessOutOfMemory(budget, this::steps, work);
    }

    private static <T> T unlessOutOfMemory(Budget budget, LongSupplier steps, Supplier<T> work) {
        try {
            return work.get();
        } catch (final OutOfMemoryError e) {
            throw budget.outOfMemory(steps.getAsLong());
        }
    }

    /** Watches what is done between two steps of the machine. */
    private record BudgetWatch(Budget budget, LongSupplier steps) implements Work.Watch {
        @Override
        public void check() {
            if (Thread.interrupted()) {
                throw new EvaluationInterruptedException(steps.getAsLong());
            }
            budget.check(steps.getAsLong());
        }

        @Override
        public void checkInteger(long bits) {
            budget.checkInteger(bits, steps.getAsLong());
        }
    }

    /**
     * Looks whether the call may go on, between evaluations.
     *
     * @throws EvaluationStoppedException if not
     */
    void check() {
        budget.check(steps());
    }

    private void openBudget() {
        budget.open(limits, machine.steps());
        machine.watch(budget);
    }

    /** Returns why an atom is not to be added or run, which is nothing unless type checks have been asked for. */
    List<Atom> typeErrors(Atom atom) {
        return pragmas.checksTypes() ? machine.types().errors(space, atom) : List.of();
    }

    /** Returns the space that atoms are evaluated in. */
    SpaceId space() {
        return space;
    }

    List<Atom> evaluate(Atom atom) {
        return inCall(() -> evaluateInCall(atom));
    }

    private List<Atom> evaluateInCall(Atom atom) {
        final List<Atom> typeErrors = typeErrors(atom);
        if (!typeErrors.isEmpty()) {
            machine.close();
            return typeErrors;
        }
        final List<Atom> results = new ArrayList<>();
        begin(atom);
        try {
            for (Atom result = next(); result != null; result = next()) {
                results.add(result);
            }
            return results;
        } catch (final EvaluationStoppedException e) {
            throw e.withResults(results);
        }
    }

    Stream<Atom> stream(Atom atom) {
        begin(atom);
        final long evaluation = begun;
        return StreamSupport.stream(new AtomStream(() -> next(evaluation)), false);
    }

    private Atom next(long evaluation) {
        if (evaluation != begun) {
            throw new IllegalStateException("results asked for after another evaluation began: begun="
                    + (begun - evaluation) + "; use the stream up first");
        }
        return next();
    }

    void begin(Atom atom) {
        checkIdle();
        if (!sharesBudget) {
            openBudget();
        }
        begun++;
        found = 0;
        if (pragmas.isBareMinimal()) {
            machine.startMinimal(space, atom);
        } else {
            machine.start(space, atom);
        }
    }

    Atom next() {
        checkIdle();
        if (!budget.allowsResult(found)) {
            return noFurtherResult();
        }
        busy = true;
        boolean fine = false;
        try {
            final Atom result = sharesBudget ? unlessOutOfMemory(machine::next) : watched(machine::next);
            found++;
            fine = true;
            return result;
        } finally {
            busy = false;
            if (!fine) {
                machine.close();
            }
        }
    }

    private Atom noFurtherResult() {
        final boolean complete = !machine.mayHaveNext();
        machine.close();
        if (complete) {
            return null;
        }
        throw budget.tooManyResults(steps());
    }

    /** Returns the calls in which the last result that is an {@code Error} came up. */
    CallChain errorChain() {
        return machine.errorChain();
    }

    /** Abandons an evaluation under way. */
    void close() {
        checkIdle();
        begun++;
        machine.close();
    }

    /** Complains if the machine is at work. */
    void checkIdle() {
        if (busy) {
            throw new IllegalStateException("an evaluation is under way: evaluation=" + begun
                    + "; a function that it calls needs an interpreter of its own");
        }
    }
}
