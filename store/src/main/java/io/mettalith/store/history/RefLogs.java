package io.mettalith.store.history;

import java.util.List;
import java.util.Optional;

/**
 * The refs of a store and their histories. What has been deleted is kept aside: its entries go on being what others came
 * from.
 *
 * <p>Threading: one writer, any number of readers.
 */
public interface RefLogs {
    /**
     * A history whose ref has been deleted.
     *
     * @param ref that had it
     * @param number of its newest entry, by which it differs from others of that name
     */
    record Deleted(String ref, long number) {}

    /** Returns the names of all refs, sorted. */
    List<String> names();

    /** Returns the history of a ref, the oldest entry first; empty if there is no such ref. */
    List<RefEntry> entries(String ref);

    /** Returns the newest entry of a ref, or nothing if there is no such ref. */
    Optional<RefEntry> last(String ref);

    /** Returns the histories of deleted refs, by name and then the oldest first. */
    List<Deleted> deleted();

    /** Returns the entries of a deleted ref, the oldest first; empty if there is no such history. */
    List<RefEntry> entries(Deleted deleted);

    /**
     * Returns the greatest number that the newest entry of any history has, deleted ones included, 0 where there is none;
     * passes over damaged logs.
     */
    long newestNumber();

    /** Makes an entry the newest one of a ref, durably or not at all. */
    void append(String ref, RefEntry entry);

    /** Takes a ref's name from its history, which is kept aside, durably or not at all. */
    void delete(String ref);

    /** Gives a deleted history its name again, durably or not at all. There is no ref of that name. */
    void restore(Deleted deleted);

    /** Removes a deleted history for good. */
    void purge(Deleted deleted);

    /**
     * Makes durable what the newest entry of a ref says: a writer may have died after it had written the entry, and before
     * it was on the disk.
     */
    void confirm(String ref);
}
