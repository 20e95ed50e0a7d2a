package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.UnionMode;
import java.util.function.Consumer;

/**
 * How what ends in a new entry of a ref's log is to be done: a commit, a merge, a revert, a cherry-pick.
 *
 * <pre>{@code
 * store.commit("main", environment, CommitOptions.message("import of today").onConflict(OnConflict.OURS));
 * }</pre>
 *
 * @param message for the ref's history
 * @param mode what becomes of an atom whose number of copies both sides have changed
 * @param onConflict what becomes of a state or token that both sides have changed
 * @param unrelated whether sides without a common ancestor are united too, as if both had begun empty
 * @param replace of a commit: whether the ref is to name just what the environment holds, whatever it named before
 * @param dryRun whether nothing is stored, and only what would come of it is told
 * @param requirement is shown a fork of the result before anything is stored, and throws what is to stop it
 */
public record CommitOptions(
        String message,
        UnionMode mode,
        OnConflict onConflict,
        boolean unrelated,
        boolean replace,
        boolean dryRun,
        Consumer<Environment> requirement) {

    /** What becomes of a state or token that both sides have changed. */
    public enum OnConflict {
        /** Nothing is stored, and {@link MergeConflictException} names it. */
        REFUSE,
        /** The ref's value, or that of the environment which is committed, stays. */
        OURS,
        /** The other side's value is taken. */
        THEIRS
    }

    /** Returns options with a message, and all else as it is by default: refuse conflicts and unrelated sides. */
    public static CommitOptions message(String message) {
        return new CommitOptions(
                message, UnionMode.ALIKE_ONCE, OnConflict.REFUSE, false, false, false, environment -> {});
    }

    /** Returns these options with another rule for what both sides have done. */
    public CommitOptions mode(UnionMode rule) {
        return new CommitOptions(message, rule, onConflict, unrelated, replace, dryRun, requirement);
    }

    /** Returns these options with another answer to conflicts. */
    public CommitOptions onConflict(OnConflict answer) {
        return new CommitOptions(message, mode, answer, unrelated, replace, dryRun, requirement);
    }

    /** Returns these options, by which sides without a common ancestor are united, too. */
    public CommitOptions unitingUnrelated() {
        return new CommitOptions(message, mode, onConflict, true, replace, dryRun, requirement);
    }

    /** Returns these options, by which a commit replaces what the ref named, of which its history keeps hold. */
    public CommitOptions replacing() {
        return new CommitOptions(message, mode, onConflict, unrelated, true, dryRun, requirement);
    }

    /** Returns these options, by which nothing is stored. */
    public CommitOptions dry() {
        return new CommitOptions(message, mode, onConflict, unrelated, replace, true, requirement);
    }

    /** Returns these options with a requirement on the result. */
    public CommitOptions require(Consumer<Environment> required) {
        return new CommitOptions(message, mode, onConflict, unrelated, replace, dryRun, required);
    }
}
