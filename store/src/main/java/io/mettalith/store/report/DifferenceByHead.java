package io.mettalith.store.report;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import java.util.List;

/**
 * How a snapshot differs from another one, by the heads of its expressions.
 *
 * @param against name or id of the other snapshot, as it was asked for
 * @param id of the other snapshot
 * @param heads whose atoms differ, those with the most differences first
 */
public record DifferenceByHead(String against, ContentHash id, List<HeadDifference> heads) {
    public DifferenceByHead {
        heads = List.copyOf(heads);
    }

    /**
     * The expressions of a space with one head.
     *
     * @param space that they are in
     * @param symbol that they begin with; empty for all atoms that do not begin with a symbol
     * @param arity number of arguments that follow it
     * @param added number of atoms that only this snapshot has, copies counted
     * @param removed number of atoms that only the other one has, copies counted
     * @param addedSamples some of those added, picked evenly, in the order of the store
     * @param removedSamples some of those removed
     */
    public record HeadDifference(
            SpaceId space,
            String symbol,
            int arity,
            long added,
            long removed,
            List<AtomCode> addedSamples,
            List<AtomCode> removedSamples) {
        public HeadDifference {
            addedSamples = List.copyOf(addedSamples);
            removedSamples = List.copyOf(removedSamples);
        }
    }

    /** Returns the number of atoms that only this snapshot has, copies counted. */
    public long added() {
        return heads.stream().mapToLong(HeadDifference::added).sum();
    }

    /** Returns the number of atoms that only the other snapshot has, copies counted. */
    public long removed() {
        return heads.stream().mapToLong(HeadDifference::removed).sum();
    }
}
