package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random forks, writes and unions against plain maps. The model keeps its own history: a graph of versions in which a
 * union has two parents, and finds common ancestors by walking it. A failure prints the seed, which reproduces it.
 */
class EnvironmentPropertyTest {
    private static final int RUNS = 2_500;
    private static final int STEPS = 40;
    private static final int NIGHTLY_RUNS = Integer.getInteger("mettalith.test.runs", 40_000);
    private static final int NIGHTLY_STEPS = Integer.getInteger("mettalith.test.steps", 200);
    private static final int MAX_HANDLES = 7;

    @Test
    void contentsAndCountsEqualAPlainMapModelAfterEveryStep() {
        forEachSeed(0, RUNS, seed -> new Run(seed, false));
    }

    @Test
    void theSameHoldsWhenTheParentWritesAfterEveryFork() {
        forEachSeed(1_000_000, RUNS, seed -> new Run(seed, true));
    }

    @Test
    void theSameHoldsForSpacesThatForkAndUniteWithinOneEnvironment() {
        forEachSeed(2_000_000, RUNS, seed -> new Run(seed, true, true, STEPS));
    }

    @Test
    @Tag("nightly")
    void theSameHoldsForManyLongRuns() {
        forEachSeed(10_000_000, NIGHTLY_RUNS, seed -> new Run(seed, seed % 2 == 0, seed % 4 == 0, NIGHTLY_STEPS));
    }

    private static void forEachSeed(long first, int count, LongFunction<Run> runs) {
        for (long seed = first; seed < first + count; seed++) {
            try (Run run = runs.apply(seed)) {
                run.perform();
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
    }

    /** A space, the main one or one among others of an environment, and what the model says of it. */
    private static final class Handle {
        private final Environment environment;
        private final SpaceId space;
        private final Map<AtomCode, Long> counts;
        private ModelVersion head;

        Handle(Environment environment, SpaceId space, Map<AtomCode, Long> counts, ModelVersion head) {
            this.environment = environment;
            this.space = space;
            this.counts = counts;
            this.head = head;
        }

        Handle fork(boolean withinEnvironment) {
            final ModelVersion version = version();
            return withinEnvironment
                    ? new Handle(environment, environment.forkSpace(space), new HashMap<>(counts), version)
                    : new Handle(environment.fork(), space, new HashMap<>(counts), version);
        }

        void union(Handle other, UnionMode mode) {
            if (environment == other.environment) {
                environment.unionSpace(space, other.space, mode);
            } else {
                environment.union(other.environment, mode);
            }
        }

        /** Returns the version of what is there now. */
        ModelVersion version() {
            if (!head.counts().equals(counts)) {
                head = new ModelVersion(Map.copyOf(counts), List.of(head));
            }
            return head;
        }
    }

    private static final class Run implements AutoCloseable {
        private final Random random;
        private final int steps;
        private final boolean parentWrites;
        private final boolean withinEnvironment;
        private final UnionMode mode;
        private final List<Handle> handles = new ArrayList<>();
        private final AtomCode[] vocabulary;

        Run(long seed, boolean parentWrites) {
            this(seed, parentWrites, false, STEPS);
        }

        Run(long seed, boolean parentWrites, boolean withinEnvironment, int steps) {
            this.steps = steps;
            mode = UnionMode.values()[(int) (seed / 4 % UnionMode.values().length)];
            random = new Random(seed);
            this.parentWrites = parentWrites;
            this.withinEnvironment = withinEnvironment;
            vocabulary = new AtomCode[random.nextInt(8) == 0 ? 1500 : 30];
            for (int i = 0; i < vocabulary.length; i++) {
                vocabulary[i] = atom(i);
            }
            final ModelVersion empty = new ModelVersion(Map.of(), List.of());
            handles.add(new Handle(Environment.create(), SpaceId.MAIN, new HashMap<>(), empty));
            write(handles.get(0), random.nextInt(2 * vocabulary.length));
        }

        private static AtomCode atom(int i) {
            final AtomCode name = AtomCode.symbol("name" + i % 11);
            return switch (i % 4) {
                case 0 -> AtomCode.expression(AtomCode.symbol("="), AtomCode.expression(name), AtomCode.integer(i));
                case 1 -> AtomCode.expression(AtomCode.symbol(":"), name, AtomCode.integer(i));
                case 2 -> AtomCode.expression(AtomCode.symbol("edge"), name, AtomCode.variable("x" + i));
                default -> AtomCode.expression(AtomCode.symbol("edge"), name, AtomCode.integer(i));
            };
        }

        void perform() {
            for (int step = 0; step < steps; step++) {
                final Handle handle = pick();
                switch (random.nextInt(6)) {
                    case 0 -> fork(handle);
                    case 1 -> unite(handle, pick());
                    case 2 -> close(handle);
                    default -> write(handle, 1 + random.nextInt(5));
                }
                check(handle);
                check(pick());
            }
            handles.forEach(this::check);
        }

        private Handle pick() {
            return handles.get(random.nextInt(handles.size()));
        }

        private void write(Handle handle, int operations) {
            for (int i = 0; i < operations; i++) {
                final AtomCode atom = vocabulary[random.nextInt(vocabulary.length)];
                if (random.nextInt(3) == 0) {
                    final boolean removed = handle.environment.remove(handle.space, atom);
                    assertThat(removed).isEqualTo(handle.counts.containsKey(atom));
                    handle.counts.computeIfPresent(atom, (key, count) -> count == 1 ? null : count - 1);
                } else {
                    handle.environment.add(handle.space, atom);
                    handle.counts.merge(atom, 1L, Long::sum);
                }
            }
        }

        private void fork(Handle parent) {
            if (handles.size() == MAX_HANDLES) {
                return;
            }
            final Handle child = parent.fork(withinEnvironment);
            handles.add(child);
            if (parentWrites) {
                write(parent, 1 + random.nextInt(3));
                check(child);
                check(parent);
            }
        }

        private void unite(Handle left, Handle right) {
            final ModelVersion leftVersion = left.version();
            final ModelVersion rightVersion = right.version();
            final Optional<ModelVersion> base = ModelVersion.commonAncestor(leftVersion, rightVersion, mode);
            if (base.isEmpty()) {
                return;
            }
            left.union(right, mode);
            if (left != right) {
                ModelVersion.unite(left.counts, right.counts, base.get(), mode);
            }
            left.head = new ModelVersion(Map.copyOf(left.counts), List.of(leftVersion, rightVersion));
        }

        private void close(Handle handle) {
            if (handles.size() > 1) {
                handles.remove(handle);
                if (!withinEnvironment) {
                    handle.environment.close();
                }
            }
        }

        private void check(Handle handle) {
            if (!handles.contains(handle)) {
                return;
            }
            final Map<AtomCode, Long> found = new HashMap<>();
            try (Cursor cursor = handle.environment.atoms(handle.space)) {
                while (cursor.next()) {
                    final StoredAtom atom = cursor.toStoredAtom();
                    found.put(atom.code(), atom.count());
                }
            }
            assertThat(found).isEqualTo(handle.counts);
            assertThat(handle.environment.size(handle.space))
                    .isEqualTo(handle.counts.values().stream()
                            .mapToLong(count -> count)
                            .sum());
        }

        @Override
        public void close() {
            handles.forEach(handle -> handle.environment.close());
        }
    }
}
