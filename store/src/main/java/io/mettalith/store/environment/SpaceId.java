package io.mettalith.store.environment;

/**
 * Names a space of an environment. The same in every fork, and never the same for two spaces that forks of one
 * environment made independently, since it is derived from where in the tree of forks the space was made.
 *
 * @param high the path of the fork that made it
 * @param low the number of the space or state there
 */
public record SpaceId(long high, long low) implements Comparable<SpaceId> {
    /** The space that a program's top-level atoms go into. */
    public static final SpaceId MAIN = new SpaceId(0, 0);

    /** The space that holds state cells and token bindings; see {@link Registry}. */
    static final SpaceId REGISTRY = new SpaceId(0, 1);

    /** Reports whether this names what holds states and tokens, which is a space for whoever compares or stores spaces only. */
    public boolean isRegistry() {
        return equals(REGISTRY);
    }

    @Override
    public int compareTo(SpaceId other) {
        final int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return equals(MAIN) ? "&self" : "&space-" + Long.toHexString(high) + "-" + Long.toHexString(low);
    }
}
