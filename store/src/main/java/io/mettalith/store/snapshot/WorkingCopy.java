package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.Origin;
import io.mettalith.store.history.EntryId;
import io.mettalith.store.history.HistoryGraph;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefEntry.Kind;
import io.mettalith.store.history.RefEntry.Parent;
import io.mettalith.store.history.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An environment on its way into a ref: what it contains, by its {@linkplain Environment#origins() origins}, is compared with
 * what the ref names by now.
 *
 * <p>Where the environment contains what the ref names, it is committed as it is. Where the ref has moved on meanwhile, or
 * the environment was read from another, both are united three-way, in the environment itself, so that it goes on from what
 * was committed. Where they have nothing in common, the commit is refused, unless the options say otherwise.
 *
 * <p>Used once, by the thread that has the right to write.
 */
final class WorkingCopy {
    private final SegmentStore store;
    private final Refs refs;
    private final String ref;
    private final Environment environment;
    private final CommitOptions options;
    private final Optional<RefEntry> tip;
    /** Read where it is needed: a ref that has not moved needs no histories. */
    private HistoryGraph graph;

    WorkingCopy(SegmentStore store, Refs refs, String ref, Environment environment, CommitOptions options) {
        this.store = store;
        this.refs = refs;
        this.ref = ref;
        this.environment = environment;
        this.options = options;
        tip = refs.movable(ref);
    }

    Commit commit() {
        final boolean parted = tip.isPresent() && !options.replace() && !hasAllOf(tip.get());
        if (parted) {
            unite(tip.get());
        }
        try (Environment shown = environment.fork()) {
            options.requirement().accept(shown);
        }
        final List<Parent> parents = parents();
        final Kind kind = parents.size() > 1 ? Kind.MERGE : Kind.COMMIT;
        return store.seal(ref, tip, kind, parents, environment, options.message())
                .afterUnion(parted);
    }

    private boolean hasAllOf(RefEntry entry) {
        final List<EntryId> origins = ids(environment.origins());
        return origins.contains(entry.id()) || !origins.isEmpty() && graph().contains(origins, entry.id());
    }

    /** Adds to the environment what the ref has got since both parted. */
    private void unite(RefEntry moved) {
        final List<EntryId> origins = ids(environment.origins());
        try (ThreeWay.Base base = new ThreeWay(store, graph(), options.mode()).base(origins, List.of(moved.id()))) {
            if (!base.entries().isEmpty() || options.unrelated()) {
                unite(base.environment(), moved);
            } else if (!environment.id().equals(moved.snapshot())) {
                throw new MergeBaseException("the environment was not read from this ref: ref=" + ref + ", refSnapshot="
                        + moved.snapshot() + ", environmentComesFrom=" + (origins.isEmpty() ? "nothing" : origins)
                        + "; check the ref out and add to that, replace what it names, or unite both as unrelated");
            }
        }
        environment.replaceOrigins(Set.of(), Set.of(moved.id()));
    }

    private void unite(Environment base, RefEntry moved) {
        try (Environment theirs = store.checkout(moved);
                Environment both = environment.fork()) {
            ThreeWay.unite(ref, both, base, theirs, options);
            environment.union(both, options.mode());
        }
    }

    private List<Parent> parents() {
        final List<EntryId> origins = new ArrayList<>(ids(environment.origins()));
        final List<Parent> parents = new ArrayList<>();
        tip.ifPresent(entry -> parents.add(Parent.of(entry)));
        tip.ifPresent(entry -> origins.remove(entry.id()));
        if (!origins.isEmpty()) {
            tip.ifPresent(entry -> origins.add(entry.id()));
            for (final RefEntry entry : graph().withoutAncestors(origins)) {
                if (tip.filter(entry::equals).isEmpty()) {
                    parents.add(Parent.of(entry));
                }
            }
        }
        return parents;
    }

    private HistoryGraph graph() {
        if (graph == null) {
            graph = refs.graph();
        }
        return graph;
    }

    private static List<EntryId> ids(Collection<Origin> origins) {
        return origins.stream()
                .filter(EntryId.class::isInstance)
                .map(EntryId.class::cast)
                .toList();
    }
}
