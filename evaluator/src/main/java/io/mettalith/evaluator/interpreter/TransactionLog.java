package io.mettalith.evaluator.interpreter;

import io.mettalith.store.environment.Environment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The transactions under way, one within the other: where each began, and what to take back if it fails. Not thread-safe. */
final class TransactionLog {
    private final Deque<Transaction> open = new ArrayDeque<>();

    /**
     * One transaction.
     *
     * @param outer the environment that it began in
     * @param undo what takes back changes outside of the environment, the latest first
     */
    private record Transaction(Environment outer, Deque<Runnable> undo) {}

    void begin(Environment outer) {
        open.push(new Transaction(outer, new ArrayDeque<>(0)));
    }

    boolean isOpen() {
        return !open.isEmpty();
    }

    /** Returns the environment that the innermost transaction began in. */
    Environment innermost() {
        return open.element().outer();
    }

    /** Notes how to take back a change; forgotten where no transaction is under way. */
    void onFailure(Runnable undo) {
        if (!open.isEmpty()) {
            open.element().undo().push(undo);
        }
    }

    /** Ends the innermost transaction. What it keeps may still be taken back by the next one. */
    void end(boolean keep) {
        final Transaction ended = open.pop();
        if (!keep) {
            ended.undo().forEach(Runnable::run);
        } else if (!open.isEmpty()) {
            ended.undo().descendingIterator().forEachRemaining(open.element().undo()::push);
        }
    }

    /** Returns all environments in which spaces may be, {@code current} being the one that is written now. */
    Collection<Environment> environments(Environment current) {
        if (open.isEmpty()) {
            return List.of(current);
        }
        final List<Environment> all = new ArrayList<>();
        open.descendingIterator().forEachRemaining(transaction -> all.add(transaction.outer()));
        all.add(current);
        return all;
    }
}
