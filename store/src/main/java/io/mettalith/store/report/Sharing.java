package io.mettalith.store.report;

import io.mettalith.store.history.Ref;
import java.util.List;

/**
 * What the refs of a store share. Bytes are those of sealed segments and directories, indexes included, each counted once
 * however often it is referred to.
 *
 * @param refs that are compared, by name
 * @param omitted number of refs beyond those that can be compared at once
 * @param sharedBytes in the row and column of two refs, what both reach; on the diagonal, what the ref reaches
 * @param storedBytes what any of them reaches: the cost of keeping them all
 * @param olderBytes what only earlier entries of their logs reach
 */
public record Sharing(
        List<RefShare> refs, int omitted, List<List<Long>> sharedBytes, long storedBytes, long olderBytes) {
    public Sharing {
        refs = List.copyOf(refs);
        sharedBytes = sharedBytes.stream().map(List::copyOf).toList();
    }

    /**
     * One ref.
     *
     * @param ref what it names
     * @param bytes that it reaches
     * @param aloneBytes that no other ref reaches: what deleting it would free
     */
    public record RefShare(Ref ref, long bytes, long aloneBytes) {}

    /** Returns what the refs would take if each had a store of its own. */
    public long separateBytes() {
        return refs.stream().mapToLong(RefShare::bytes).sum();
    }
}
