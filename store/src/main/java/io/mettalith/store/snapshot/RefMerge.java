package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Delta;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.UnionReport;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefEntry.Kind;
import io.mettalith.store.history.RefEntry.Parent;
import io.mettalith.store.history.Refs;
import io.mettalith.store.segment.ContentHash;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings what was done elsewhere into a ref: a merge, with its history; a cherry-pick or revert of one entry, or a delta,
 * without. Each is a three-way union of the ref with another side since a base, and one new entry.
 *
 * <p>Used once, by a thread that has the right to write, or for a dry run by any.
 */
final class RefMerge {
    private final SegmentStore store;
    private final Refs refs;
    private final String into;
    private final RefEntry tip;
    private final CommitOptions options;
    private final HistoryGraph graph;
    private final ThreeWay threeWay;

    RefMerge(SegmentStore store, Refs refs, String into, CommitOptions options) {
        this.store = store;
        this.refs = refs;
        this.into = into;
        this.options = options;
        tip = refs.movable(into).orElseThrow(() -> refs.unknown(into));
        graph = refs.graph();
        threeWay = new ThreeWay(store, graph, options.mode());
    }

    /* ---------------- With history ---------------- */

    /** Merges what a name stands for, since a base that is named or else the nearest common ancestor. */
    Merge merge(String otherName, Optional<String> baseName) {
        final RefEntry other = refs.resolve(otherName).entry();
        final List<RefEntry> nearest = graph.nearestCommonAncestors(List.of(tip.id()), List.of(other.id()));
        final Optional<RefEntry> named = baseName.map(name -> refs.resolve(name).entry());
        if (named.isPresent() && !isTheOnly(nearest, named.get())) {
            return since(named.get(), other);
        }
        if (nearest.contains(other)) {
            return contained(other, other.snapshot());
        }
        if (nearest.isEmpty() && !options.unrelated()) {
            throw new MergeBaseException("the histories have no common ancestor: into=" + into + ", intoSnapshot="
                    + tip.snapshot() + ", other=" + other.snapshot()
                    + "; name the snapshot that both are to be compared with as the base, or unite them as unrelated");
        }
        try (ThreeWay.Base base = threeWay.base(List.of(tip.id()), List.of(other.id()));
                Environment theirs = store.checkout(other)) {
            return land(
                    Kind.MERGE,
                    List.of(Parent.of(tip), Parent.of(other)),
                    other.snapshot(),
                    baseId(base),
                    nearest.contains(tip) ? Merge.Outcome.FAST_FORWARD : Merge.Outcome.MERGED,
                    environment -> ThreeWay.unite(into, environment, base.environment(), theirs, options));
        }
    }

    private static boolean isTheOnly(List<RefEntry> nearest, RefEntry named) {
        return nearest.size() == 1 && nearest.get(0).snapshot().equals(named.snapshot());
    }

    private static ContentHash baseId(ThreeWay.Base base) {
        return base.entries().size() == 1
                ? base.entries().get(0).snapshot()
                : base.environment().id();
    }

    /** What was done since some base that is not the common ancestor says nothing about the rest of its history. */
    private Merge since(RefEntry base, RefEntry other) {
        try (Environment before = store.checkout(base);
                Environment after = store.checkout(other)) {
            return pick(Kind.PICK, base.snapshot(), before, other.snapshot(), after);
        }
    }

    /* ---------------- Without history ---------------- */

    /** Does once more what an entry did to its first parent. */
    Merge cherryPick(String entryName) {
        final RefEntry entry = refs.resolve(entryName).entry();
        try (Environment before = beforeOf(entry);
                Environment after = store.checkout(entry)) {
            return pick(Kind.PICK, before.id(), before, entry.snapshot(), after);
        }
    }

    /** Takes back what an entry did to its first parent. */
    Merge revert(String entryName) {
        final RefEntry entry = refs.resolve(entryName).entry();
        try (Environment before = beforeOf(entry);
                Environment after = store.checkout(entry)) {
            return pick(Kind.REVERT, entry.snapshot(), after, before.id(), before);
        }
    }

    private Environment beforeOf(RefEntry entry) {
        final List<RefEntry> parents = graph.parents(entry);
        return parents.isEmpty() ? Environment.create() : store.checkout(parents.get(0));
    }

    private Merge pick(Kind kind, ContentHash baseId, Environment base, ContentHash otherId, Environment other) {
        return land(
                kind,
                List.of(Parent.of(tip)),
                otherId,
                baseId,
                Merge.Outcome.MERGED,
                environment -> ThreeWay.unite(into, environment, base, other, options));
    }

    /** Does what a delta says. */
    Merge apply(Delta delta) {
        return land(
                Kind.COMMIT,
                List.of(Parent.of(tip)),
                delta.base(),
                delta.base(),
                Merge.Outcome.MERGED,
                environment -> environment.apply(delta));
    }

    /* ---------------- The result ---------------- */

    private Merge land(
            Kind kind,
            List<Parent> parents,
            ContentHash other,
            ContentHash base,
            Merge.Outcome outcome,
            Function<Environment, UnionReport> union) {
        try (Environment before = store.checkout(tip);
                Environment environment = before.fork()) {
            final UnionReport report = union.apply(environment);
            final Difference change = Difference.between(before, environment);
            if (change.isEmpty() && kind != Kind.MERGE) {
                return contained(tip, base);
            }
            try (Environment shown = environment.fork()) {
                options.requirement().accept(shown);
            }
            final Commit commit = options.dryRun()
                    ? Commit.dry(into, tip, environment.id(), environment.size())
                    : store.seal(into, Optional.of(tip), kind, parents, environment, options.message());
            return new Merge(
                    into,
                    change.isEmpty() ? Merge.Outcome.ALREADY_CONTAINED : outcome,
                    commit.snapshot(),
                    tip.snapshot(),
                    other,
                    base,
                    change,
                    report.clamped(),
                    report.conflicts(),
                    commit.segmentsPut(),
                    commit.bytesPut());
        }
    }

    /** Reports that there was nothing to do, once what that rests on has been forced: its writer may have been killed. */
    private Merge contained(RefEntry other, ContentHash base) {
        if (!options.dryRun()) {
            refs.logs().confirm(into);
        }
        return Merge.contained(into, tip.snapshot(), other.snapshot(), base);
    }
}
