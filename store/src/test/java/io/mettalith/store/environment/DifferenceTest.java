package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Difference.SpaceDifference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private final Environment before = Environment.create();
    private Environment after;

    @AfterEach
    void close() {
        after.close();
        before.close();
    }

    private static AtomCode rule(String name) {
        return AtomCode.expression(AtomCode.symbol("="), AtomCode.symbol(name), AtomCode.symbol("value"));
    }

    private SpaceDifference onlySpace() {
        final Difference difference = Difference.between(before, after);
        assertThat(difference.spaces()).hasSize(1);
        return difference.spaces().get(0);
    }

    @Test
    void equalEnvironmentsDoNotDiffer() {
        before.add(rule("a"));
        after = before.fork();
        assertThat(Difference.between(before, after).isEmpty()).isTrue();
        assertThat(Difference.between(before, before).isEmpty()).isTrue();
        after.add(rule("b"));
        after.remove(rule("b"));
        assertThat(Difference.between(before, after).isEmpty()).isTrue();
    }

    @Test
    void atomsAndCopiesAreCountedApart() {
        before.add(AtomCode.symbol("twice"));
        before.add(AtomCode.symbol("twice"));
        before.add(AtomCode.symbol("goes"));
        after = before.fork();
        after.remove(AtomCode.symbol("twice"));
        after.remove(AtomCode.symbol("goes"));
        for (int i = 0; i < 5; i++) {
            after.add(AtomCode.symbol("comes"));
        }
        assertThat(onlySpace()).isEqualTo(new SpaceDifference(SpaceId.MAIN, 0, 1, 2, 5, 2, 0, 0, 0));
    }

    @Test
    void definitionsAreCountedWhereTheyComeAndGo() {
        before.add(rule("goes"));
        before.add(rule("stays"));
        after = before.fork();
        after.remove(rule("goes"));
        after.add(rule("stays"));
        after.add(rule("comes"));
        assertThat(onlySpace()).isEqualTo(new SpaceDifference(SpaceId.MAIN, 0, 2, 1, 2, 1, 1, 1, 0));
    }

    @Test
    void definitionThatWasMadeAnewHasMoved() {
        before.add(rule("first"));
        before.add(rule("second"));
        after = before.fork();
        after.remove(rule("first"));
        after.add(rule("first"));
        assertThat(onlySpace()).isEqualTo(new SpaceDifference(SpaceId.MAIN, 0, 0, 0, 0, 0, 0, 0, 1));
    }

    @Test
    void spacesStatesAndTokensAreShownToo() {
        final SpaceId gone = before.newSpace();
        before.add(gone, AtomCode.symbol("in-it"));
        after = before.fork();
        after.removeSpaces(List.of(gone));
        final SpaceId come = after.newSpace();
        after.bind("&t", AtomCode.symbol("value"));
        final List<String> seen = new ArrayList<>();
        final Difference difference = Difference.between(before, after, new Difference.Visitor() {
            @Override
            public void atom(SpaceId space, AtomCode atom, long had, long has) {
                seen.add(space + " " + atom + " " + had + " " + has);
            }

            @Override
            public void space(SpaceId space, int existence) {
                seen.add(space + " " + existence);
            }
        });
        assertThat(seen)
                .containsExactlyInAnyOrder(
                        SpaceId.REGISTRY + " 1",
                        SpaceId.REGISTRY + " (token \"&t\" value) 0 1",
                        gone + " -1",
                        gone + " in-it 1 0",
                        come + " 1");
        assertThat(difference.spaces()).hasSize(3);
        assertThat(difference.spaces().get(0).space().isRegistry()).isTrue();
        assertThat(difference.added()).isEqualTo(1);
        assertThat(difference.removed()).isEqualTo(1);
    }
}
