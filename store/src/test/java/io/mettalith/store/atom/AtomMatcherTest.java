package io.mettalith.store.atom;

import static io.mettalith.store.atom.ModelAtom.expr;
import static io.mettalith.store.atom.ModelAtom.sym;
import static io.mettalith.store.atom.ModelAtom.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class AtomMatcherTest {
    private final AtomMatcher matcher = new AtomMatcher();

    private int match(ModelAtom pattern, ModelAtom atom) {
        return match(pattern.code(), atom.code());
    }

    private int match(AtomCode pattern, AtomCode atom) {
        return matcher.match(pattern.buffer(), 0, pattern.length(), atom.buffer(), 0, atom.length());
    }

    @Test
    void groundPatternMatchesItself() {
        ModelAtom fact = expr(sym("parent"), sym("Tom"), sym("a rather long name of a child"));

        assertThat(match(fact, fact)).isEqualTo(AtomMatcher.MATCH);
        assertThat(matcher.bindingCount()).isZero();
    }

    @Test
    void groundPatternMatchesNothingElse() {
        ModelAtom pattern = expr(sym("parent"), sym("Tom"));

        assertThat(match(pattern, expr(sym("parent"), sym("Bob")))).isEqualTo(AtomMatcher.NO_MATCH);
        assertThat(match(pattern, expr(sym("parent")))).isEqualTo(AtomMatcher.NO_MATCH);
        assertThat(match(pattern, sym("parent"))).isEqualTo(AtomMatcher.NO_MATCH);
        assertThat(match(sym("1"), new ModelAtom.Str("1"))).isEqualTo(AtomMatcher.NO_MATCH);
    }

    @Test
    void variableTakesTheAtomInItsPlace() {
        AtomCode fact = expr(sym("f"), expr(sym("g"), sym("a")), sym("b")).code();

        assertThat(match(expr(sym("f"), var("x"), var("y")).code(), fact)).isEqualTo(AtomMatcher.MATCH);
        assertThat(matcher.bindingCount()).isEqualTo(2);
        assertThat(binding(fact, 0)).hasToString("(g a)");
        assertThat(binding(fact, 1)).hasToString("b");
    }

    private AtomCode binding(AtomCode atom, int index) {
        return AtomCode.copyOf(atom.buffer(), matcher.bindingOffset(index), matcher.bindingLength(index));
    }

    @Test
    void variableAloneTakesAnything() {
        AtomCode fact = expr(sym("f"), expr()).code();

        assertThat(match(var("x").code(), fact)).isEqualTo(AtomMatcher.MATCH);
        assertThat(binding(fact, 0)).isEqualTo(fact);
    }

    @Test
    void repeatedVariableTakesTheSameAtomAgain() {
        ModelAtom pattern = expr(var("x"), sym("f"), var("x"));

        assertThat(match(pattern, expr(expr(sym("a")), sym("f"), expr(sym("a")))))
                .isEqualTo(AtomMatcher.MATCH);
        assertThat(match(pattern, expr(expr(sym("a")), sym("f"), expr(sym("b")))))
                .isEqualTo(AtomMatcher.NO_MATCH);
        assertThat(match(pattern, expr(sym("a"), sym("f"), sym("aa")))).isEqualTo(AtomMatcher.NO_MATCH);
    }

    @Test
    void variableOfTheAtomLeavesTheAnswerOpen() {
        assertThat(match(expr(sym("f"), sym("a")), expr(sym("f"), var("y")))).isEqualTo(AtomMatcher.MAYBE);
        assertThat(match(expr(sym("f"), var("x")), expr(sym("f"), expr(sym("g"), var("y")))))
                .isEqualTo(AtomMatcher.MAYBE);
        assertThat(match(expr(var("x"), var("x")), expr(var("y"), sym("a")))).isEqualTo(AtomMatcher.MAYBE);
        assertThat(match(sym("a"), var("a"))).isEqualTo(AtomMatcher.MAYBE);
        assertThat(matcher.bindingCount()).isZero();
    }

    @Test
    void variableOfTheAtomExcusesNothingElse() {
        assertThat(match(expr(sym("f"), sym("a"), sym("b")), expr(sym("f"), var("y"), sym("c"))))
                .isEqualTo(AtomMatcher.NO_MATCH);
        assertThat(match(expr(sym("f"), sym("a")), expr(sym("g"), var("y")))).isEqualTo(AtomMatcher.NO_MATCH);
    }

    @Test
    void variableIntroducedAgainstAVariableOfTheAtomStaysOpen() {
        ModelAtom pattern = expr(expr(sym("g"), var("x"), var("y")), var("y"), var("z"), var("z"));

        assertThat(match(pattern, expr(var("v"), sym("b"), sym("c"), sym("c")))).isEqualTo(AtomMatcher.MAYBE);
        assertThat(match(pattern, expr(var("v"), sym("b"), sym("c"), sym("d")))).isEqualTo(AtomMatcher.NO_MATCH);
    }

    @Test
    void namesOfPatternAndAtomHaveNothingInCommon() {
        assertThat(match(expr(var("x"), sym("a")), expr(sym("b"), var("x")))).isEqualTo(AtomMatcher.MAYBE);
    }

    @Test
    void codesAreMatchedWithinTheirBuffers() {
        UnsafeBuffer pattern = Hex.buffer("00 42 81 66 01 01 78 00");
        UnsafeBuffer atom = Hex.buffer("00 00 00 42 81 66 19 07 00");

        assertThat(matcher.match(pattern, 1, 7, atom, 3, 8)).isEqualTo(AtomMatcher.MATCH);
        assertThat(matcher.bindingOffset(0)).isEqualTo(6);
        assertThat(matcher.bindingLength(0)).isEqualTo(2);
    }

    @Test
    void bindingsOfAnotherMatchAreGone() {
        match(var("x"), sym("a"));
        match(sym("b"), sym("b"));

        assertThatThrownBy(() -> matcher.bindingOffset(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void moreVariablesThanUsualAreBound() {
        AtomWriter pattern = new AtomWriter().expression(200);
        AtomWriter atom = new AtomWriter().expression(200);
        for (int i = 0; i < 200; i++) {
            pattern.variable("v" + i % 100);
            atom.integer(i % 100);
        }

        assertThat(match(pattern.toAtomCode(), atom.toAtomCode())).isEqualTo(AtomMatcher.MATCH);
        assertThat(matcher.bindingCount()).isEqualTo(100);
        assertThat(binding(atom.toAtomCode(), 99)).hasToString("99");
    }

    @Test
    void damagedPatternIsRefused() {
        UnsafeBuffer atom = Hex.buffer("81 61");

        assertThatThrownBy(() -> matcher.match(Hex.buffer("02 00"), 0, 2, atom, 0, 2))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom code refers to a variable that did not occur: offset=0, index=0");
    }
}
