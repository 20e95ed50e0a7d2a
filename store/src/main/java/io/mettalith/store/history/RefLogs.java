package io.mettalith.store.history;

import java.util.List;
import java.util.Optional;

/**
 * The refs of a store and their histories.
 *
 * <p>Threading: one writer, any number of readers.
 */
public interface RefLogs {
    /** Returns the names of all refs, sorted. */
    List<String> names();

    /** Returns the history of a ref, the oldest entry first; empty if there is no such ref. */
    List<RefEntry> entries(String ref);

    /** Returns the newest entry of a ref, or nothing if there is no such ref. */
    Optional<RefEntry> last(String ref);

    /** Returns the greatest number that the newest entry of any ref has, 0 where there is none; passes over damaged logs. */
    long newestNumber();

    /** Makes an entry the newest one of a ref, durably or not at all. */
    void append(String ref, RefEntry entry);

    /** Removes a ref with its history, durably or not at all. */
    void delete(String ref);

    /**
     * Makes durable what the newest entry of a ref says: a writer may have died after it had written the entry, and before
     * it was on the disk.
     */
    void confirm(String ref);
}
