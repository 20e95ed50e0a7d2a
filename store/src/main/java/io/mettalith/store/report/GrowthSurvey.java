package io.mettalith.store.report;

import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SealedTree;
import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out what each entry of a log brought: walks the trees from the oldest entry on and passes over what was there
 * before. Takes time proportional to what is new, and reads directories only. Not thread-safe.
 */
final class GrowthSurvey {
    private final SegmentStore store;
    private final SegmentSource source;
    private final Set<ContentHash> known = new HashSet<>();
    private long newParts;
    private long newBytes;
    private long allBytes;

    private GrowthSurvey(SegmentStore store) {
        this.store = store;
        source = store.source();
    }

    static Growth of(SegmentStore store, String ref) {
        final GrowthSurvey survey = new GrowthSurvey(store);
        final List<RefEntry> entries = new ArrayList<>(store.log(ref));
        Collections.reverse(entries);
        return new Growth(ref, entries.stream().map(survey::step).toList());
    }

    private Growth.Step step(RefEntry entry) {
        newParts = 0;
        newBytes = 0;
        for (final SpaceSummary space : store.summary(entry).spaces()) {
            SealedTree.walk(source, space.tree(), this::part);
            space.indexes().forEach(index -> SealedTree.walk(source, index.tree(), this::part));
        }
        allBytes += newBytes;
        return new Growth.Step(entry, newParts, newBytes, allBytes);
    }

    private boolean part(ContentHash hash, int height) {
        final boolean isNew = known.add(hash);
        if (isNew) {
            newParts++;
            newBytes += source.lengthBytes(hash);
        }
        return isNew;
    }
}
