package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How one environment differs from another, in numbers. Unlike a {@link Delta} it keeps no atoms, so it may be of any
 * size; a {@link Visitor} sees them while it is made.
 *
 * @param spaces those in which there is a difference, by id; states and tokens are atoms of one of them
 */
public record Difference(List<SpaceDifference> spaces) {
    public Difference {
        spaces = List.copyOf(spaces);
    }

    /**
     * The difference in one space.
     *
     * @param space its name
     * @param existence 1 if only the second environment has the space, -1 if only the first one, otherwise 0
     * @param added distinct atoms of which the second has more copies
     * @param removed distinct atoms of which the second has fewer copies
     * @param copiesAdded copies the second has more of those added
     * @param copiesRemoved copies the second has fewer of those removed
     * @param definitionsAdded rules and types that only the second has
     * @param definitionsRemoved rules and types that only the first has
     * @param moved rules and types that both have, at different places
     */
    public record SpaceDifference(
            SpaceId space,
            int existence,
            long added,
            long removed,
            long copiesAdded,
            long copiesRemoved,
            long definitionsAdded,
            long definitionsRemoved,
            long moved) {
        /** Reports whether there is none. */
        public boolean isEmpty() {
            return existence == 0 && added == 0 && removed == 0 && moved == 0;
        }
    }

    /** Takes the differences one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An atom of which there are different numbers of copies, in the order of its space.
         *
         * @param before copies in the first environment
         * @param after copies in the second environment
         */
        void atom(SpaceId space, AtomCode atom, long before, long after);

        /**
         * A space that only one environment has, before its atoms.
         *
         * @param existence 1 if the second one has it, -1 if the first
         */
        default void space(SpaceId space, int existence) {}
    }

    /**
     * Finds how {@code to} differs from {@code from}. Ends the epoch of both, as {@link Environment#fork()} does.
     *
     * <p>Takes time proportional to the difference where both are snapshots of one store, or one was forked off the other;
     * what both share is neither read nor held.
     */
    public static Difference between(Environment from, Environment to, Visitor visitor) {
        final DifferenceCount count = new DifferenceCount(visitor);
        final Root before = from.frozen();
        RootDiff.between(before, from == to ? before : to.frozen(), count);
        return new Difference(count.spaces());
    }

    /** As {@link #between(Environment, Environment, Visitor)}, counting only: makes no object for an atom. */
    public static Difference between(Environment from, Environment to) {
        return between(from, to, null);
    }

    /** Reports whether there is none: both have the same spaces with the same atoms, and definitions at the same places. */
    public boolean isEmpty() {
        return spaces.isEmpty();
    }

    /** Returns the number of distinct atoms, over all spaces, of which the second environment has more copies. */
    public long added() {
        return sum(SpaceDifference::added);
    }

    /** Returns the number of distinct atoms, over all spaces, of which the second environment has fewer copies. */
    public long removed() {
        return sum(SpaceDifference::removed);
    }

    /** Returns a figure summed over all spaces. */
    public long sum(ToLongFunction<SpaceDifference> figure) {
        return spaces.stream().mapToLong(figure).sum();
    }
}
