package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.CallChain;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Pragma;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Evaluates one atom after the other, within limits. Several evaluations may share what one call may use, see {@link
 * #openCall()}.
 *
 * <p>Threading: one thread at a time, but for {@link #cancel()}.
 */
final class Evaluations {
    private final Machine machine;
    private final SpaceId space;
    private final Pragma pragmas;
    private final Budget budget;
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
    }

    private long steps() {
        return stepsBefore + machine.steps();
    }

    /** Lets all evaluations until {@link #closeCall()} share one budget. */
    void openCall() {
        checkIdle();
        openBudget();
        sharesBudget = true;
    }

    void closeCall() {
        sharesBudget = false;
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
            final Atom result = machine.next();
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
