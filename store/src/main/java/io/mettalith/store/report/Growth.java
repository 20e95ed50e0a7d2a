package io.mettalith.store.report;

import io.mettalith.store.history.RefEntry;
import java.util.List;

/**
 * How a ref grew over its log.
 *
 * @param ref whose log it is
 * @param steps one for each entry, the oldest first
 */
public record Growth(String ref, List<Step> steps) {
    public Growth {
        steps = List.copyOf(steps);
    }

    /**
     * One entry of the log.
     *
     * @param entry the entry
     * @param newParts number of segments and directories that no earlier entry reaches, indexes included
     * @param newBytes of those
     * @param allBytes of what this entry and all earlier ones reach
     */
    public record Step(RefEntry entry, long newParts, long newBytes, long allBytes) {}
}
