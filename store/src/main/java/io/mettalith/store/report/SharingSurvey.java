package io.mettalith.store.report;

import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.report.Sharing.RefShare;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SealedTree;
import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out which ref reaches which parts of a store: walks the tree of each ref, and of earlier entries what is not
 * known yet. Reads directories only. Not thread-safe.
 */
final class SharingSurvey {
    /** A part has one bit for each ref. */
    static final int MAX_REFS = Long.SIZE;

    private final SegmentStore store;
    private final SegmentSource source;
    private final Map<ContentHash, Part> parts = new HashMap<>();

    /** Sealed bytes and the refs that reach them. */
    private static final class Part {
        private final int bytes;
        private long refs;

        Part(int bytes) {
            this.bytes = bytes;
        }
    }

    private SharingSurvey(SegmentStore store) {
        this.store = store;
        source = store.source();
    }

    /** Compares the refs of a store, as many as there may be, the given one among them. */
    static Sharing of(SegmentStore store, String ref) {
        final List<Ref> all = store.refs();
        final List<Ref> refs = new ArrayList<>(all);
        for (int i = refs.size() - 1; refs.size() > MAX_REFS; i--) {
            if (!refs.get(i).name().equals(ref)) {
                refs.remove(i);
            }
        }
        final SharingSurvey survey = new SharingSurvey(store);
        survey.walk(refs);
        return survey.sharing(refs, all.size() - refs.size());
    }

    private void walk(List<Ref> refs) {
        final List<RefEntry> earlier = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            final List<RefEntry> log = store.log(refs.get(i).name());
            walkCurrent(log.get(0), 1L << i);
            earlier.addAll(log.subList(1, log.size()));
        }
        earlier.forEach(this::walkEarlier);
    }

    private void walkCurrent(RefEntry entry, long ref) {
        walk(entry, (hash, height) -> {
            final Part part = part(hash);
            final boolean isNew = (part.refs & ref) == 0;
            part.refs |= ref;
            return isNew;
        });
    }

    private void walkEarlier(RefEntry entry) {
        walk(entry, (hash, height) -> {
            final boolean isNew = !parts.containsKey(hash);
            part(hash);
            return isNew;
        });
    }

    private Part part(ContentHash hash) {
        return parts.computeIfAbsent(hash, unseen -> new Part(source.lengthBytes(unseen)));
    }

    private void walk(RefEntry entry, SealedTree.Visitor visitor) {
        final EnvironmentSummary summary = store.summary(entry);
        for (final SpaceSummary space : summary.spaces()) {
            SealedTree.walk(source, space.tree(), visitor);
            space.indexes().forEach(index -> SealedTree.walk(source, index.tree(), visitor));
        }
    }

    private Sharing sharing(List<Ref> refs, int omitted) {
        final Map<Long, Long> bytesByRefs = new HashMap<>();
        parts.values().forEach(part -> bytesByRefs.merge(part.refs, (long) part.bytes, Long::sum));
        final List<RefShare> shares = new ArrayList<>();
        final List<List<Long>> shared = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            final long bit = 1L << i;
            final List<Long> row = new ArrayList<>();
            for (int j = 0; j < refs.size(); j++) {
                row.add(reachedByAll(bytesByRefs, bit | 1L << j));
            }
            shares.add(new RefShare(refs.get(i), row.get(i), bytesByRefs.getOrDefault(bit, 0L)));
            shared.add(row);
        }
        final long older = bytesByRefs.getOrDefault(0L, 0L);
        return new Sharing(shares, omitted, shared, reachedByAll(bytesByRefs, 0) - older, older);
    }

    private static long reachedByAll(Map<Long, Long> bytesByRefs, long refs) {
        return bytesByRefs.entrySet().stream()
                .filter(group -> (group.getKey() & refs) == refs)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
