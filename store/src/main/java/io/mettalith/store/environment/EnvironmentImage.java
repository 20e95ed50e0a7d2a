package io.mettalith.store.environment;

import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.segment.SegmentTree;
import java.util.List;
import java.util.Optional;

/**
 * A sealed environment, from which any number of environments can start. All of them are related to each other, and to
 * the environment the image was made of.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class EnvironmentImage {
    private final Version<Root> version;

    private EnvironmentImage(Version<Root> version) {
        this.version = version;
    }

    /**
     * Makes an image. Reads nothing yet: segments are found in {@code source} when they are first needed.
     *
     * @param sealed the fork that was made to be sealed into {@code summary}, and not written, if that is at hand
     */
    public static EnvironmentImage of(SegmentSource source, EnvironmentSummary summary, Optional<Environment> sealed) {
        Root root = Root.empty();
        for (final EnvironmentSummary.SpaceSummary space : summary.spaces()) {
            final SpaceState state = new SpaceState(space.id(), null);
            state.tree = SegmentTree.sealed(source, space.tree());
            state.nextStamp = space.nextStamp();
            state.noteChanges();
            root = root.with(state);
        }
        if (sealed.isEmpty()) {
            return new EnvironmentImage(new Version<>(Line.root(0), 1, root, null, List.of()));
        }
        final Version<Root> from = origin(sealed.get(), root);
        return new EnvironmentImage(new Version<>(Line.ofImage(from.line()), 1, root, from, List.of()));
    }

    /** Returns where the fork was made, with the image's root for its state: it must not keep the copies alive. */
    private static Version<Root> origin(Environment sealed, Root root) {
        final Version<Root> at = sealed.handOut().origin();
        return new Version<>(at.line(), at.sequence(), root, at.origin(), at.joins());
    }

    /**
     * Opens an environment that starts from this image.
     *
     * @param path seeds the names of the spaces and states it will make; equal paths make equal names
     */
    public Environment open(long path) {
        return Environment.startingAt(version, path);
    }

    Version<Root> version() {
        return version;
    }
}
