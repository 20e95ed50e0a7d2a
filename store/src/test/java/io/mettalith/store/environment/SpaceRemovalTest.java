package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpaceRemovalTest {
    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    private static AtomCode mention(SpaceId id) {
        return new AtomWriter()
                .expression(2)
                .symbol("uses")
                .space(id.high(), id.low())
                .toAtomCode();
    }

    private Set<SpaceId> reached(SpaceId... candidates) {
        return environment.reachable(Set.of(candidates)).reached();
    }

    @Test
    void aRemovedSpaceIsGoneAndTheOthersStay() {
        environment.add(atom("a"));
        final SpaceId fork = environment.forkSpace(SpaceId.MAIN);
        final SpaceId other = environment.newSpace();
        environment.add(fork, atom("b"));
        environment.removeSpaces(List.of(fork));
        assertThat(environment.spaces()).containsExactly(SpaceId.MAIN, other);
        assertThat(texts(environment)).containsExactly("(a)");
        assertThatThrownBy(() -> environment.size(fork))
                .isInstanceOf(NoSuchSpaceException.class)
                .hasMessageContaining("no such space: space=" + fork);
        Sample.validate(environment);
    }

    @Test
    void removingWhatIsNotThereDoesNothing() {
        final SpaceId space = environment.newSpace();
        environment.removeSpaces(List.of(space));
        environment.removeSpaces(List.of(space));
        assertThat(environment.spaces()).containsExactly(SpaceId.MAIN);
    }

    @Test
    void theMainSpaceStays() {
        assertThatThrownBy(() -> environment.removeSpaces(List.of(SpaceId.MAIN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("main space");
    }

    @Test
    void namesAreNotUsedAgain() {
        final SpaceId space = environment.newSpace();
        environment.removeSpaces(List.of(space));
        assertThat(environment.newSpace()).isNotEqualTo(space);
    }

    @Test
    void aForkOfTheEnvironmentKeepsWhatTheParentRemoves() {
        final SpaceId space = environment.newSpace();
        environment.add(space, atom("a"));
        try (Environment fork = environment.fork()) {
            environment.removeSpaces(List.of(space));
            assertThat(fork.contains(space, atom("a"))).isTrue();
            environment.union(fork);
            assertThat(environment.spaces()).containsExactly(SpaceId.MAIN);
        }
    }

    @Test
    void aSpaceForkedOffARemovedOneKeepsItsAtoms() {
        final SpaceId first = environment.newSpace();
        for (int i = 0; i < 1000; i++) {
            environment.add(first, atom("n", "a" + i));
        }
        final SpaceId second = environment.forkSpace(first);
        environment.add(first, atom("later"));
        environment.removeSpaces(List.of(first));
        assertThat(environment.size(second)).isEqualTo(1000);
        assertThat(environment.contains(second, atom("n", "a777"))).isTrue();
    }

    @Test
    void aCursorOverARemovedSpaceReadsOn() {
        final SpaceId space = environment.newSpace();
        for (int i = 0; i < 1000; i++) {
            environment.add(space, atom("n", "a" + i));
        }
        try (Cursor cursor = environment.atoms(space)) {
            assertThat(cursor.next()).isTrue();
            environment.removeSpaces(List.of(space));
            int count = 1;
            while (cursor.next()) {
                count++;
            }
            assertThat(count).isEqualTo(1000);
        }
    }

    @Test
    void memoryOfARemovedSpaceIsFreedAtOnce() {
        environment.add(atom("a"));
        final List<SpaceId> spaces = new ArrayList<>();
        final long before = environment.figures().bytesOwned();
        for (int i = 0; i < 100; i++) {
            final SpaceId fork = environment.forkSpace(SpaceId.MAIN);
            environment.add(fork, atom("b"));
            spaces.add(fork);
        }
        assertThat(environment.figures().bytesOwned()).isGreaterThan(before);
        environment.removeSpaces(spaces);
        assertThat(environment.figures().segmentsOwned()).isLessThanOrEqualTo(1);
        assertThat(texts(environment)).containsExactly("(a)");
    }

    @Test
    void unitedAndRemovedForksLeaveNoHistory() {
        environment.add(atom("a"));
        for (int i = 0; i < 20_000; i++) {
            final SpaceId fork = environment.forkSpace(SpaceId.MAIN);
            environment.add(fork, atom("b", "x" + i % 100));
            environment.unionSpace(SpaceId.MAIN, fork);
            environment.removeSpaces(List.of(fork));
        }
        assertThat(environment.size()).isEqualTo(20_001);
        assertThat(environment.figures().forksOpen()).isLessThan(10);
    }

    @Test
    void manyUnitedForksOfASpaceAreRemovedAtOnce() {
        final List<SpaceId> forks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            final SpaceId fork = environment.forkSpace(SpaceId.MAIN);
            environment.add(fork, atom("n", "x" + i));
            environment.unionSpace(SpaceId.MAIN, fork);
            forks.add(fork);
        }
        environment.removeSpaces(forks);
        final SpaceId last = environment.forkSpace(SpaceId.MAIN);
        environment.add(last, atom("last"));
        environment.unionSpace(SpaceId.MAIN, last);
        environment.unionSpace(SpaceId.MAIN, last);
        assertThat(environment.size()).isEqualTo(201);
    }

    @Test
    void manyUnitedForksOfAnEnvironmentAreClosedAtOnce() {
        final List<Environment> forks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            final Environment fork = environment.fork();
            fork.add(atom("n", "x" + i));
            environment.union(fork);
            forks.add(fork);
        }
        forks.forEach(Environment::close);
        try (Environment last = environment.fork()) {
            last.add(atom("last"));
            environment.union(last);
            environment.union(last);
        }
        assertThat(environment.size()).isEqualTo(201);
    }

    @Test
    void whatOthersNameIsReached() {
        final SpaceId inMain = environment.newSpace();
        final SpaceId inState = environment.newSpace();
        final SpaceId inToken = environment.newSpace();
        final SpaceId nowhere = environment.newSpace();
        environment.add(mention(inMain));
        environment.newState(mention(inState));
        environment.bind("&t", mention(inToken));
        assertThat(reached(inMain, inState, inToken, nowhere)).containsExactlyInAnyOrder(inMain, inState, inToken);
        environment.remove(mention(inMain));
        assertThat(reached(inMain, nowhere)).isEmpty();
    }

    @Test
    void whatAReachedSpaceNamesIsReached() {
        final SpaceId first = environment.newSpace();
        final SpaceId second = environment.newSpace();
        environment.add(first, mention(second));
        assertThat(reached(first, second)).isEmpty();
        environment.add(mention(first));
        assertThat(reached(first, second)).containsExactlyInAnyOrder(first, second);
        assertThat(reached(second)).containsExactly(second);
    }

    @Test
    void spacesThatNameOnlyEachOtherAreNotReached() {
        final SpaceId first = environment.newSpace();
        final SpaceId second = environment.newSpace();
        environment.add(first, mention(second));
        environment.add(second, mention(first));
        assertThat(reached(first, second)).isEmpty();
    }

    @Test
    void whatForksShareIsReadOnce() {
        for (int i = 0; i < 10_000; i++) {
            environment.add(atom("n", "a" + i));
        }
        for (int i = 0; i < 10; i++) {
            environment.forkSpace(SpaceId.MAIN);
        }
        final SpaceId candidate = environment.newSpace();
        assertThat(environment.reachable(Set.of(candidate)).atomsRead()).isEqualTo(10_000);
    }

    @Test
    void twoSpacesAreCompared() {
        environment.add(atom("a"));
        environment.add(atom("b"));
        environment.add(atom("b"));
        final SpaceId fork = environment.forkSpace(SpaceId.MAIN);
        environment.add(fork, atom("c"));
        environment.remove(fork, atom("a"));
        environment.remove(fork, atom("b"));
        final List<String> differences = new ArrayList<>();
        try (EnvironmentView here = environment.view(SpaceId.MAIN);
                EnvironmentView there = environment.view(fork)) {
            here.compare(SpaceId.MAIN, there, fork, (atom, count) -> differences.add(count + " " + atom));
            here.compare(SpaceId.MAIN, here, SpaceId.MAIN, (atom, count) -> differences.add("none"));
        }
        assertThat(differences).containsExactly("-1 (a)", "-1 (b)", "1 (c)");
    }
}
