package io.mettalith.bench.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.bench.report.Rounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceTest {
    private final List<String> progress = new ArrayList<>();

    @TempDir
    private Path scratch;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(scratch.resolve("fib.metta"), "; a program\n!(fib 30)\n");
    }

    @Test
    void keepsTheSecondsOfEachRound() throws IOException {
        final List<Rounds> rounds = race(contestant("a", "echo 832040"), contestant("b", "echo; echo 832040; echo"))
                .run(Program.FIB, 3, false);
        assertThat(rounds).extracting(Rounds::system).containsExactly("a", "b");
        for (final Rounds of : rounds) {
            assertThat(of.holds()).isTrue();
            assertThat(of.size()).isEqualTo(30);
            assertThat(of.seconds()).hasSize(3).allMatch(seconds -> seconds > 0);
        }
    }

    @Test
    void theOrderIsReversedFromRoundToRound() throws IOException {
        race(contestant("a", "echo 832040"), contestant("b", "echo 832040")).run(Program.FIB, 3, false);
        assertThat(progress.stream().map(line -> line.replaceFirst(": .*", "")))
                .containsExactly(
                        "fib, round 1, a",
                        "fib, round 1, b",
                        "fib, round 2, b",
                        "fib, round 2, a",
                        "fib, round 3, a",
                        "fib, round 3, b");
    }

    @Test
    void aQuickRunHasTheSmallSize() throws IOException {
        assertThat(race(contestant("a", "grep -c '^!(fib 15)$' \"$1\" | sed s/1/610/"))
                        .run(Program.FIB, 1, true))
                .allMatch(Rounds::holds);
    }

    @Test
    void aWrongResultIsCaughtAndEndsTheContest() throws IOException {
        final Rounds rounds =
                race(contestant("a", "echo 832041")).run(Program.FIB, 3, false).get(0);
        assertThat(rounds.problem()).isEqualTo("wrong result");
        assertThat(rounds.holds()).isFalse();
        assertThat(rounds.seconds()).isEmpty();
        assertThat(progress)
                .containsExactly("fib, round 1, a: wrong result; expected 832040, last line: 832041, last error: none");
    }

    @Test
    void aResultThatIsNotTheLastIsNoResult() throws IOException {
        assertThat(problem("echo 832040; echo '(Error late)'")).isEqualTo("wrong result");
        assertThat(problem("true")).isEqualTo("wrong result");
    }

    @Test
    void aFailureIsCaughtEvenWithARightResult() throws IOException {
        assertThat(problem("echo 832040; exit 3")).isEqualTo("exit 3");
    }

    @Test
    void whatTakesTooLongIsEnded() throws IOException {
        assertThat(problem("sleep 600")).isEqualTo("took too long");
    }

    @Test
    void bracketsBelongToTheResultsOfThoseWhoPrintThem() throws IOException {
        final Contestant brackets =
                new Contestant("a", scratch, List.of("sh", "-c", "echo '[832040]'", "sh"), List.of(), List.of(), true);
        assertThat(race(brackets).run(Program.FIB, 1, false)).allMatch(Rounds::holds);
        assertThat(problem("echo '[832040]'")).isEqualTo("wrong result");
    }

    @Test
    void aStartIsHeldAgainstItsResultToo() throws IOException {
        final List<Rounds> rounds = race(contestant("a", "true")).start(2, false);
        assertThat(rounds.get(0).program()).isEqualTo("start");
        assertThat(rounds.get(0).seconds()).hasSize(2);
    }

    private String problem(String script) throws IOException {
        return race(contestant("a", script)).run(Program.FIB, 1, false).get(0).problem();
    }

    private Contestant contestant(String id, String script) {
        return new Contestant(id, scratch, List.of("sh", "-c", script, "sh"), List.of(), List.of("echo", "3"), false);
    }

    private Race race(Contestant... contestants) {
        final Duration limit = Duration.ofSeconds(2);
        return new Race(List.of(contestants), scratch, "0123abc", limit, progress::add);
    }
}
