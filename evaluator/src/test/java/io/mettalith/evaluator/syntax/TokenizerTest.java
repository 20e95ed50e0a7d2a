package io.mettalith.evaluator.syntax;

import static io.mettalith.evaluator.syntax.Parsing.atoms;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import org.junit.jupiter.api.Test;

class TokenizerTest {
    private static final Atom SPACE = new SpaceAtom(0, 1);
    private final Tokenizer tokenizer = new Tokenizer();

    @Test
    void boundWordIsReplacedWhereverItStands() {
        tokenizer.bind("&self", SPACE);
        assertThat(atoms("&self (match &self)", tokenizer))
                .containsExactly(SPACE, Expression.of(Symbol.of("match"), SPACE));
    }

    @Test
    void onlyTheWholeWordIsReplaced() {
        tokenizer.bind("b", SPACE);
        assertThat(atoms("ab b ba", tokenizer)).containsExactly(Symbol.of("ab"), SPACE, Symbol.of("ba"));
    }

    @Test
    void nameStandsForItselfAndIsNoRegularExpression() {
        tokenizer.bind("a.c", SPACE);
        assertThat(atoms("abc a.c", tokenizer)).containsExactly(Symbol.of("abc"), SPACE);
    }

    @Test
    void latestBindingWins() {
        tokenizer.bind("A", Symbol.of("first"));
        tokenizer.bind("A", Symbol.of("second"));
        assertThat(tokenizer.lookup("A")).isEqualTo(Symbol.of("second"));
        assertThat(atoms("A", tokenizer)).containsExactly(Symbol.of("second"));
        assertThat(tokenizer.lookup("B")).isNull();
    }

    @Test
    void bindingWinsOverNumbersAndTruthValues() {
        tokenizer.bind("1", Symbol.of("one"));
        tokenizer.bind("True", Symbol.of("yes"));
        tokenizer.bind("-", Symbol.of("minus"));
        assertThat(atoms("1 True - 2 -1 False 1.0", tokenizer))
                .containsExactly(
                        Symbol.of("one"),
                        Symbol.of("yes"),
                        Symbol.of("minus"),
                        Numbers.integer(2),
                        Numbers.integer(-1),
                        BoolAtom.FALSE,
                        Numbers.floating(1));
    }

    @Test
    void stringsAndVariablesAreNotLookedUp() {
        tokenizer.bind("\"a\"", SPACE);
        tokenizer.bind("$a", SPACE);
        assertThat(atoms("\"a\"", tokenizer)).containsExactly(new StringAtom("a"));
        assertThat(atoms("$a", tokenizer)).hasToString("[$a]");
    }

    @Test
    void bindingConcernsTextParsedAfterIt() {
        Parser parser = new Parser(SourceText.of("bind.metta", "x 1 x 1"), tokenizer);
        parser.next();
        assertThat(parser.atom()).isEqualTo(Symbol.of("x"));
        parser.next();
        tokenizer.bind("x", SPACE);
        tokenizer.bind("1", SPACE);
        parser.next();
        assertThat(parser.atom()).isSameAs(SPACE);
        parser.next();
        assertThat(parser.atom()).isSameAs(SPACE);
    }

    @Test
    void wordBoundToTheExclamationMarkExecutes() {
        tokenizer.bind("run", Symbol.of("!"));
        tokenizer.bind("!", Symbol.of("bang"));
        Parser parser = new Parser(SourceText.of("run.metta", "! run (a)"), tokenizer);
        parser.next();
        assertThat(parser.atom()).isEqualTo(Symbol.of("bang"));
        assertThat(parser.isExecuted()).isFalse();
        parser.next();
        assertThat(parser.atom()).hasToString("(a)");
        assertThat(parser.isExecuted()).isTrue();
    }

    @Test
    void copyIsIndependent() {
        tokenizer.bind("1", SPACE);
        Tokenizer copy = tokenizer.copy();
        copy.bind("b", SPACE);
        assertThat(tokenizer.lookup("b")).isNull();
        assertThat(atoms("1 b", copy)).containsExactly(SPACE, SPACE);
    }
}
