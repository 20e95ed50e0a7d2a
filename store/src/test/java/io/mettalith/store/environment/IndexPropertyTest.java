package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomMatcher;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random edits, batches, forks, unions and index builds; then every pattern must find by its plan, whatever ranges and
 * indexes that uses, just what a comparison with every atom finds, in the order of the codes. A failure prints its seed.
 */
class IndexPropertyTest {
    private static final int RUNS = 300;
    private static final int STEPS = 40;
    private static final int PATTERNS = 25;
    private static final int MAX_HANDLES = 4;

    @Test
    void aPatternFindsTheSameWithAndWithoutIndexes() {
        long disordered = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            try (Run run = new Run(seed)) {
                run.perform();
                disordered += run.disordered;
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
        // Otherwise the order would be right for reasons that have nothing to do with the cursor.
        assertThat(disordered).isPositive();
    }

    private static final class Run implements AutoCloseable {
        private final Random random;
        private final List<Environment> handles = new ArrayList<>();
        private SpaceId space;
        private long disordered;

        Run(long seed) {
            // Seeds that follow one another begin alike: the first boolean of all small ones is true.
            random = new Random(seed * 0x9E3779B97F4A7C15L);
            handles.add(Environment.create());
            space = random.nextBoolean() ? SpaceId.MAIN : handles.get(0).newSpace();
            addBatch(handles.get(0), random.nextInt(3) == 0 ? 1500 : 100);
        }

        void perform() {
            for (int step = 0; step < STEPS; step++) {
                final Environment handle = pick();
                switch (random.nextInt(12)) {
                    case 0 -> fork(handle);
                    case 1 -> handle.union(pick());
                    case 2 -> close(handle);
                    case 3, 4 -> buildIndex(handle);
                    case 5 -> addBatch(handle, random.nextInt(200));
                    case 6 -> handle.makeOwned();
                    default -> edit(handle);
                }
            }
            handles.forEach(this::check);
        }

        private Environment pick() {
            return handles.get(random.nextInt(handles.size()));
        }

        private void fork(Environment parent) {
            if (handles.size() < MAX_HANDLES) {
                handles.add(parent.fork());
            }
        }

        private void close(Environment handle) {
            if (handles.size() > 1) {
                handles.remove(handle);
                handle.close();
            }
        }

        private void buildIndex(Environment handle) {
            final int size = 2 + random.nextInt(3);
            handle.buildIndex(space, size, 1 + random.nextInt(size - 1));
        }

        private void edit(Environment handle) {
            for (int i = random.nextInt(8); i >= 0; i--) {
                final AtomCode atom = RandomFacts.fact(random);
                if (random.nextInt(3) == 0) {
                    handle.remove(space, atom);
                } else {
                    handle.add(space, atom);
                }
            }
        }

        private void addBatch(Environment handle, int atoms) {
            try (AtomBatch batch = new AtomBatch()) {
                final AtomWriter writer = new AtomWriter();
                for (int i = 0; i < atoms; i++) {
                    batch.add(writer.reset().atom(RandomFacts.fact(random)));
                }
                handle.addAll(space, batch);
            }
        }

        private void check(Environment handle) {
            final Map<AtomCode, StoredAtom> all = new HashMap<>();
            read(handle.atoms(space), all);
            for (int i = 0; i < PATTERNS; i++) {
                final AtomCode pattern = RandomFacts.pattern(random);
                final Map<AtomCode, StoredAtom> expected = new HashMap<>(all);
                expected.keySet().removeIf(atom -> !mayAnswer(pattern, atom));
                final Map<AtomCode, StoredAtom> found = new LinkedHashMap<>();
                read(handle.match(space, pattern), found);
                assertThat(new ArrayList<>(found.keySet()))
                        .as("order of %s, indexes=%s", pattern, handle.indexes(space))
                        .isSorted();
                disordered += i > 3 || isInOrderOfRanges(handle, pattern) ? 0 : 1;
                assertThat(found)
                        .as("pattern=%s, indexes=%s", pattern, handle.indexes(space))
                        .isEqualTo(expected);
                try (EnvironmentView view = handle.view(space)) {
                    assertThat(view.countMatches(space, pattern))
                            .as("count of %s", pattern)
                            .isEqualTo(expected.values().stream()
                                    .mapToLong(StoredAtom::count)
                                    .sum());
                    assertThat(view.hasMatch(space, pattern)).isEqualTo(!expected.isEmpty());
                }
            }
            IndexValidator.validate(handle, space);
        }

        /** Reports whether what a plan's ranges hold is in order if they are read as they are. */
        private boolean isInOrderOfRanges(Environment handle, AtomCode pattern) {
            final QueryPlan plan = QueryPlan.of(handle.stateOf(space), pattern);
            final List<AtomCode> read = new ArrayList<>();
            for (int range = 0; range < plan.ranges(); range++) {
                final TreeCursor cursor = plan.tree(range).cursor();
                cursor.seek(plan.range(range), plan.range(range).length);
                while (cursor.advance()) {
                    final AtomCode atom = moveBack(cursor, plan.position(range));
                    if (mayAnswer(pattern, atom)) {
                        read.add(atom);
                    }
                }
            }
            return read.equals(read.stream().sorted().toList());
        }

        private static AtomCode moveBack(TreeCursor cursor, int position) {
            if (position == 0) {
                return AtomCode.copyOf(cursor.key(), 0, cursor.keyLength());
            }
            final Rearranger rearranger = new Rearranger();
            rearranger.moveBack(cursor.key(), cursor.keyLength(), cursor.hasVariables(), position);
            return AtomCode.copyOf(rearranger.array(), 0, rearranger.length());
        }

        private static boolean mayAnswer(AtomCode pattern, AtomCode atom) {
            return new AtomMatcher().match(pattern.buffer(), 0, pattern.length(), atom.buffer(), 0, atom.length())
                    != AtomMatcher.NO_MATCH;
        }

        private static void read(Cursor cursor, Map<AtomCode, StoredAtom> found) {
            try (cursor) {
                while (cursor.next()) {
                    final StoredAtom atom = cursor.toStoredAtom();
                    assertThat(found.put(atom.code(), atom))
                            .as("twice: %s", atom)
                            .isNull();
                }
            }
        }

        @Override
        public void close() {
            handles.forEach(Environment::close);
        }
    }
}
