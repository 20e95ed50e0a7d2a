package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.CommitOptions;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Forks, forks of forks, writes, unions, commits and checkouts that are closed in any order, under cursors that stay
 * open across all of it, against plain maps after every step. A failure prints the seed, which reproduces it.
 */
class EnvironmentLifetimePropertyTest {
    private static final int RUNS = Integer.getInteger("mettalith.test.lifetimes", 3_000);
    private static final int STEPS = 50;
    private static final int MAX_HANDLES = 7;
    private static final int MAX_CURSORS = 4;

    @Test
    void everyHandleAndEveryCursorSeesItsOwnWhateverIsClosedWhen() throws InterruptedException {
        final long before = Sample.settledBytes();
        for (long seed = 0; seed < RUNS; seed++) {
            try (Run run = new Run(seed)) {
                run.perform();
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
        assertThat(Sample.settledBytes(before)).isLessThanOrEqualTo(before);
    }

    /** An open environment, and what the model says of it. */
    private static final class Handle {
        private final Environment environment;
        private final Map<AtomCode, Long> counts;
        private final List<Reading> readings = new ArrayList<>();
        private ModelVersion head;

        Handle(Environment environment, Map<AtomCode, Long> counts, ModelVersion head) {
            this.environment = environment;
            this.counts = counts;
            this.head = head;
        }

        ModelVersion version() {
            if (!head.counts().equals(counts)) {
                head = new ModelVersion(Map.copyOf(counts), List.of(head));
            }
            return head;
        }
    }

    /** An open cursor, and what it has still to return. */
    private static final class Reading {
        private final Cursor cursor;
        private final Map<AtomCode, Long> left;

        Reading(Handle handle) {
            cursor = handle.environment.atoms(SpaceId.MAIN);
            left = new HashMap<>(handle.counts);
        }

        /** Reads on; returns whether that was all. */
        boolean read(int atoms) {
            for (int i = 0; i < atoms; i++) {
                if (!cursor.next()) {
                    assertThat(left).isEmpty();
                    return true;
                }
                final StoredAtom atom = cursor.toStoredAtom();
                assertThat(left.remove(atom.code())).isEqualTo(atom.count());
            }
            return false;
        }
    }

    private static final class Run implements AutoCloseable {
        private final Random random;
        private final SegmentStore store = SegmentStore.inMemory();
        private final Map<ContentHash, ModelVersion> committed = new HashMap<>();
        private final List<ContentHash> ids = new ArrayList<>();
        private final List<Handle> handles = new ArrayList<>();
        private final AtomCode[] vocabulary;
        private int path;

        Run(long seed) {
            random = new Random(seed);
            vocabulary = new AtomCode[random.nextInt(8) == 0 ? 800 : 30];
            for (int i = 0; i < vocabulary.length; i++) {
                vocabulary[i] = AtomCode.expression(
                        AtomCode.symbol(i % 3 == 0 ? "=" : "edge"), AtomCode.symbol("n" + i % 7), AtomCode.integer(i));
            }
            final ModelVersion empty = new ModelVersion(Map.of(), List.of());
            handles.add(new Handle(Environment.create(), new HashMap<>(), empty));
            write(handles.get(0), random.nextInt(2 * vocabulary.length));
        }

        void perform() {
            for (int step = 0; step < STEPS; step++) {
                final Handle handle = pick();
                switch (random.nextInt(16)) {
                    case 0, 1, 2 -> fork(handle);
                    case 3, 4, 5 -> close(handle);
                    case 6 -> unite(handle, pick());
                    case 7 -> commit(handle);
                    case 8 -> checkout();
                    case 9, 10 -> open(handle);
                    case 11 -> handle.readings.removeIf(this::finish);
                    case 12 -> freeze(handle);
                    default -> write(handle, 1 + random.nextInt(5));
                }
                for (final Handle open : handles) {
                    check(open);
                    open.readings.removeIf(reading -> reading.read(1) && finish(reading));
                }
            }
        }

        private Handle pick() {
            return handles.get(random.nextInt(handles.size()));
        }

        private void write(Handle handle, int operations) {
            for (int i = 0; i < operations; i++) {
                final AtomCode atom = vocabulary[random.nextInt(vocabulary.length)];
                if (random.nextInt(3) == 0) {
                    final boolean removed = handle.environment.remove(atom);
                    assertThat(removed).isEqualTo(handle.counts.containsKey(atom));
                    handle.counts.computeIfPresent(atom, (key, count) -> count == 1 ? null : count - 1);
                } else {
                    handle.environment.add(atom);
                    handle.counts.merge(atom, 1L, Long::sum);
                }
            }
        }

        private void fork(Handle parent) {
            if (handles.size() < MAX_HANDLES) {
                final ModelVersion version = parent.version();
                handles.add(new Handle(parent.environment.fork(), new HashMap<>(parent.counts), version));
            }
        }

        private void close(Handle handle) {
            if (handles.size() > 1) {
                handles.remove(handle);
                handle.readings.forEach(this::finish);
                handle.environment.close();
            }
        }

        private void unite(Handle left, Handle right) {
            final ModelVersion leftVersion = left.version();
            final ModelVersion rightVersion = right.version();
            final Optional<ModelVersion> base =
                    ModelVersion.commonAncestor(leftVersion, rightVersion, UnionMode.ALIKE_ONCE);
            if (base.isEmpty()) {
                return;
            }
            left.environment.union(right.environment);
            if (left != right) {
                ModelVersion.unite(left.counts, right.counts, base.get(), UnionMode.ALIKE_ONCE);
            }
            left.head = new ModelVersion(Map.copyOf(left.counts), List.of(leftVersion, rightVersion));
        }

        /** Commits. Whoever commits what has been committed before is related to the first who did. */
        private void commit(Handle handle) {
            final ModelVersion version = handle.version();
            final ContentHash id = store.commit(
                            "main",
                            handle.environment,
                            CommitOptions.message("").replacing())
                    .snapshot();
            final ModelVersion first = committed.putIfAbsent(id, version);
            if (first == null) {
                ids.add(id);
            } else {
                assertThat(first.counts()).isEqualTo(handle.counts);
                handle.head = new ModelVersion(Map.copyOf(handle.counts), List.of(version, first));
            }
        }

        private void checkout() {
            if (!ids.isEmpty() && handles.size() < MAX_HANDLES) {
                final ContentHash id = ids.get(random.nextInt(ids.size()));
                final ModelVersion version = committed.get(id);
                final Environment environment = store.checkout(id.toHex(), ++path);
                handles.add(new Handle(environment, new HashMap<>(version.counts()), version));
            }
        }

        private void open(Handle handle) {
            if (handle.readings.size() < MAX_CURSORS) {
                handle.readings.add(new Reading(handle));
            }
        }

        private boolean finish(Reading reading) {
            reading.read(Integer.MAX_VALUE);
            reading.cursor.close();
            return true;
        }

        /** Does what ends an epoch and is seen by nobody. */
        private void freeze(Handle handle) {
            switch (random.nextInt(4)) {
                case 0 -> handle.environment.makeOwned();
                case 1 -> handle.environment.id();
                case 2 -> handle.environment.buildIndex(SpaceId.MAIN, 3, 2);
                default -> {
                    handle.environment.acquire();
                    handle.environment.openToReaders();
                    handle.environment.release();
                }
            }
        }

        private void check(Handle handle) {
            final Map<AtomCode, Long> found = new HashMap<>();
            try (Cursor cursor = handle.environment.atoms(SpaceId.MAIN)) {
                while (cursor.next()) {
                    final StoredAtom atom = cursor.toStoredAtom();
                    found.put(atom.code(), atom.count());
                }
            }
            assertThat(found).isEqualTo(handle.counts);
            if (random.nextInt(16) == 0) {
                Sample.validate(handle.environment);
            }
        }

        @Override
        public void close() {
            handles.forEach(handle -> handle.readings.forEach(reading -> reading.cursor.close()));
            handles.forEach(handle -> handle.environment.close());
            store.close();
        }
    }
}
