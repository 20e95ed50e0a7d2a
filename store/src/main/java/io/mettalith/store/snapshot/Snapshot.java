package io.mettalith.store.snapshot;

import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.segment.ContentHash;
import java.time.Instant;
import java.util.List;

/**
 * What is known of a snapshot without reading its atoms.
 *
 * @param id hash of its record: equal ids mean equal contents
 * @param time of the commit it was found by
 * @param atoms number of atoms in all spaces, copies counted
 * @param spaces its spaces: the main space first, the others by name, that of states and tokens among them; with the
 *     indexes that are stored of them
 */
public record Snapshot(ContentHash id, Instant time, long atoms, List<EnvironmentSummary.SpaceSummary> spaces) {
    public Snapshot {
        spaces = List.copyOf(spaces);
    }
}
