package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What handles remember of their past is bounded however long they go on, and is enough all the same. */
class LineageBoundTest {
    private static final int ROUNDS = 100_000;
    private static final int WINDOW = 4;

    private static AtomCode atom(String name, int number) {
        return AtomCode.expression(AtomCode.symbol(name), AtomCode.symbol("n" + number));
    }

    /** Returns how many versions can be reached from a handle. */
    private static int remembered(Environment environment) {
        final Set<Version<Root>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Version<Root>> pending = new ArrayDeque<>();
        final Ancestry<Root> ancestry = environment.ancestry();
        pending.addAll(ancestry.sinceLastMark(null).parents());
        while (!pending.isEmpty()) {
            final Version<Root> version = pending.pop();
            if (seen.add(version)) {
                pending.addAll(version.parents());
            }
        }
        return seen.size();
    }

    /** Counts what {@link #remembered} and the lines hold. */
    private static void assertBounded(int bound, Environment... handles) {
        for (final Environment handle : handles) {
            assertThat(remembered(handle)).as("versions").isLessThanOrEqualTo(bound);
            assertThat(handle.ancestry().line().reachable()).as("lines").isLessThanOrEqualTo(bound);
        }
    }

    /** Adds one atom, and takes away that of the round before the last. */
    private static void step(Environment environment, String name, int round) {
        environment.add(atom(name, round));
        environment.remove(atom(name, round - 2));
    }

    @Test
    void twoHandlesThatUniteWithEachOtherAgainAndAgain() {
        try (Environment left = Environment.create();
                Environment right = left.fork()) {
            for (int round = 0; round < ROUNDS; round++) {
                step(left, "left", round);
                step(right, "right", round);
                left.union(right, UnionMode.SUM);
                right.union(left, UnionMode.SUM);
                if (Integer.bitCount(round) == 1) {
                    assertBounded(10, left, right);
                    assertThat(left.id()).isEqualTo(right.id());
                }
            }
            assertBounded(10, left, right);
            assertThat(left.size()).isEqualTo(4);
            assertThat(left.contains(atom("right", ROUNDS - 2))).isTrue();
        }
    }

    @Test
    void forksThatOutliveTheParentTheyUnitedWith() {
        Environment parent = Environment.create();
        for (int round = 0; round < ROUNDS; round++) {
            final Environment fork = parent.fork();
            step(fork, "fork", round);
            step(parent, "parent", round);
            fork.union(parent, UnionMode.SUM);
            parent.close();
            parent = fork;
            if (Integer.bitCount(round) == 1) {
                assertBounded(40, parent);
            }
        }
        assertBounded(40, parent);
        assertThat(parent.size()).isEqualTo(4);
        parent.close();
    }

    @Test
    void aWindowThatSlidesOverForksOfForksThatUnite() {
        slide(true);
    }

    @Test
    void aWindowThatSlidesOverForksOfForksThatDoNot() {
        slide(false);
    }

    private static void slide(boolean unites) {
        final Deque<Environment> window = new ArrayDeque<>(List.of(Environment.create()));
        for (int round = 0; round < ROUNDS; round++) {
            final Environment last = window.getLast();
            final Environment fork = last.fork();
            step(fork, "fork", round);
            step(last, "last", round);
            if (unites) {
                fork.union(last, UnionMode.SUM);
            }
            window.add(fork);
            if (window.size() > WINDOW) {
                window.remove().close();
            }
            if (Integer.bitCount(round) == 1) {
                assertBounded(40, window.toArray(new Environment[0]));
                // What the oldest had when the next was forked is still known to be in the newest: nothing counts
                // twice.
                try (Environment both = window.getLast().fork()) {
                    both.union(window.getFirst(), UnionMode.SUM);
                    assertThat(both.count(atom("fork", round))).isEqualTo(1);
                    assertThat(both.size()).isEqualTo(window.getLast().size() + (unites || round == 0 ? 0 : 1));
                }
            }
        }
        assertBounded(40, window.toArray(new Environment[0]));
        assertThat(window.getLast().count(atom("fork", ROUNDS - 1))).isEqualTo(1);
        window.forEach(Environment::close);
    }
}
