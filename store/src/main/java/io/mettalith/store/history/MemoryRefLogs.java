package io.mettalith.store.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Refs that are gone with the process. */
public final class MemoryRefLogs implements RefLogs {
    private final TreeMap<String, List<RefEntry>> logs = new TreeMap<>();

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
        return logs.values().stream()
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
        logs.remove(ref);
    }

    @Override
    public void confirm(String ref) {
        // gone with the process, whatever is done
    }
}
