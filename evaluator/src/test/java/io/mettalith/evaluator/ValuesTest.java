package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.Symbol;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {
    static Stream<Arguments> values() {
        final BigInteger big = BigInteger.TWO.pow(80);
        return Stream.of(
                Arguments.of((byte) 7, "7", 7L),
                Arguments.of((short) 7, "7", 7L),
                Arguments.of(7, "7", 7L),
                Arguments.of(7L, "7", 7L),
                Arguments.of(BigInteger.TEN, "10", 10L),
                Arguments.of(big, big.toString(), big),
                Arguments.of(0.5f, "0.5", 0.5),
                Arguments.of(2.0, "2.0", 2.0),
                Arguments.of(true, "True", true),
                Arguments.of("a\"b", "\"a\\\"b\"", "a\"b"),
                Arguments.of('c', "\"c\"", "c"),
                Arguments.of(List.of(1, List.of("x")), "(1 (\"x\"))", List.of(1L, List.of("x"))),
                Arguments.of(new Object[] {1, 2}, "(1 2)", List.of(1L, 2L)),
                Arguments.of(Symbol.of("s"), "s", Symbol.of("s")),
                Arguments.of(Map.of(), "{}", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsAnAtomAndComesBack(Object value, String printed, Object back) {
        final Atom atom = Values.toAtom(value);
        assertThat(atom).hasToString(printed);
        assertThat(Values.toJava(atom)).isEqualTo(back);
    }

    @Test
    void nothingIsTheUnit() {
        assertThat(Values.toAtom(null)).hasToString("()");
    }

    @Test
    void anyOtherObjectIsNative() {
        final Object object = new Object();
        assertThat(Values.toAtom(object)).isInstanceOf(NativeAtom.class);
        assertThat(Values.toJava(Values.toAtom(object))).isSameAs(object);
    }

    @Test
    void anAtomOfTheWrongKindIsNamed() {
        assertThatThrownBy(() -> Values.toLong(Symbol.of("s")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected an integer of 64 bits: atom=s");
        assertThatThrownBy(() -> Values.toDouble(Symbol.of("s"))).hasMessage("expected a number: atom=s");
        assertThatThrownBy(() -> Values.toBoolean(Values.toAtom(1))).hasMessage("expected a truth value: atom=1");
        assertThatThrownBy(() -> Values.to(Values.toAtom(1), Symbol.class)).hasMessage("expected a Symbol: atom=1");
        assertThatThrownBy(() -> Values.toList(Values.toAtom(1))).hasMessage("expected an expression: atom=1");
    }

    @Test
    void anAtomIsReadAsWhatIsAskedFor() {
        assertThat(Values.toLong(Values.toAtom(3))).isEqualTo(3);
        assertThat(Values.toDouble(Values.toAtom(3))).isEqualTo(3.0);
        assertThat(Values.toBoolean(Values.toAtom(false))).isFalse();
        assertThat(Values.toText(Values.toAtom("a b"))).isEqualTo("a b");
        assertThat(Values.toText(Symbol.of("s"))).isEqualTo("s");
        assertThat(Values.toList(Values.toAtom(List.of(1)))).isEqualTo(List.of(1L));
        assertThat(Values.to(Symbol.of("s"), Symbol.class).name()).isEqualTo("s");
    }
}
