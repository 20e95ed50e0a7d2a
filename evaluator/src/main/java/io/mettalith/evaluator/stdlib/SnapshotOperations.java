package io.mettalith.evaluator.stdlib;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.Commit;
import java.util.function.Supplier;

/**
 * Durable snapshots of spaces: {@code (commit-space! space "ref")} and {@code (checkout-space "ref")}.
 *
 * <p>A snapshot has the atoms of its space and nothing else. A space with a handle of another space or of a state among
 * them is not committed, since the handle would name something else, or nothing, where the snapshot is checked out; {@code
 * &self} means the main space wherever it is read.
 *
 * <p>A commit cannot be taken back and is none of the writes of a transaction, in which it is an error. Checking out is like
 * any other way to make a space.
 */
public final class SnapshotOperations {
    private static final String COMMIT = "commit-space!";
    private static final String CHECKOUT = "checkout-space";

    private final Supplier<StoreAccess> access;

    private SnapshotOperations(Supplier<StoreAccess> access) {
        this.access = access;
    }

    /** Defines the operations, which ask at each call where the store is; null stands for no store. */
    public static void define(Operations operations, Supplier<StoreAccess> access) {
        final SnapshotOperations of = new SnapshotOperations(access);
        new Library(operations)
                .function(COMMIT, "(-> SpaceType String String)", of.guarded(COMMIT, of::commit))
                .function(CHECKOUT, "(-> String SpaceType)", of.guarded(CHECKOUT, of::checkout));
    }

    /** Makes an error of a call where there is no store, or where the store refuses. */
    private Operation.Function guarded(String name, Operation.Function function) {
        return (machine, arguments) -> {
            if (access.get() == null) {
                return Library.error(
                        name,
                        arguments,
                        "there is no store; run the program with --store, or give its interpreter a store");
            }
            try {
                return function.apply(machine, arguments);
            } catch (final NotAStoreException e) {
                return Library.error(name, arguments, e.getMessage() + "; --store says where it is");
            } catch (final StoreException | IllegalArgumentException e) {
                return Library.error(name, arguments, e.getMessage());
            }
        };
    }

    private Atom commit(Machine machine, Atom[] arguments) {
        if (!(arguments[0] instanceof SpaceAtom space) || !(arguments[1] instanceof StringAtom ref)) {
            return Library.error(COMMIT, arguments, "commit-space! expects a space and the name of a ref, a string");
        }
        final Knowledge knowledge = machine.knowledge();
        if (knowledge.isInTransaction()) {
            return Library.error(
                    COMMIT,
                    arguments,
                    "a commit cannot be taken back as a transaction can; commit after the transaction");
        }
        final SpaceId id = new SpaceId(space.high(), space.low());
        final Commit commit = access.get().forWriting().commitSpace(ref.value(), knowledge.environment(), id, "");
        return new StringAtom(commit.snapshot().toHex());
    }

    private Atom checkout(Machine machine, Atom[] arguments) {
        return arguments[0] instanceof StringAtom ref
                ? machine.knowledge()
                        .make(environment -> access.get().forReading().checkoutSpace(ref.value(), environment))
                : Library.error(CHECKOUT, arguments, "checkout-space expects the name or id of a snapshot, a string");
    }
}
