package io.mettalith.store.verify;

import io.mettalith.store.disk.IoErrors;
import io.mettalith.store.disk.RegularFile;
import io.mettalith.store.disk.StoreDamagedException;
import io.mettalith.store.disk.StorePaths;
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

/** Checks the logs of refs line by line, and goes on behind a damaged line. */
final class RefLogCheck {
    private RefLogCheck() {}

    /**
     * What was found of one log.
     *
     * @param ref whose log it is
     * @param entries those that are as they were written, the oldest first
     * @param finding about the log
     */
    record Checked(String ref, List<RefEntry> entries, Finding finding) {}

    /** Checks all logs, by the names of their refs. */
    static List<Checked> checkAll(StorePaths paths) {
        return FileRefLogs.withFile(paths).stream()
                .map(ref -> check(paths, ref))
                .toList();
    }

    private static Checked check(StorePaths paths, String ref) {
        final Path log = paths.log(ref);
        try (InputStream in = Channels.newInputStream(RegularFile.open(log))) {
            return check(ref, log, in.readAllBytes());
        } catch (final StoreDamagedException e) {
            final Damages other = Damages.NONE.plus(Damage.of(log, 0, "kind", "a regular file", "otherwise"));
            return new Checked(ref, List.of(), Finding.of(Part.LOG, ref, other, List.of()));
        } catch (final IOException e) {
            throw IoErrors.reading(log, e);
        }
    }

    static Checked check(String ref, Path log, byte[] bytes) {
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
        return new Checked(ref, entries, Finding.of(Part.LOG, ref, damages, remarks));
    }
}
