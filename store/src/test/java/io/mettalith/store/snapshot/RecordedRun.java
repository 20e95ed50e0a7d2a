package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.Ref;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Commits to a recorded store, and what the store may hold after a power cut at each moment of them. */
final class RecordedRun {
    static final String STORE = "store";
    static final GenerationLimits TINY = new GenerationLimits(256, 256);

    private final DiskRecorder recorder;
    private final Path directory;
    private final List<Milestone> milestones = new ArrayList<>();
    private final Map<String, List<String>> contents = new HashMap<>();

    /**
     * What the store holds from some moment on.
     *
     * @param logs ids of snapshots by ref, the newest first
     * @param promisedAt number of events after which the caller was told, or {@link Integer#MAX_VALUE}
     */
    record Milestone(SortedMap<String, List<String>> logs, int promisedAt) {}

    /** @param root of what is recorded; the store is made below it */
    RecordedRun(Path root, DiskRecorder.Omission... omissions) {
        recorder = new DiskRecorder(root, omissions);
        directory = root.resolve(STORE);
        milestones.add(new Milestone(new TreeMap<>(), 0));
    }

    DiskRecorder recorder() {
        return recorder;
    }

    List<DiskEvent> events() {
        return recorder.events();
    }

    SegmentStore open() {
        return SegmentStore.openOrCreate(directory, recorder.files(), TINY);
    }

    /** Commits, and notes that it was promised to last. */
    void commit(SegmentStore store, String ref, Environment environment) {
        commit(store, ref, environment, "commit " + milestones.size());
    }

    /** As {@link #commit(SegmentStore, String, Environment)}, with a message. */
    void commit(SegmentStore store, String ref, Environment environment, String message) {
        noteContents(environment);
        store.commit(ref, environment, message);
        recorder.observe();
        note(store, events().size());
    }

    /** Does something else to the store that brings no new contents, and notes that it was promised to last. */
    void perform(SegmentStore store, Consumer<SegmentStore> step) {
        step.accept(store);
        recorder.observe();
        note(store, events().size());
    }

    /** Does something that does not come to its end; what there is of it may be there or not. */
    void performKilled(SegmentStore store, Consumer<SegmentStore> step) {
        try {
            step.accept(store);
            note(store, events().size());
        } catch (final StoreException e) {
            assertThat(e).hasMessageContaining("killed");
        }
    }

    /** Notes what the store holds after a writer was killed. */
    void noteUnpromised() {
        recorder.observe();
        try (SegmentStore reader = SegmentStore.open(directory)) {
            note(reader, Integer.MAX_VALUE);
        }
    }

    private void noteContents(Environment environment) {
        contents.put(environment.id().toHex(), Contents.of(environment));
    }

    private void note(SegmentStore store, int promisedAt) {
        for (final Ref ref : store.refs()) {
            contents.computeIfAbsent(ref.snapshot().toHex(), id -> contentsOf(store, id));
        }
        milestones.add(new Milestone(logs(store), promisedAt));
    }

    private static List<String> contentsOf(SegmentStore store, String id) {
        try (Environment checkout = store.checkout(id)) {
            return Contents.of(checkout);
        }
    }

    static SortedMap<String, List<String>> logs(SegmentStore store) {
        final SortedMap<String, List<String>> logs = new TreeMap<>();
        for (final Ref ref : store.refs()) {
            logs.put(
                    ref.name(),
                    store.log(ref.name()).stream()
                            .map(entry -> entry.snapshot().toHex())
                            .toList());
        }
        return logs;
    }

    List<String> contents(String id) {
        return contents.get(id);
    }

    /** Returns what the store may hold after a power cut that follows the first {@code length} events. */
    List<SortedMap<String, List<String>>> allowedAfter(int length) {
        int first = 0;
        for (int i = 0; i < milestones.size(); i++) {
            first = milestones.get(i).promisedAt() <= length ? i : first;
        }
        int end = first + 1;
        while (end < milestones.size() && milestones.get(end).promisedAt() == Integer.MAX_VALUE) {
            end++;
        }
        return milestones.subList(first, Math.min(milestones.size(), end + 1)).stream()
                .map(Milestone::logs)
                .toList();
    }
}
