package io.mettalith.store.verify;

import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.history.AmbiguousSnapshotException;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefName;
import io.mettalith.store.history.Refs;
import io.mettalith.store.history.UnknownRefException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An entry of a log, and which log.
 *
 * @param log the file
 * @param entry one of its entries
 */
record LoggedEntry(Path log, RefEntry entry) {
    /** Returns all entries of all logs. */
    static List<LoggedEntry> all(List<RefLogCheck.Checked> logs, StorePaths paths) {
        final List<LoggedEntry> all = new ArrayList<>();
        for (final RefLogCheck.Checked log : logs) {
            log.entries().forEach(entry -> all.add(new LoggedEntry(log.log(), entry)));
        }
        return all;
    }

    /**
     * Returns the newest entry of the ref with a name or, if there is no such ref, all entries with an id.
     *
     * @throws UnknownRefException if there is none
     * @throws AmbiguousSnapshotException if several ids begin so
     */
    static List<LoggedEntry> named(String name, List<RefLogCheck.Checked> logs, StorePaths paths) {
        for (final RefLogCheck.Checked log : logs) {
            if (!log.deleted() && log.ref().equals(name) && !log.entries().isEmpty()) {
                final int last = log.entries().size() - 1;
                return List.of(new LoggedEntry(log.log(), log.entries().get(last)));
            }
        }
        final List<LoggedEntry> found = Refs.isIdPrefix(name)
                ? all(logs, paths).stream()
                        .filter(logged -> logged.id().startsWith(name))
                        .toList()
                : List.of();
        checkOne(name, found, logs, paths);
        return found;
    }

    private static void checkOne(
            String name, List<LoggedEntry> found, List<RefLogCheck.Checked> logs, StorePaths paths) {
        final Set<String> ids = found.stream().map(LoggedEntry::id).collect(Collectors.toSet());
        if (ids.size() > 1) {
            throw new AmbiguousSnapshotException(
                    "several snapshots begin so: prefix=" + name + ", ids=" + ids.size() + "; give more digits");
        }
        if (ids.isEmpty()) {
            final List<String> names =
                    logs.stream().map(RefLogCheck.Checked::ref).toList();
            throw new UnknownRefException(
                    "no such ref or snapshot: name=" + name + ", store=" + paths.root() + "; the store has "
                            + String.join(", ", names),
                    RefName.near(name, names));
        }
    }

    private String id() {
        return entry.snapshot().toHex();
    }
}
