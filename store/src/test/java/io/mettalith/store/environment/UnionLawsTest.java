package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.ContentHash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds of unions of facts in each mode, against plain maps. A failure prints its seed. */
class UnionLawsTest {
    private static final int SEEDS = 200;
    private static final int ATOMS = 12;
    private static final int FORKS = 4;

    private static AtomCode atom(int number) {
        return AtomCode.expression(AtomCode.symbol("fact"), AtomCode.symbol("n" + number));
    }

    private static void set(Environment environment, int atom, int count) {
        for (long left = environment.count(atom(atom)); left < count; left++) {
            environment.add(atom(atom));
        }
        for (long left = environment.count(atom(atom)); left > count; left--) {
            environment.remove(atom(atom));
        }
    }

    private static void fill(Environment environment, IntUnaryOperator counts) {
        for (int atom = 0; atom < ATOMS; atom++) {
            set(environment, atom, Math.max(0, counts.applyAsInt(atom)));
        }
    }

    private static Map<Integer, Long> contents(Environment environment) {
        final Map<Integer, Long> counts = new HashMap<>();
        for (int atom = 0; atom < ATOMS; atom++) {
            counts.put(atom, environment.count(atom(atom)));
        }
        return counts;
    }

    /** The rule of a mode as its documentation has it. */
    private static long united(UnionMode mode, long base, long left, long right) {
        final long mine = left - base;
        final long theirs = right - base;
        final boolean alike = mode == UnionMode.ALIKE_ONCE && Long.signum(mine) * Long.signum(theirs) > 0;
        final long change = alike ? Math.abs(mine) > Math.abs(theirs) ? mine : theirs : mine + theirs;
        return Math.max(0, base + change);
    }

    @ParameterizedTest
    @EnumSource
    void contentsAreThoseOfTheRuleAndTheSameFromEitherSide(UnionMode mode) {
        for (long seed = 0; seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            try (Environment base = Environment.create()) {
                fill(base, atom -> random.nextInt(3));
                try (Environment left = base.fork();
                        Environment right = base.fork()) {
                    fill(left, atom -> random.nextInt(5));
                    fill(right, atom -> random.nextInt(5));
                    final Map<Integer, Long> expected = new HashMap<>();
                    for (int atom = 0; atom < ATOMS; atom++) {
                        expected.put(
                                atom,
                                united(mode, base.count(atom(atom)), left.count(atom(atom)), right.count(atom(atom))));
                    }
                    try (Environment leftFirst = left.fork();
                            Environment rightFirst = right.fork()) {
                        leftFirst.union(right, mode);
                        rightFirst.union(left, mode);
                        assertThat(contents(leftFirst)).as("seed=%d", seed).isEqualTo(expected);
                        assertThat(rightFirst.id()).as("seed=%d", seed).isEqualTo(leftFirst.id());
                        assertAbsorbed(mode, leftFirst, right);
                        assertAbsorbed(mode, leftFirst, left);
                    }
                }
            }
        }
    }

    /** What has been united, and a fork that has done nothing, add nothing. */
    private static void assertAbsorbed(UnionMode mode, Environment united, Environment side) {
        final ContentHash before = united.id();
        united.union(side, mode);
        united.union(united, mode);
        try (Environment idle = united.fork()) {
            united.union(idle, mode);
        }
        assertThat(united.id()).isEqualTo(before);
    }

    @Test
    void sumsDoNotDependOnTheOrderOfUnionsWhereNothingIsRemovedTwice() {
        // Each atom has a copy for each fork to remove, so that nothing is clamped.
        assertOrderDoesNotMatter(
                UnionMode.SUM, random -> atom -> FORKS, random -> atom -> FORKS - 1 + random.nextInt(4));
    }

    @Test
    void setsDoNotDependOnTheOrderOfUnions() {
        assertOrderDoesNotMatter(
                UnionMode.ALIKE_ONCE, random -> atom -> random.nextInt(2), random -> atom -> random.nextInt(2));
    }

    @Test
    void norDoCountsOfAtomsThatAreMultipliedOrRemovedButNotBoth() {
        assertOrderDoesNotMatter(
                UnionMode.ALIKE_ONCE,
                random -> atom -> 3,
                random -> atom -> 3 + (atom % 2 == 0 ? 1 : -1) * random.nextInt(4));
    }

    private interface Counts {
        IntUnaryOperator of(Random random);
    }

    private static void assertOrderDoesNotMatter(UnionMode mode, Counts atFirst, Counts later) {
        for (long seed = 0; seed < SEEDS; seed++) {
            final Random random = new Random(seed);
            final List<Environment> forks = new ArrayList<>();
            try (Environment base = Environment.create()) {
                fill(base, atFirst.of(random));
                for (int i = 0; i < FORKS; i++) {
                    forks.add(base.fork());
                    fill(forks.get(i), later.of(random));
                }
                ContentHash expected = null;
                for (int order = 0; order < 6; order++) {
                    Collections.shuffle(forks, random);
                    try (Environment united = base.fork()) {
                        forks.forEach(fork -> united.union(fork, mode));
                        expected = expected == null ? united.id() : expected;
                        assertThat(united.id()).as("seed=%d", seed).isEqualTo(expected);
                    }
                }
            } finally {
                forks.forEach(Environment::close);
            }
        }
    }

    @Test
    void ofAnAtomThatIsBothMultipliedAndRemovedTheOrderSaysHowManyAreLeft() {
        assertThat(unitedInOrder(2, 2, 0)).isEqualTo(1);
        assertThat(unitedInOrder(2, 0, 2)).isEqualTo(2);
    }

    /** Unites two forks of what had one copy in the order given. */
    private static long unitedInOrder(int left, int first, int second) {
        try (Environment handle = Environment.create()) {
            set(handle, 0, 1);
            try (Environment one = handle.fork();
                    Environment other = handle.fork()) {
                set(handle, 0, left);
                set(one, 0, first);
                set(other, 0, second);
                handle.union(one, UnionMode.ALIKE_ONCE);
                handle.union(other, UnionMode.ALIKE_ONCE);
                return handle.count(atom(0));
            }
        }
    }
}
