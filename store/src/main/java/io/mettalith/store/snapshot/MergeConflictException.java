package io.mettalith.store.snapshot;

import io.mettalith.store.disk.StoreException;
import io.mettalith.store.environment.UnionReport.Conflict;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown where both sides have changed a state or a token, and nobody has said whose value counts. Nothing is stored. */
public final class MergeConflictException extends StoreException {
    private static final long serialVersionUID = 1;

    private final transient List<Conflict> conflicts;

    MergeConflictException(String into, List<Conflict> conflicts) {
        super("both sides have changed the same: into=" + into + ", "
                + conflicts.stream()
                        .map(conflict -> conflict.what() + ", ours=" + conflict.left() + ", theirs=" + conflict.right())
                        .collect(Collectors.joining("; "))
                + "; say whose value counts, ours or theirs");
        this.conflicts = List.copyOf(conflicts);
    }

    /** Returns what both sides have changed. */
    public List<Conflict> conflicts() {
        return conflicts == null ? List.of() : conflicts;
    }
}
