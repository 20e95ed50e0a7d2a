package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.CallChain;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Machine;
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
    private final Budget budget = new Budget();
    private Limits limits;
    /** Whether a call is open, whose evaluations share one budget. */
    private boolean sharesBudget;
    /** Whether the machine is at work, and so not to be used by whoever it calls. */
    private boolean busy;
    /** How many evaluations have begun. */
    private long begun;
    /** How many results the last one has had. */
    private long found;

    Evaluations(Machine machine) {
        this.machine = machine;
        limits(Limits.none());
    }

    void limits(Limits newLimits) {
        limits = newLimits;
        machine.maxDepth(newLimits.maxStackDepth());
    }

    Limits limits() {
        return limits;
    }

    void cancel() {
        budget.cancel();
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
        budget.check(machine.steps());
    }

    private void openBudget() {
        budget.open(limits, machine.steps());
        machine.watch(budget);
    }

    List<Atom> evaluate(Atom atom) {
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
        machine.start(SpaceId.MAIN, atom);
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
        throw budget.tooManyResults(machine.steps());
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
