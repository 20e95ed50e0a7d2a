package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.UnionReport;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.Refs;
import io.mettalith.store.history.Target;
import io.mettalith.store.segment.ContentHash;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Merges what one name stands for into a ref: finds what both come from, and adds to the ref what the other has done
 * since. Used once, by the thread that has the right to write.
 */
final class RefMerge {
    private final SegmentStore store;
    private final Refs refs;
    private final String into;
    private final Target left;
    private final Target right;

    RefMerge(SegmentStore store, Refs refs, String into, String other) {
        this.store = store;
        this.refs = refs;
        this.into = into;
        final RefEntry last = refs.movable(into).orElseThrow(() -> refs.unknown(into));
        left = new Target(into, last, last.indexes());
        right = refs.resolve(other);
    }

    Merge run(Optional<String> baseName, String message) {
        if (left.snapshot().equals(right.snapshot())) {
            return Merge.contained(into, left.snapshot(), right.snapshot(), right.snapshot());
        }
        final Target base = baseName.map(refs::resolve).orElseGet(this::nearestCommonAncestor);
        if (base.snapshot().equals(right.snapshot())) {
            return Merge.contained(into, left.snapshot(), right.snapshot(), base.snapshot());
        }
        return unite(base, message);
    }

    private Target nearestCommonAncestor() {
        final Set<ContentHash> nearest = refs.graph().nearestCommonAncestors(left, right);
        if (nearest.isEmpty()) {
            throw new MergeBaseException("the histories have no common ancestor: into=" + into + ", intoSnapshot="
                    + left.snapshot() + ", other=" + right.snapshot()
                    + "; name the snapshot that both are to be compared with as the base");
        }
        if (nearest.size() > 1) {
            final Set<String> ids =
                    nearest.stream().map(ContentHash::toHex).collect(Collectors.toCollection(TreeSet::new));
            throw new MergeBaseException("the histories have several nearest common ancestors: into=" + into
                    + ", other=" + right.snapshot() + ", ancestors=" + String.join(",", ids)
                    + "; name one of them as the base");
        }
        return refs.withId(nearest.iterator().next());
    }

    private Merge unite(Target base, String message) {
        try (Environment environment = store.checkout(left, 0);
                Environment before = environment.fork();
                Environment from = store.checkout(base, 0);
                Environment other = store.checkout(right, 0)) {
            final UnionReport report = environment.unionSince(from, other);
            final Difference change = Difference.between(before, environment);
            final Commit commit = store.commit(into, environment, Optional.of(right.snapshot()), message);
            return new Merge(
                    into,
                    base.snapshot().equals(left.snapshot()) ? Merge.Outcome.FAST_FORWARD : Merge.Outcome.MERGED,
                    commit.snapshot(),
                    left.snapshot(),
                    right.snapshot(),
                    base.snapshot(),
                    change,
                    report.clamped(),
                    report.conflicts(),
                    commit.segmentsPut(),
                    commit.bytesPut());
        }
    }
}
