package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits, reports and hints of {@code run} and {@code eval}. */
class ProgramOptionsTest {
    private static final String ENDLESS = "(= (from $n) $n) (= (from $n) (from (+ $n 1)))\n(= (spin) (spin))\n";

    @TempDir
    private Path directory;

    private Path program(String text) throws IOException {
        return Files.writeString(directory.resolve("p.metta"), text);
    }

    @Test
    void theResultLimitPrintsWhatWasFoundAndSaysWhere() throws IOException {
        final Path program = program(ENDLESS + "!(+ 1 1)\n!(from 0)\n!(+ 2 2)\n");
        assertThat(Cli.run("run", "--max-results", 3, program))
                .isEqualTo(new Cli(
                        ExitCode.PROGRAM_ERROR,
                        "[2]\n[0, 1, 2]\n",
                        "error: " + program + ":4:2: result limit reached: maxResults=3; there may be more\n"
                                + "   4 | !(from 0)\n"
                                + "     |  ^\n"));
    }

    @Test
    void theStepLimitPrintsNoLineWhereNothingWasFound() throws IOException {
        final Cli cli = Cli.run("run", "--max-steps", 10_000, program(ENDLESS + "!(+ 1 (spin))"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("p.metta:3:7: step limit reached: maxSteps=10000", "\n  in (+ 1 (spin))\n");
    }

    @Test
    void theTimeLimitIsThatOfAllFiles() throws IOException {
        final Cli cli = Cli.run("run", "--timeout", "200ms", program("!(+ 1 1)"), program(ENDLESS + "!(spin)"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.err()).contains("time limit reached: timeout=PT0.2S");
    }

    @Test
    void theMemoryLimitIsOneLine() throws IOException {
        final Cli cli =
                Cli.run("run", "--max-memory", "64m", program("(= (grow $l) (grow (cons $l $l)))\n!(grow ())\n"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("p.metta:2:2: memory limit reached: maxMemoryBytes=67108864");
    }

    @Test
    void aResultThatNeverEndsIsNotPrinted() throws IOException {
        final String doubling = "(= (dbl $x $n) (if (== $n 0) $x (dbl ($x $x) (- $n 1))))\n!(dbl a 40)\n";
        final Cli cli = Cli.run("run", "--timeout", "500ms", program(doubling));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("p.metta:2:2: time limit reached");
    }

    @Test
    void anAmountOfMemoryHasAUnit() {
        final Cli cli = Cli.run("eval", "--max-memory", "much", "(+ 1 2)");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("not an amount of memory: value=much; write 500m or 2g");
    }

    @Test
    void theDepthLimitIsAnError() {
        final Cli cli = Cli.run(
                "eval",
                "--max-stack-depth",
                300,
                "(= (f $n) (+ 1 (f $n)))",
                "!(add-atom &self " + "(= (f $n) (+ 1 (f $n))))",
                "(f 1)");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.out()).endsWith("StackOverflow)]\n");
        assertThat(cli.err()).contains("nested too deeply", "\n  ... ", " more\n  in (+ 1 (f 1))");
    }

    @Test
    void jsonSaysWhatStoppedAnEvaluation() throws IOException {
        final Path program = program(ENDLESS + "!(from 0)");
        assertThat(Cli.run("run", "--json", "--max-results", 1, program).out())
                .isEqualTo("{\"results\":[\"0\"],\"stopped\":\"results\"}\n");
        assertThat(Cli.run("run", "--json", "--max-steps", 1, program).out())
                .isEqualTo("{\"results\":[],\"stopped\":\"steps\"}\n");
    }

    @Test
    void nothingIsCommittedAfterALimit() throws IOException {
        final Path store = directory.resolve("store");
        Cli.run("run", "--store", store, "--commit", "kb", "--max-steps", 100, program(ENDLESS + "(a)\n!(spin)"));
        assertThat(Cli.run("refs", "--store", store).out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--max-steps=0", "--max-results=-1", "--timeout=0", "--timeout=soon", "--max-stack-depth=x"})
    void aLimitThatIsNoneIsWrongUsage(String option) {
        final Cli cli = Cli.run("eval", option, "(+ 1 1)");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "10s", "10", "2m", "1h"})
    void aTimeHasAUnitOrIsInSeconds(String time) {
        assertThat(Cli.run("eval", "--timeout", time, "(+ 1 1)").out()).isEqualTo("[2]\n");
    }

    @Test
    void anErrorIsReportedWhereItStands() throws IOException {
        final Path program = program("(= (f $x) (* 2 (+ $x \"a\")))\n!(g\n  (h (f 1)))\n");
        assertThat(Cli.run("run", program))
                .isEqualTo(new Cli(
                        ExitCode.PROGRAM_ERROR,
                        "[(Error (+ 1 \"a\") (BadArgType 2 Number String))]\n",
                        "error: " + program + ":3:6: argument 2 of (+ 1 \"a\") is of type String, but Number is"
                                + " expected\n"
                                + "   3 |   (h (f 1)))\n"
                                + "     |      ^\n"
                                + "  in (h (f 1))\n"
                                + "  in (g (h (f 1)))\n"));
    }

    @Test
    void anErrorInAnArgumentOfTheCommandLineIsReportedToo() {
        assertThat(Cli.run("eval", "(+ 1 1)", "(/ 1 0)").err())
                .isEqualTo("error: argument 2:1:1: division by zero: (/ 1 0)\n   1 | (/ 1 0)\n     | ^\n");
    }

    @Test
    void aMisspeltNameGetsAHint() throws IOException {
        final Path program = program("(= (fact $n) $n)\n!(fct 5)\n!(g (fct 6))\n");
        assertThat(Cli.run("run", program))
                .isEqualTo(new Cli(
                        0,
                        "[(fct 5)]\n[(g (fct 6))]\n",
                        "hint: " + program + ":2:2: nothing is known of fct; did you mean fact?\n"));
        assertThat(Cli.run("run", "--no-hints", program).err()).isEmpty();
    }
}
