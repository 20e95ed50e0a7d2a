package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Random commits, branches, tags, merges and deletions beside a model that keeps a multiset for every snapshot: a merge
 * adds what both sides did since their base, what they did alike once, and a diff shows what differs. A failure prints its seed.
 */
class MergePropertyTest {
    private static final int RUNS = 150;
    private static final int STEPS = 25;
    private static final List<String> NAMES = List.of("main", "a", "b", "c");

    /** How the model merges: planted bugs are other ways. */
    private interface MergeRule {
        long count(long into, long other, long base);
    }

    private static final MergeRule THREE_WAY = (into, other, base) -> {
        if (into >= base && other >= base) {
            return Math.max(into, other);
        }
        return into <= base && other <= base ? Math.min(into, other) : into + other - base;
    };

    /** One run of random steps. */
    private static final class Run implements AutoCloseable {
        private final Random random;
        private final MergeRule rule;
        private final SegmentStore store = SegmentStore.inMemory();
        /** What each snapshot has, by its id. */
        private final Map<String, Map<String, Long>> snapshots = new HashMap<>();

        private int merges;

        Run(long seed, MergeRule rule) {
            this.random = new Random(seed);
            this.rule = rule;
            try (Environment environment = Environment.create()) {
                edit(environment);
                store.commit("main", environment);
                note("main", multiset(environment));
            }
        }

        private void edit(Environment environment) {
            final SpaceId space =
                    environment.spaces().get(random.nextInt(environment.spaces().size()));
            for (int i = random.nextInt(8); i >= 0; i--) {
                final AtomCode atom = random.nextInt(4) == 0
                        ? Samples.rule("f", random.nextInt(4))
                        : Samples.fact(random.nextInt(12));
                if (random.nextInt(3) == 0) {
                    environment.remove(space, atom);
                } else {
                    environment.add(space, atom);
                }
            }
            if (random.nextInt(10) == 0) {
                environment.newSpace();
            }
        }

        private void note(String ref, Map<String, Long> multiset) {
            final Map<String, Long> known =
                    snapshots.putIfAbsent(store.snapshot(ref).id().toHex(), multiset);
            assertThat(known == null ? multiset : known).isEqualTo(multiset);
        }

        private Map<String, Long> model(String name) {
            return snapshots.get(store.snapshot(name).id().toHex());
        }

        private String anyRef() {
            final List<Ref> refs = store.refs();
            return refs.get(random.nextInt(refs.size())).name();
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> commit(anyRef());
                case 3 -> store.branch(NAMES.get(random.nextInt(NAMES.size())), anyRef());
                case 4, 5, 6 -> merge(anyRef(), anyRef());
                default -> delete();
            }
            diff(anyRef(), anyRef());
        }

        private void commit(String ref) {
            try (Environment environment = store.checkout(ref)) {
                edit(environment);
                final Map<String, Long> edited = multiset(environment);
                store.commit(ref, environment);
                note(ref, edited);
            }
        }

        private void merge(String into, String other) {
            final Map<String, Long> left = model(into);
            final Map<String, Long> right = model(other);
            final Merge merge;
            try {
                merge = store.merge(into, other, Optional.empty(), "");
            } catch (final MergeBaseException e) {
                return;
            }
            final Map<String, Long> base = snapshots.get(merge.base().toHex());
            final Map<String, Long> expected = new TreeMap<>();
            for (final String atom : keys(left, right)) {
                final long count = rule.count(count(left, atom), count(right, atom), count(base, atom));
                if (count > 0) {
                    expected.put(atom, count);
                }
            }
            try (Environment environment = store.checkout(into)) {
                assertThat(multiset(environment)).isEqualTo(expected);
            }
            note(into, expected);
            assertThat(store.merge(into, other, Optional.empty(), "").outcome())
                    .isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
            merges += merge.outcome() == Merge.Outcome.MERGED ? 1 : 0;
        }

        private void delete() {
            if (store.refs().size() > 1) {
                store.delete(anyRef());
            }
        }

        private void diff(String from, String to) {
            final Map<String, Long> expected = new TreeMap<>();
            final Map<String, Long> before = model(from);
            final Map<String, Long> after = model(to);
            for (final String atom : keys(before, after)) {
                if (count(before, atom) != count(after, atom)) {
                    expected.put(atom, count(after, atom) - count(before, atom));
                }
            }
            final Map<String, Long> found = new TreeMap<>();
            store.diff(from, to, (space, atom, had, has) -> found.put(space + " " + atom, has - had));
            assertThat(found).isEqualTo(expected);
            assertThat(store.diff(from, to).added())
                    .isEqualTo(expected.values().stream().filter(n -> n > 0).count());
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static TreeSet<String> keys(Map<String, Long> left, Map<String, Long> right) {
        final TreeSet<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        return keys;
    }

    private static long count(Map<String, Long> multiset, String atom) {
        return multiset.getOrDefault(atom, 0L);
    }

    private static Map<String, Long> multiset(Environment environment) {
        final Map<String, Long> multiset = new TreeMap<>();
        for (final SpaceId space : environment.spaces()) {
            try (Cursor cursor = environment.atoms(space)) {
                while (cursor.next()) {
                    multiset.put(space + " " + cursor.toStoredAtom().code(), cursor.count());
                }
            }
        }
        return multiset;
    }

    private static int check(long seed, MergeRule rule) {
        try (Run run = new Run(seed, rule)) {
            for (int step = 0; step < STEPS; step++) {
                run.step();
            }
            return run.merges;
        } catch (final AssertionError | RuntimeException e) {
            throw new AssertionError("property failed: seed=" + seed, e);
        }
    }

    @Test
    void mergesAndDifferencesAreThoseOfTheModel() {
        final List<Integer> merges = new ArrayList<>();
        for (long seed = 0; seed < RUNS; seed++) {
            merges.add(check(seed, THREE_WAY));
        }
        assertThat(merges.stream().mapToInt(n -> n).sum())
                .as("merges of two sides")
                .isGreaterThan(RUNS / 4);
    }

    @Test
    void mergeThatDoublesWhatBothHadIsCaught() {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < RUNS; seed++) {
                        check(seed, (into, other, base) -> into + other);
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("property failed: seed=");
    }
}
