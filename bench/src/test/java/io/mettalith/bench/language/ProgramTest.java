package io.mettalith.bench.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.store.environment.Environment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @EnumSource(Program.class)
    void standsInBothDialectsWithItsSizeInTheLastLine(Program program) throws IOException {
        for (final Contestant contestant : List.of(mettalith(), Contestant.petta(ROOT, scratch, scratch))) {
            assertThat(SizedProgram.size(contestant.text(program)))
                    .as(contestant.id())
                    .isEqualTo(program.size(false));
        }
    }

    @ParameterizedTest
    @EnumSource(Program.class)
    void givesWhatIsExpectedOfItInASmallSize(Program program) throws IOException {
        final long size = program.size(true);
        try (Environment environment = Environment.create()) {
            final Metta metta = new Metta(environment);
            final List<List<Atom>> results =
                    metta.run(SizedProgram.text(mettalith().text(program), size));
            assertThat(metta.format(results.get(results.size() - 1))).isEqualTo("[" + program.expected(size) + "]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fib, 832040",
        "peano, 301",
        "puzzle, 181440",
        "permutations, 362880",
        "doubling, 1572862",
        "scale, (1000000 1 100000 1 1)",
        "lists, (1000000 25500000 100000 500001500000)",
        "recursion, 1000000"
    })
    void expectsWhatIsKnownOfTheFullSize(String name, String result) {
        final Program program = Program.of(name).orElseThrow();
        assertThat(program.expected(program.size(false))).isEqualTo(result);
    }

    @Test
    void expectsTheProofOfTheFullDepth() {
        assertThat(Program.CHAINER.expected(5)).startsWith("((1 2 1 1 1 1 1 1) ((: (mp ");
        assertThatThrownBy(() -> Program.CHAINER.expected(6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("too deep to know: depth=6; take 5 or less");
    }

    @Test
    void aTextGetsAnotherSize() {
        assertThat(SizedProgram.text("(= (f 1) 2)\n!(g 5)\n!(f 1000)\n", 7)).isEqualTo("(= (f 1) 2)\n!(g 5)\n!(f 7)\n");
    }

    @Test
    void aTextWithoutASizeIsRefused() {
        assertThatThrownBy(() -> SizedProgram.text("!(f 7)\n!(f $x)\n", 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no size in the last line: text ends in \"!(f $x)\"; write !(name size)");
    }

    private static Contestant mettalith() {
        return Contestant.mettalith("mettalith", ROOT, List.of());
    }
}
