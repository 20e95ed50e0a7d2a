package io.mettalith.evaluator.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonModuleTest {
    private final Running running = new Running("json");

    @AfterEach
    void close() {
        running.close();
    }

    private String run(String program) {
        return running.run(program);
    }

    private String encoded(String atom) {
        final Atom result =
                running.metta().run("!(json-encode " + atom + ")").get(0).get(0);
        return result instanceof StringAtom string ? string.value() : result.toString();
    }

    private Atom decoded(String json) {
        return running.metta()
                .evaluate(Expression.of(running.metta().parse("json-decode").get(0), new StringAtom(json)))
                .get(0);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\'', textBlock = """
                    5                        | 5
                    -1.5                     | -1.5
                    2.0                      | 2.0
                    123456789012345678901234 | 123456789012345678901234
                    True                     | true
                    null                     | null
                    sym                      | "sym!:sym"
                    $x                       | "var!:x"
                    ()                       | []
                    (5 (4 a) "b")            | [5, [4, "sym!:a"], "b"]
                    "q\\"\\\\\\n\\u{e9}"     | "q\\"\\\\\\né"
                    """, delimiter = '|')
    void everyAtomHasItsForm(String atom, String json) {
        assertThat(encoded(atom)).isEqualTo(json);
        if (!atom.startsWith("$")) {
            assertThat(decoded(json)).isEqualTo(running.metta().parse(atom).get(0));
        }
    }

    @Test
    void spacesAreObjects() {
        assertThat(run("!(bind! &d (dict-space ((\"b\" (+ 1 2)) (\"a\" (x \"y\")) (\"c\" (dict-space ())))))"
                        + "!(json-encode &d) !(let $s (new-space) (json-encode $s))"))
                .isEqualTo("[()][\"{\\\"a\\\":[\\\"sym!:x\\\", \\\"y\\\"], \\\"b\\\":3, \\\"c\\\":{}}\"][\"{}\"]");
        assertThat(run("!(bind! &e (json-decode \"{\\\"k\\\": {\\\"l\\\": [1, null]}, \\\"m\\\": true}\"))"
                        + "!(get-keys &e) !(get-value (get-value &e \"k\") \"l\") !(get-value &e \"m\")"
                        + "!(get-value &e \"none\")"))
                .isEqualTo("[()][\"k\", \"m\"][(1 null)][True][]");
    }

    @Test
    void keysAreNotEvaluatedAndValuesAre() {
        assertThat(run("!(bind! &d (new-space)) !(add-atom &d ((+ 1 2) (+ 3 4))) !(get-keys &d)"
                        + "!(get-value &d (+ 1 2))"))
                .isEqualTo("[()][()][(+ 1 2)][7]");
    }

    @Test
    void variablesOfOneTextAreTheSame() {
        final Expression pair = (Expression) decoded("[\"var!:x\", \"var!:x\", \"var!:y\"]");
        assertThat(pair.get(0)).isSameAs(pair.get(1)).isNotSameAs(pair.get(2));
    }

    @Test
    void depthIsLimitedByMemoryAlone() {
        final int depth = 100_000;
        final Atom deep = decoded("[".repeat(depth) + "]".repeat(depth));
        final String text = JsonEncoder.encode(null, deep);
        assertThat(text).hasSize(2 * depth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "[1,]", "{\"a\"}", "nul", "\"open", "1 2", "{a: 1}", "NaN"})
    void whatIsNotJsonIsAnErrorWithAPosition(String text) {
        assertThat(decoded(text).toString())
                .startsWith("(Error (json-decode \"")
                .contains("JSON");
    }

    @Test
    void whatJsonHasNoFormForIsAnError() {
        assertThat(encoded("(1 &self (new-state 1))")).isEqualTo("[1, {}, [\"sym!:new-state\", 1]]");
        assertThat(run("!(let $s (new-state 1) (json-encode $s))")).contains("JSON has no form for this");
        assertThat(run("!(let $n (/ 0.0 0.0) (json-encode $n))")).contains("not finite");
        assertThat(run("!(let $d (dict-space ((a 1))) (json-encode $d))"))
                .contains("pairs of a string and a value only: found=(a 1)");
        assertThat(run("!(bind! &d (new-space)) !(add-atom &d (\"me\" &d)) !(json-encode &d)"))
                .contains("a space that is in itself");
        assertThat(run("!(dict-space a)")).contains("expects a list of (<key> <value>) pairs");
        assertThat(run("!(json-decode 5)")).isEqualTo("[(Error (json-decode 5) (BadArgType 1 String Number))]");
    }
}
