package io.mettalith.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.bench.process.ProcessRun;
import io.mettalith.evaluator.syntax.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
    private static final Script SCRIPT = script("""
            (= (f) 1) ; !(assertEqual not this)
            !(assertEqual (f) 1)
            !(bind! &kb (new-space))
            !(assertEqualToResult (f)
              (1))
            !(assertEqual 1 1)
            """);
    private static final String UNIT = "{\"results\":[\"()\"]}\n";

    @Test
    void countsWhatIsExecutedAndWhatOfThatIsAnAssertion() {
        assertThat(SCRIPT.executions()).extracting(Script.Execution::line).containsExactly(2, 3, 4, 6);
        assertThat(SCRIPT.assertions()).isEqualTo(3);
    }

    @Test
    void aTextThatIsNotMettaAsksNothing() {
        assertThat(script("!(f").executions()).isEmpty();
    }

    @Test
    void passesIfAllAssertionsAnswerWithUnit() {
        final Verdict verdict = verdict(0, UNIT.repeat(4), "");
        assertThat(verdict.passes()).isTrue();
        assertThat(verdict.passed()).isEqualTo(3);
        assertThat(verdict.failed()).isZero();
        assertThat(verdict.notReached()).isZero();
        assertThat(verdict.firstFailure()).isEmpty();
    }

    @Test
    void anErrorIsNamedWithItsLineAndLeavesTheRestNotReached() {
        final Verdict verdict =
                verdict(1, UNIT.repeat(2) + "printed\n{\"results\":[\"(Error (assertEqual (f) 1) \\\"x\\\")\"]}\n", "");
        assertThat(verdict.passes()).isFalse();
        assertThat(verdict.passed()).isEqualTo(1);
        assertThat(verdict.failed()).isEqualTo(1);
        assertThat(verdict.notReached()).isEqualTo(1);
        assertThat(verdict.firstFailure()).isEqualTo("line 4: (Error (assertEqual (f) 1) \"x\")");
    }

    @Test
    void anErrorInsideAResultFailsEvenWithExitCodeZero() {
        final Verdict verdict = verdict(0, UNIT + "{\"results\":[\"a\",\"(b (Error c d))\"]}\n" + UNIT.repeat(2), "");
        assertThat(verdict.passes()).isFalse();
        assertThat(verdict.firstFailure()).isEqualTo("line 3: (b (Error c d))");
    }

    @Test
    void aProcessThatFailsWithoutAResultTellsItsLastError() {
        final Verdict verdict = verdict(4, UNIT, "first\nmettalith: last\n");
        assertThat(verdict.passes()).isFalse();
        assertThat(verdict.firstFailure()).isEqualTo("mettalith: last");
        assertThat(verdict(4, "", "").firstFailure()).isEqualTo("exit=4 without a message");
    }

    @Test
    void aScriptThatTakesTooLongTellsWhereItWas() {
        assertThat(verdict(ProcessRun.TIMED_OUT, UNIT, "").firstFailure()).isEqualTo("ended after 1 s, line 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(Error a b)", "(Error)", "(x (Error a b))", "(\"\\\"\" (Error a b))"})
    void findsAnError(String atom) {
        assertThat(ErrorText.in(atom)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Error", "\"(Error a b)\"", "(Errors a)", "(\"\\\"(Error a b)\")"})
    void takesNothingElseForAnError(String atom) {
        assertThat(ErrorText.in(atom)).isFalse();
    }

    private static Script script(String text) {
        return Script.of("a.metta", SourceText.of("a.metta", text));
    }

    private static Verdict verdict(int exit, String output, String errors) {
        return Verdict.of(SCRIPT, new ProcessRun(exit, 1, 0, output, errors));
    }
}
