package io.mettalith.store.verify;

import io.mettalith.store.disk.IoErrors;
import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.history.EntryId;
import io.mettalith.store.history.FileRefLogs;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import io.mettalith.store.verify.Finding.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the logs of refs line by line, and goes on behind a damaged line. */
final class RefLogCheck {
    private RefLogCheck() {}

    /**
     * What was found of one log.
     *
     * @param ref whose log it is
     * @param deleted whether the ref was deleted
     * @param log the file
     * @param entries those that are as they were written, the oldest first
     * @param finding about the log
     */
    record Checked(String ref, boolean deleted, Path log, List<RefEntry> entries, Finding finding) {}

    /** Checks all logs, by the names of their refs, those of deleted refs last; then, that what entries came from is there. */
    static List<Checked> checkAll(StorePaths paths) {
        final List<Checked> logs = new ArrayList<>();
        FileRefLogs.withFile(paths).forEach(ref -> logs.add(check(ref, ref, false, paths.log(ref))));
        FileRefLogs.deletedWithFile(paths)
                .forEach(history -> logs.add(check(
                        history.ref(),
                        history.ref() + "@" + history.number(),
                        true,
                        paths.deletedLog(history.ref(), history.number()))));
        final boolean whole = logs.stream().noneMatch(log -> log.finding().isDamaged());
        return whole ? withParents(logs) : logs;
    }

    /** Parents are looked for only where each log is whole: otherwise their lines may be among the damaged ones. */
    private static List<Checked> withParents(List<Checked> logs) {
        final Set<EntryId> known = logs.stream()
                .flatMap(log -> log.entries().stream())
                .map(RefEntry::id)
                .collect(Collectors.toSet());
        return logs.stream().map(log -> withParents(log, known)).toList();
    }

    private static Checked withParents(Checked checked, Set<EntryId> known) {
        Damages damages = Damages.NONE;
        for (final RefEntry entry : checked.entries()) {
            for (final RefEntry.Parent parent : entry.parents()) {
                if (parent.entry().isPresent() && !known.contains(parent.entry().get())) {
                    damages = damages.plus(Damage.of(
                            checked.log(), 0, "parent of entry " + entry.number(), "an entry of some log", "none"));
                }
            }
        }
        return damages.equals(Damages.NONE)
                ? checked
                : new Checked(
                        checked.ref(),
                        checked.deleted(),
                        checked.log(),
                        checked.entries(),
                        Finding.of(Part.LOG, checked.finding().name(), damages, List.of()));
    }

    private static Checked check(String ref, String name, boolean deleted, Path log) {
        try (InputStream in = Channels.newInputStream(RegularFile.open(log))) {
            return check(ref, name, deleted, log, in.readAllBytes());
        } catch (final StoreDamagedException e) {
            final Damages other = Damages.NONE.plus(Damage.of(log, 0, "kind", "a regular file", "otherwise"));
            return new Checked(ref, deleted, log, List.of(), Finding.of(Part.LOG, name, other, List.of()));
        } catch (final IOException e) {
            throw IoErrors.reading(log, e);
        }
    }

    static Checked check(String ref, Path log, byte[] bytes) {
        return check(ref, ref, false, log, bytes);
    }

    private static Checked check(String ref, String name, boolean deleted, Path log, byte[] bytes) {
        final List<RefEntry> entries = new ArrayList<>();
        final List<String> remarks = new ArrayList<>();
        Damages damages = Damages.NONE;
        for (int at = 0, end; at < bytes.length; at = end) {
            end = FileRefLogs.endOfLine(bytes, at, bytes.length);
            final boolean terminated = bytes[end - 1] == '\n';
            final String place = RefLine.place(ref, bytes, at);
            final Optional<RefEntry> entry =
                    terminated ? RefLine.decode(bytes, at, end - at - 1, place) : Optional.empty();
            if (entry.isPresent()) {
                entries.add(entry.get());
            } else if (end < bytes.length || FileRefLogs.isDamage(bytes, at, end, at, place)) {
                damages = damages.plus(Damage.of(log, at, "line", "fields and their crc32c", "otherwise"));
            } else {
                remarks.add("a commit was cut short: offset=" + at + "; the next writer removes the rest of it");
            }
        }
        return new Checked(ref, deleted, log, entries, Finding.of(Part.LOG, name, damages, remarks));
    }
}
