package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SymbolTest {
    @Test
    void symbolsOfOneNameAreEqual() {
        assertThat(Symbol.of("ж-symbol")).isEqualTo(Symbol.ofUtf8("ж-symbol".getBytes(StandardCharsets.UTF_8)));
        assertThat(Symbol.of("ж-symbol")).hasSameHashCodeAs(Symbol.of("ж-symbol"));
    }

    @Test
    void symbolsOfDifferentNamesDiffer() {
        assertThat(Symbol.of("a")).isNotEqualTo(Symbol.of("b")).isNotEqualTo(Symbol.of("a\0"));
        assertThat(Symbol.of("12345678a")).isNotEqualTo(Symbol.of("12345678b"));
        assertThat(Symbol.of("a")).isNotEqualTo(new StringAtom("a")).isNotEqualTo(null);
    }

    @Test
    void nameIsTheTextOfTheBytes() {
        assertThat(Symbol.of("⟨wff⟩").name()).isEqualTo("⟨wff⟩");
        assertThat(Symbol.of("⟨wff⟩").utf8()).isEqualTo("⟨wff⟩".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nameIsDecodedOnce() {
        Symbol symbol = Symbol.of("foo");
        assertThat(symbol.name()).isSameAs(symbol.name());
    }

    @Test
    void hashesOfSimilarNamesSpread() {
        long distinct = IntStream.range(0, 100_000)
                .map(i -> Symbol.of("node" + i).hashCode() & 0xFFFFF)
                .distinct()
                .count();
        assertThat(distinct).isGreaterThan(90_000);
    }

    @Test
    void unpairedSurrogateBecomesAQuestionMark() {
        assertThat(Symbol.of("a\uD800").name()).isEqualTo("a?");
    }
}
