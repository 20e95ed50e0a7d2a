package io.mettalith.store.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Refs that are gone with the process. */
public final class MemoryRefLogs implements RefLogs {
    private static final Comparator<Deleted> BY_NAME =
            Comparator.comparing(Deleted::ref).thenComparingLong(Deleted::number);

    private final TreeMap<String, List<RefEntry>> logs = new TreeMap<>();
    private final TreeMap<Deleted, List<RefEntry>> deleted = new TreeMap<>(BY_NAME);

    @Override
    public synchronized List<String> names() {
        return List.copyOf(logs.keySet());
    }

    @Override
    public synchronized List<RefEntry> entries(String ref) {
        return List.copyOf(logs.getOrDefault(ref, List.of()));
    }

    @Override
    public synchronized Optional<RefEntry> last(String ref) {
        final List<RefEntry> log = logs.getOrDefault(ref, List.of());
        return log.isEmpty() ? Optional.empty() : Optional.of(log.get(log.size() - 1));
    }

    @Override
    public synchronized long newestNumber() {
        return Stream.concat(logs.values().stream(), deleted.values().stream())
                .mapToLong(log -> log.get(log.size() - 1).number())
                .max()
                .orElse(0);
    }

    @Override
    public synchronized void append(String ref, RefEntry entry) {
        logs.computeIfAbsent(ref, name -> new ArrayList<>()).add(entry);
    }

    @Override
    public synchronized void delete(String ref) {
        final List<RefEntry> log = logs.remove(ref);
        deleted.put(new Deleted(ref, log.get(log.size() - 1).number()), log);
    }

    @Override
    public synchronized List<Deleted> deleted() {
        return List.copyOf(deleted.keySet());
    }

    @Override
    public synchronized List<RefEntry> entries(Deleted history) {
        return List.copyOf(deleted.getOrDefault(history, List.of()));
    }

    @Override
    public synchronized void restore(Deleted history) {
        logs.put(history.ref(), deleted.remove(history));
    }

    @Override
    public synchronized void purge(Deleted history) {
        deleted.remove(history);
    }

    @Override
    public void confirm(String ref) {
        // gone with the process, whatever is done
    }
}
