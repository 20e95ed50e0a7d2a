package io.mettalith.store.report;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.IndexKey;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Figures about an environment: what is in its spaces, and what it takes in memory.
 *
 * @param spaces its spaces, the main space first
 * @param segments of all spaces and of the states and tokens together, but not of indexes
 * @param indexes segments of all indexes of all spaces together; their entries are copies of atoms in the spaces
 * @param heap what the environment takes on the heap, its indexes included
 */
public record EnvironmentStatistics(
        List<SpaceStatistics> spaces, SegmentStatistics segments, SegmentStatistics indexes, HeapStatistics heap) {
    public EnvironmentStatistics {
        spaces = List.copyOf(spaces);
    }

    /**
     * One space. Atoms are counted with their copies, but for {@code distinctAtoms}.
     *
     * @param space its name
     * @param atoms in it
     * @param distinctAtoms different atoms in it
     * @param rules atoms {@code (= left right)}
     * @param types atoms {@code (: atom Type)}
     * @param withVariables atoms that contain variables, rules and types among them
     * @param heads of the expressions in it, those of the most atoms first
     * @param segments that it is stored in, but not those of its indexes
     * @param indexes of it, by size and position
     */
    public record SpaceStatistics(
            SpaceId space,
            long atoms,
            long distinctAtoms,
            long rules,
            long types,
            long withVariables,
            List<HeadCount> heads,
            SegmentStatistics segments,
            List<IndexStatistics> indexes) {
        public SpaceStatistics {
            heads = List.copyOf(heads);
            indexes = List.copyOf(indexes);
        }

        /** Returns the number of atoms that are neither rules nor types. */
        public long facts() {
            return atoms - rules - types;
        }
    }

    /**
     * An index of a space.
     *
     * @param key which index it is
     * @param segments that it is stored in; their entries are the distinct atoms in the index
     */
    public record IndexStatistics(IndexKey key, SegmentStatistics segments) {}

    /**
     * The expressions with one head.
     *
     * @param symbol that they begin with
     * @param arity number of arguments that follow it
     * @param atoms number of such atoms, copies counted
     * @param distinctAtoms number of different ones
     * @param bytes what they take of the segments: of each, what it does not share with the atom before it, and an even
     *     part of all the rest
     */
    public record HeadCount(String symbol, int arity, long atoms, long distinctAtoms, long bytes) {}

    /**
     * The segments of a tree, or of several.
     *
     * @param segments number of segments
     * @param sealedSegments how many of them are read in place from a store
     * @param directories number of directories
     * @param height directory levels above the segments, of the highest tree
     * @param entries distinct atoms in the segments
     * @param usedBytes what the segments hold
     * @param capacityBytes what they take, off the heap
     */
    public record SegmentStatistics(
            long segments,
            long sealedSegments,
            long directories,
            int height,
            long entries,
            long usedBytes,
            long capacityBytes) {
        /** Returns which part of the capacity is used, from 0 to 1. */
        public double fill() {
            return capacityBytes == 0 ? 1 : (double) usedBytes / capacityBytes;
        }

        /** Returns how many bytes off the heap a distinct atom takes. */
        public double bytesPerAtom() {
            return entries == 0 ? 0 : (double) capacityBytes / entries;
        }

        /** Reports whether all of it is read in place from a store. */
        public boolean isSealed() {
            return sealedSegments == segments;
        }
    }

    /**
     * What an environment takes on the heap, measured.
     *
     * @param method how it was measured
     * @param bytes by which the heap in use grew, never negative
     * @param bytesPerAtom the same for each distinct atom in the spaces
     */
    public record HeapStatistics(Method method, long bytes, double bytesPerAtom) {
        /** How the heap was measured: what was done between two full collections. */
        public enum Method {
            /**
             * Every segment and directory, those of indexes included, was loaded from the store. Those that had been loaded before are not in the
             * figure, so it is complete only for an environment that has just been checked out.
             */
            LOADED,
            /**
             * The environment has segments of its own, in a space or an index, so a fork was made to own a copy of
             * everything.
             */
            COPIED
        }
    }

    /**
     * Reads all atoms, loads all segments, and measures. The environment must not be written meanwhile.
     *
     * <p>The heap is measured by full collections before and after, so the figure is right to some hundred bytes if
     * nothing else runs, and meaningless where {@code System.gc()} is disabled. Takes a few collections and, for an
     * environment with segments of its own, as much memory again as it has, for a moment.
     */
    public static EnvironmentStatistics of(Environment environment) {
        final HeapMeasurement measurement = HeapMeasurement.of(environment);
        final List<SpaceStatistics> spaces = new ArrayList<>();
        final SegmentCensus segments = new SegmentCensus();
        final SegmentCensus indexes = new SegmentCensus();
        try (EnvironmentView view = environment.view()) {
            for (final SpaceId space : view.spaces()) {
                spaces.add(SpaceCensus.of(view, space));
            }
            view.forEachSegment(segments);
            indexes.addIndexes(view);
        }
        final SegmentStatistics all = segments.statistics();
        return new EnvironmentStatistics(spaces, all, indexes.statistics(), measurement.statistics(all.entries()));
    }
}
