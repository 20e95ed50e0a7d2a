package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.UnionReport;
import io.mettalith.store.segment.ContentHash;
import java.util.List;

/**
 * What a merge did.
 *
 * @param into the ref it was merged into
 * @param outcome how the result relates to both sides
 * @param snapshot id of the result, which the ref names now
 * @param before id of what the ref named before
 * @param other id of what was merged into it
 * @param base id of the common ancestor
 * @param change how the result differs from what the ref named before
 * @param clamped distinct atoms of which more copies were to be removed than there were
 * @param conflicts state cells and bindings that both sides changed; the other side's values were taken
 * @param segmentsPut number of segments and directories that the store did not have
 * @param bytesPut bytes of those and of the records
 */
public record Merge(
        String into,
        Outcome outcome,
        ContentHash snapshot,
        ContentHash before,
        ContentHash other,
        ContentHash base,
        Difference change,
        long clamped,
        List<UnionReport.Conflict> conflicts,
        long segmentsPut,
        long bytesPut) {
    /** How the result relates to both sides. */
    public enum Outcome {
        /** The other side had nothing new: nothing has changed, not even the log. */
        ALREADY_CONTAINED,
        /** The ref had nothing new: it names the other side's snapshot now. */
        FAST_FORWARD,
        /** Both had: the result is a snapshot of its own. */
        MERGED
    }

    public Merge {
        conflicts = List.copyOf(conflicts);
    }

    static Merge contained(String into, ContentHash before, ContentHash other, ContentHash base) {
        final Difference none = new Difference(List.of());
        return new Merge(into, Outcome.ALREADY_CONTAINED, before, before, other, base, none, 0, List.of(), 0, 0);
    }
}
