package io.mettalith.store.verify;

import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.history.EntryId;
import io.mettalith.store.history.FileRefLogs;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import io.mettalith.store.verify.Finding.Part;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        addAll(
                logs,
                paths.refs(),
                () -> FileRefLogs.withFile(paths).stream().map(ref -> check(ref, ref, false, paths.log(ref))));
        addAll(
                logs,
                paths.deleted(),
                () -> FileRefLogs.deletedWithFile(paths).stream()
                        .map(history -> check(
                                history.ref(),
                                history.ref() + "@" + history.number(),
                                true,
                                paths.deletedLog(history.ref(), history.number()))));
        final boolean whole = logs.stream().noneMatch(log -> log.finding().isDamaged());
        return whole ? withParents(logs) : logs;
    }

    /** Checks what is in a directory of logs; that it is missing, or none, is a damage of its own. */
    private static void addAll(List<Checked> logs, Path directory, Supplier<Stream<Checked>> checks) {
        try {
            checks.get().forEach(logs::add);
        } catch (final StoreException e) {
            final String name = directory.getFileName().toString();
            final Damages missing = Damages.of(Damage.of(directory, 0, e));
            logs.add(new Checked(name, false, directory, List.of(), Finding.of(Part.LOG, name, missing)));
        }
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
        final List<Checked> checked = new ArrayList<>();
        final Damages unreadable = Damages.of(log, () -> {
            checked.add(check(ref, name, deleted, log, read(log)));
            return Damages.NONE;
        });
        return checked.isEmpty()
                ? new Checked(ref, deleted, log, List.of(), Finding.of(Part.LOG, name, unreadable, List.of()))
                : checked.get(0);
    }

    private static byte[] read(Path log) throws IOException {
        try (FileChannel channel = RegularFile.open(log)) {
            final byte[] bytes = new byte[RegularFile.lengthBytes(log, channel)];
            return Channels.newInputStream(channel).readNBytes(bytes, 0, bytes.length) == bytes.length
                    ? bytes
                    : Files.readAllBytes(log);
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
