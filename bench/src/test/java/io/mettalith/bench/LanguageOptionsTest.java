package io.mettalith.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageOptionsTest {
    @Test
    void nothingSaidIsEverythingFiveTimes() {
        final LanguageOptions options = LanguageOptions.parse(List.of());
        assertThat(options.choosesAll()).isTrue();
        assertThat(options.chooses("fib")).isTrue();
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.quick()).isFalse();
        assertThat(options.memo()).isFalse();
        assertThat(options.runOptions()).isEmpty();
    }

    @Test
    void aQuickRunHasOneRoundUnlessTold() {
        assertThat(LanguageOptions.parse(List.of("--quick")).rounds()).isEqualTo(1);
        assertThat(LanguageOptions.parse(List.of("--quick", "--rounds", "2")).rounds())
                .isEqualTo(2);
    }

    @Test
    void someProgramsAreChosenByName() {
        final LanguageOptions options = LanguageOptions.parse(List.of("--only", "fib", "start", "--memo"));
        assertThat(options.chooses("fib")).isTrue();
        assertThat(options.chooses("start")).isTrue();
        assertThat(options.chooses("fork")).isFalse();
        assertThat(options.memo()).isTrue();
    }

    @Test
    void whatFollowsTwoDashesIsForTheProgramThatRuns() {
        assertThat(LanguageOptions.parse(List.of("--quick", "--", "--max-stack-depth=9", "--memo"))
                        .runOptions())
                .containsExactly("--max-stack-depth=9", "--memo");
    }

    @Test
    void whatIsNotUnderstoodIsExplained() {
        assertRefused("no such option or name: argument=fibb; names: [chainer, doubling, fib, fork,", "--only", "fibb");
        assertRefused("not a number of rounds: rounds=0", "--rounds", "0");
        assertRefused("not a number of rounds: rounds=", "--rounds");
        assertRefused("no value: option=--only", "--only");
    }

    private static void assertRefused(String message, String... arguments) {
        assertThatThrownBy(() -> LanguageOptions.parse(List.of(arguments)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
