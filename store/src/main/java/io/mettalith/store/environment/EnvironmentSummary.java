package io.mettalith.store.environment;

import io.mettalith.store.segment.TreeSummary;
import java.util.List;

/**
 * How a sealed environment is found again.
 *
 * @param spaces its spaces: the main space first, the others by name, the registry of states and tokens among them
 */
public record EnvironmentSummary(List<SpaceSummary> spaces) {
    public EnvironmentSummary {
        spaces = List.copyOf(spaces);
    }

    /**
     * One space.
     *
     * @param id its name
     * @param tree how its atoms are found
     * @param nextStamp stamp of the next definition
     */
    public record SpaceSummary(SpaceId id, TreeSummary tree, long nextStamp) {}

    /** Returns the number of atoms in the main space, copies counted. */
    public long atoms() {
        return spaces.stream()
                .filter(space -> space.id().equals(SpaceId.MAIN))
                .mapToLong(space -> space.tree().atoms())
                .sum();
    }
}
