package io.mettalith.store.environment;

import io.mettalith.store.environment.EnvironmentSummary.IndexSummary;
import io.mettalith.store.environment.EnvironmentSummary.SpaceSummary;
import io.mettalith.store.segment.SegmentSource;
import io.mettalith.store.segment.SegmentTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sealed environment, from which any number of environments can start. All of them are related to each other, and to
 * the environment the image was made of.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class EnvironmentImage {
    private final Version<Root> version;
    /** What indexes have been added, so that none is replaced by itself. */
    private final Set<PlacedIndex> indexes = new HashSet<>();
    /** The main space, for spaces that begin there; null until one does. */
    private Version<SpaceState> mainSpace;

    private EnvironmentImage(Version<Root> version) {
        this.version = version;
    }

    private record PlacedIndex(SpaceId space, IndexSummary index) {}

    /**
     * Makes an image. Reads nothing yet: segments are found in {@code source} when they are first needed.
     *
     * @param summary how to find the environment, and its indexes if it has any
     * @param sealed the fork that was made to be sealed into {@code summary}, and not written, if that is at hand
     */
    public static EnvironmentImage of(SegmentSource source, EnvironmentSummary summary, Optional<Environment> sealed) {
        final EnvironmentImage image = ofContents(source, summary, sealed);
        image.addIndexes(source, summary);
        return image;
    }

    private static EnvironmentImage ofContents(
            SegmentSource source, EnvironmentSummary summary, Optional<Environment> sealed) {
        Root root = Root.empty();
        for (final SpaceSummary space : summary.spaces()) {
            final SpaceState state = new SpaceState(space.id(), null);
            state.tree = SegmentTree.sealed(source, space.tree());
            state.variableShapes = state.tree.variableEntries() == 0 ? VariableShapes.NONE : VariableShapes.ANY;
            state.nextStamp = space.nextStamp();
            state.noteChanges();
            root = root.with(state);
        }
        if (root.others().isEmpty()) {
            root.main().selfContained = root.main().tree;
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
     * Adds the indexes that a summary of the same contents has. What has been opened from this image before has them too,
     * in the spaces that it has not written. Reads nothing yet.
     */
    public synchronized void addIndexes(SegmentSource source, EnvironmentSummary summary) {
        for (final SpaceSummary space : summary.spaces()) {
            for (final IndexSummary index : space.indexes()) {
                if (indexes.add(new PlacedIndex(space.id(), index))) {
                    final SegmentTree tree = SegmentTree.sealed(source, index.tree());
                    version.state()
                            .space(space.id())
                            .putIndex(new ArgumentIndex(
                                    index.key().size(), index.key().position(), tree));
                }
            }
        }
    }

    /**
     * Opens an environment that starts from this image.
     *
     * @param path seeds the names of the spaces and states it will make; equal paths make equal names
     */
    public Environment open(long path) {
        return Environment.startingAt(version, path);
    }

    /**
     * Makes a space of an environment that begins as the main space here. All such spaces are related to each other, and
     * to the space that the image was made of if it is one of {@link LiftedSpace}. The main spaces of environments that
     * were opened from the image are not.
     *
     * <p>O(1) where the image has no other spaces, states and tokens; otherwise the first call reads the main space.
     *
     * @throws ForeignHandleException if an atom of the main space names another space or a state
     */
    public SpaceId openSpace(Environment into) {
        return SpaceTransfer.graft(into, mainSpace());
    }

    private synchronized Version<SpaceState> mainSpace() {
        if (mainSpace == null) {
            final SpaceState main = version.state().main();
            ForeignHandles.check(main, "check out the whole environment instead");
            main.selfContained = main.tree;
            mainSpace = new Version<>(Line.root(0), 1, main, null, List.of());
        }
        return mainSpace;
    }

    /** Returns the main space, known to be what another was when it was handed out. */
    synchronized Version<SpaceState> mainSpace(Version<SpaceState> handedOut) {
        if (mainSpace == null) {
            final SpaceState main = version.state().main();
            final Version<SpaceState> from =
                    new Version<>(handedOut.line(), handedOut.sequence(), main, handedOut.origin(), handedOut.joins());
            mainSpace = new Version<>(Line.ofImage(from.line()), 1, main, from, List.of());
        }
        return mainSpace;
    }

    Version<Root> version() {
        return version;
    }
}
