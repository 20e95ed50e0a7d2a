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

    private static final String SUITE = "!(assertEqual (+ 1 2) 3)\n!(assertEqual (+ 1 2) 4)\n!(bind! &n 5)\n"
            + "!(assert (> &n 7))\n!(assertEqual &n 5)\n";

    @Test
    void aSuiteKeepsGoingAndIsTallied() throws IOException {
        final Path program = program(SUITE);
        final Path last = Files.writeString(directory.resolve("last.metta"), "!(+ 1 \"a\")\n!(+ 1 2)\n");
        assertThat(Cli.run("run", program, last).lines()).hasSize(2);
        final Cli cli = Cli.run("run", "--keep-going", program, last);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.lines()).hasSize(7).endsWith("[3]");
        assertThat(cli.err())
                .contains("error: " + program + ":2:2: ", "Missed results: 4", "error: " + last + ":1:2: ")
                .endsWith("failed: " + program + ":2:2\nfailed: " + program + ":4:2\nfailed: " + last
                        + ":1:2\n4 passed, 3 failed\n");
    }

    @Test
    void aSuiteWithoutAFailureEndsWell() throws IOException {
        final Path program = program("!(assertEqual (+ 1 2) 3)\n(fact)\n!(assertEqual 1 1)\n");
        assertThat(Cli.run("run", "--keep-going", program))
                .isEqualTo(new Cli(ExitCode.OK, "[()]\n[()]\n", "2 passed, 0 failed\n"));
        assertThat(Cli.run("run", "--keep-going", "--json", program).out())
                .isEqualTo("{\"results\":[\"()\"]}\n{\"results\":[\"()\"]}\n{\"passed\":2,\"failed\":0}\n");
        assertThat(Cli.run("eval", "--keep-going", "(+ 1 \"a\")", "(+ 1 2)").lines())
                .hasSize(2)
                .endsWith("[3]");
    }

    @Test
    void anAtomThatMayNotBeAddedFailsAndTheRestIsRun() throws IOException {
        final Path program = program("!(pragma! type-check auto)\n(: f (-> Number A))\n(f \"a\")\n!(+ 1 2)\n");
        assertThat(Cli.run("run", "--keep-going", program).err())
                .endsWith("failed: " + program + ":3:1\n2 passed, 1 failed\n");
    }

    @Test
    void aSuiteThatIsStoppedIsTallied() throws IOException {
        final Path program = program(ENDLESS + "!(+ 1 1)\n!(spin)\n!(+ 2 2)\n");
        final Cli cli = Cli.run("run", "--keep-going", "--max-steps", 10_000, program);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.err())
                .contains("step limit reached")
                .endsWith("failed: " + program + ":4:2\n1 passed, 1 failed\n");
    }

    @Test
    void nothingIsCommittedAfterAFailure() throws IOException {
        final Path store = directory.resolve("store");
        Cli.run("run", "--store", store, "--commit", "kb", "--keep-going", program("!(+ 1 \"a\")\n(a)\n"));
        assertThat(Cli.run("refs", "--store", store).out()).isEmpty();
    }

    @Test
    void aModuleIsThereBeforeTheProgramBegins() throws IOException {
        final Path program = program("!(test (length (a b)) 2)\n!(msort (b a))\n");
        assertThat(Cli.run("run", "--with", "petta", program)).isEqualTo(new Cli(ExitCode.OK, "[()]\n[(a b)]\n", ""));
        assertThat(Cli.run("run", program).err())
                .contains(
                        ":1:2: nothing is known of test; the module petta has it: !(import! &self petta)",
                        ":2:2: nothing is known of msort; the module petta has it: !(import! &self petta)");
        final Cli unknown = Cli.run("eval", "--with", "prolog", "(a)");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unknown.err()).contains("no such module: name=prolog, known=[catalog, ", "petta");
    }

    @Test
    void aRightSideThatStaysUnevaluatedIsExplained() throws IOException {
        final Path program = program("(p 1)\n(: f (-> Atom))\n(= (f) (match &self (p $x) $x))\n!(f)\n!(f)\n");
        final Cli cli = Cli.run("run", program);
        assertThat(cli.err())
                .isEqualTo(
                        "hint: " + program + ":4:2: f is declared to return Atom, so the (match ...) on its right side"
                                + " is not evaluated; declare %Undefined% or the type of its value for that\n");
        assertThat(Cli.run("run", "--no-hints", program).err()).isEmpty();
    }

    @Test
    void modulesAreFoundBesideTheProgramAndNotOutsideOfItsDirectories() throws IOException {
        Files.createDirectories(directory.resolve("project/examples"));
        Files.writeString(directory.resolve("project/lib.metta"), "(= (f) found)");
        final Path program =
                Files.writeString(directory.resolve("project/examples/p.metta"), "!(import! &self ../lib)\n!(f)\n");
        assertThat(Cli.run("run", program).out())
                .contains("module outside of the directories that modules may be in: file=");
        assertThat(Cli.run("run", "--include", directory.resolve("project"), program))
                .isEqualTo(new Cli(ExitCode.OK, "[()]\n[found]\n", ""));
    }
}
