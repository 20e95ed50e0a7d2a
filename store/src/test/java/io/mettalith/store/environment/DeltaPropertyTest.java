package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.snapshot.CommitOptions;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What deltas promise, over random histories. A failure prints the seed, which reproduces it. */
class DeltaPropertyTest {
    private static final int RUNS = 3_000;
    private static final int FORKS = 4;

    private interface Property {
        void check(RandomHistory history);
    }

    private static void forEachSeed(int runs, Property property) {
        for (long seed = 0; seed < runs; seed++) {
            try (RandomHistory history = new RandomHistory(seed, FORKS)) {
                property.check(history);
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
    }

    private static List<Delta> deltas(RandomHistory history) {
        return history.forks.stream()
                .map(fork -> Delta.between(history.base, fork))
                .toList();
    }

    /* ---------------- Group ---------------- */

    @Test
    void deltasOfOneBaseAreACommutativeGroupToTheByte() {
        forEachSeed(RUNS, history -> {
            final List<Delta> deltas = deltas(history);
            final Delta a = deltas.get(0);
            final Delta b = deltas.get(1);
            final Delta c = deltas.get(2).negate();
            final Delta zero = Delta.empty(history.base.id());
            assertSame(a.plus(b).plus(c), a.plus(b.plus(c)));
            assertSame(a.plus(b), b.plus(a));
            assertSame(a.plus(c), c.plus(a));
            assertSame(a.plus(zero), a);
            assertSame(a.plus(a.negate()), zero);
            assertSame(a.minus(b), a.plus(b.negate()));
            assertSame(a.plus(b).minus(b), a);
            assertSame(a.negate().negate(), a);
            assertSame(a.plus(b).negate(), a.negate().minus(b));
            assertThat(a.isEmpty()).isEqualTo(a.equals(zero));
        });
    }

    @Test
    void everyTreeAndOrderOfReductionGivesTheSameBytes() {
        forEachSeed(RUNS, history -> {
            final List<Delta> deltas = new ArrayList<>(deltas(history));
            deltas.add(deltas.get(0).negate());
            deltas.add(deltas.get(1));
            final Delta sum = deltas.stream().reduce(Delta::plus).orElseThrow();
            for (int i = 0; i < 6; i++) {
                assertSame(reduced(deltas, history.random()), sum);
            }
        });
    }

    @Test
    void everyTreeOfFourGivesTheSameBytes() {
        forEachSeed(60, history -> {
            final List<Delta> deltas = deltas(history);
            final List<Delta> sums = new ArrayList<>();
            reduceEveryWay(deltas, sums);
            assertThat(sums).hasSize(4 * 3 * 3 * 2 * 2).containsOnly(sums.get(0));
        });
    }

    /** Reduces a list by adding, at each step, any two of its elements in any order. */
    private static void reduceEveryWay(List<Delta> deltas, List<Delta> sums) {
        if (deltas.size() == 1) {
            sums.add(deltas.get(0));
            return;
        }
        for (int left = 0; left < deltas.size(); left++) {
            for (int right = 0; right < deltas.size(); right++) {
                if (left != right) {
                    reduceEveryWay(withSum(deltas, left, right), sums);
                }
            }
        }
    }

    private static List<Delta> withSum(List<Delta> deltas, int left, int right) {
        final List<Delta> rest = new ArrayList<>(deltas);
        rest.set(left, deltas.get(left).plus(deltas.get(right)));
        rest.remove(right);
        return rest;
    }

    private static Delta reduced(List<Delta> deltas, Random random) {
        List<Delta> pending = new ArrayList<>(deltas);
        Collections.shuffle(pending, random);
        while (pending.size() > 1) {
            final int left = random.nextInt(pending.size());
            final int right = (left + 1 + random.nextInt(pending.size() - 1)) % pending.size();
            pending = withSum(pending, left, right);
        }
        return pending.get(0);
    }

    @Test
    void bytesAreReadBackAsTheSameDelta() {
        forEachSeed(RUNS, history -> {
            final Delta delta = deltas(history).stream().reduce(Delta::plus).orElseThrow();
            final Delta read = Delta.fromBytes(delta.toBytes());
            assertSame(read, delta);
            assertThat(read.base()).isEqualTo(history.base.id());
            assertThat(read.size()).isEqualTo(delta.size());
            assertSame(read.minus(delta), Delta.empty(history.base.id()));
        });
    }

    /* ---------------- Applying ---------------- */

    @Test
    void baseWithADeltaIsTheForkInContentsCountsStatesAndOrderOfDefinitions() {
        forEachSeed(RUNS, history -> {
            for (final Environment fork : history.forks) {
                final Environment target = history.fork(history.base);
                target.apply(Delta.between(history.base, fork));
                assertThat(Image.of(target)).isEqualTo(Image.of(fork));
            }
        });
    }

    @Test
    void forkWithTheNegatedDeltaIsTheBaseInContentsCountsAndStates() {
        forEachSeed(RUNS, history -> {
            final Image base = Image.of(history.base);
            for (final Environment fork : history.forks) {
                final UnionReport report =
                        fork.apply(Delta.between(history.base, fork).negate());
                assertThat(report.clamped()).isZero();
                assertThat(Image.of(fork).counts()).isEqualTo(base.counts());
            }
        });
    }

    @Test
    void countsAreClampedOncePerAtomWhateverTheTarget() {
        forEachSeed(RUNS, history -> {
            final Delta sum = deltas(history).stream().reduce(Delta::plus).orElseThrow();
            final Environment target = history.fork(history.base);
            history.write(target, history.random().nextInt(20));
            final Map<SpaceId, Map<AtomCode, Long>> expected =
                    new TreeMap<>(Image.of(target).counts());
            sum.forEach((space, atom, count) -> {
                final Map<AtomCode, Long> atoms = expected.computeIfAbsent(space, made -> new TreeMap<>());
                atoms.put(atom, Math.max(0, atoms.getOrDefault(atom, 0L) + count));
            });
            expected.remove(SpaceId.REGISTRY);
            expected.values().forEach(atoms -> atoms.values().removeIf(count -> count == 0));
            target.apply(sum);
            final Map<SpaceId, Map<AtomCode, Long>> found = Image.of(target).counts();
            assertCellsHaveOneValueEach(found.getOrDefault(SpaceId.REGISTRY, Map.of()));
            found.remove(SpaceId.REGISTRY);
            found.values().removeIf(Map::isEmpty);
            expected.values().removeIf(Map::isEmpty);
            assertThat(found).isEqualTo(expected);
        });
    }

    private static void assertCellsHaveOneValueEach(Map<AtomCode, Long> registry) {
        byte[] before = null;
        for (final Map.Entry<AtomCode, Long> entry : registry.entrySet()) {
            final byte[] code = entry.getKey().toByteArray();
            assertThat(entry.getValue()).isEqualTo(1);
            assertThat(before != null && Registry.isSameCell(before, code)).isFalse();
            before = code;
        }
    }

    @Test
    void sumOfSiblingsIsTheSequenceOfUnionsWhereNothingConflictsOrIsClamped() {
        final int[] compared = new int[1];
        forEachSeed(RUNS, history -> {
            final Environment united = history.fork(history.base);
            boolean comparable = true;
            for (final Environment fork : history.forks.subList(0, 2)) {
                final UnionReport report = united.union(fork, UnionMode.SUM);
                comparable &= report.clamped() == 0 && report.conflicts().isEmpty();
            }
            if (comparable) {
                compared[0]++;
                final List<Delta> deltas = deltas(history);
                final Environment target = history.fork(history.base);
                final UnionReport report = target.apply(deltas.get(1).plus(deltas.get(0)));
                assertThat(report.conflicts()).isEmpty();
                assertThat(report.clamped()).isZero();
                assertThat(Image.of(target).counts()).isEqualTo(Image.of(united).counts());
            }
        });
        assertThat(compared[0]).as("runs compared").isGreaterThan(RUNS / 10);
    }

    @Test
    void reportCountsAtomsThatGrewShrankOrWereClamped() {
        forEachSeed(RUNS, history -> {
            final Environment fork = history.forks.get(0);
            final Delta delta = Delta.between(history.base, fork);
            final long[] grew = new long[2];
            delta.forEach((space, atom, count) -> {
                grew[0] += count > 0 ? 1 : 0;
                grew[1] += count < 0 ? 1 : 0;
            });
            final UnionReport report = history.fork(history.base).apply(delta);
            assertThat(report.added()).isEqualTo(grew[0]);
            assertThat(report.removed()).isEqualTo(grew[1]);
            assertThat(report.clamped()).isZero();
            assertThat(report.conflicts()).isEmpty();
        });
    }

    @Test
    void deltaMadeInOneCheckoutFitsAnotherOfTheSameSnapshot() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            forEachSeed(RUNS / 10, history -> {
                store.commit("main", history.base, CommitOptions.message("").replacing());
                final Environment here = history.closing(store.checkout("main", 1));
                final Environment fork = history.fork(here);
                history.write(fork, history.random().nextInt(30));
                final byte[] bytes = Delta.between(here, fork).toBytes();

                final Environment there = history.closing(store.checkout("main", 2));
                final Delta delta = Delta.fromBytes(bytes);
                assertThat(there.id()).isEqualTo(delta.base()).isEqualTo(history.base.id());
                assertSame(Delta.between(there, fork), delta);
                there.apply(delta);
                assertThat(Image.of(there)).isEqualTo(Image.of(fork));
                store.commit("main", there);
                assertThat(Image.of(history.closing(store.checkout("main")))).isEqualTo(Image.of(fork));
            });
        }
    }

    private static void assertSame(Delta actual, Delta expected) {
        assertThat(actual.toBytes()).isEqualTo(expected.toBytes());
    }
}
