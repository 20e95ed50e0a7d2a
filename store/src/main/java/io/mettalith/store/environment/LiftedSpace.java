package io.mettalith.store.environment;

import java.util.List;
import java.util.Set;

/**
 * What one space holds, as the main space of an environment of its own, so that it can be sealed alone. The two share
 * everything and are isolated both ways.
 *
 * <pre>{@code
 * try (LiftedSpace lifted = LiftedSpace.of(environment, space)) {
 *     EnvironmentImage image = seal(lifted.environment());
 *     lifted.reopen(image);                       // the space reads from there now, if it was not written meanwhile
 * }
 * }</pre>
 *
 * <p>Threading: for one thread; others may use the environment that the space is in.
 */
public final class LiftedSpace implements AutoCloseable {
    private final Environment source;
    private final Version<SpaceState> handedOut;
    private final Environment environment;
    private final Set<Origin> origins;

    private LiftedSpace(Environment source, Version<SpaceState> handedOut, Set<Origin> origins) {
        this.source = source;
        this.handedOut = handedOut;
        this.origins = origins;
        final Root root = Root.empty().with(new SpaceState(SpaceId.MAIN, null, handedOut.state()));
        environment = Environment.startingAt(new Version<>(Line.root(0), 1, root, null, List.of()), 0);
        environment.replaceOrigins(Set.of(), origins);
    }

    /**
     * Lifts a space as it is now. Takes time proportional to the atoms that were added since the space was last lifted, or
     * opened from an image.
     *
     * @throws ForeignHandleException if one of its atoms names another space than the main one, or a state
     * @throws NoSuchSpaceException if there is no such space
     */
    public static LiftedSpace of(Environment source, SpaceId space) {
        final Set<Origin> origins = source.origins(space);
        final Version<SpaceState> handedOut = SpaceTransfer.handOut(source, space);
        ForeignHandles.check(handedOut.state(), "commit the whole environment instead, or take the atom out");
        return new LiftedSpace(source, handedOut, origins);
    }

    /** Returns the environment, whose main space the space is. It is closed with this object. */
    public Environment environment() {
        return environment;
    }

    /**
     * Lets the space read from an image of the lifted environment, unless it has been written since. Spaces that are opened
     * from the image are related to it from now on. The space takes over the origins of the lifted environment.
     */
    public void reopen(EnvironmentImage image) {
        SpaceTransfer.reopen(source, handedOut.state(), image.mainSpace(handedOut), origins, environment.origins());
    }

    /** Adds to the space what has been added to the lifted environment. */
    public void catchUp() {
        final SpaceState since = environment.frozen().main();
        source.uniteSpace(handedOut.state().id, handedOut.state().tree, since.tree);
    }

    /** Closes the environment. Idempotent. */
    @Override
    public void close() {
        environment.close();
    }
}
