package io.mettalith.evaluator.syntax;

import static io.mettalith.evaluator.syntax.Parsing.atom;
import static io.mettalith.evaluator.syntax.Parsing.atoms;
import static io.mettalith.evaluator.syntax.Parsing.parser;
import static io.mettalith.evaluator.syntax.Parsing.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    @Test
    void wordIsASymbol() {
        assertThat(atom("test")).isEqualTo(Symbol.of("test"));
        assertThat(atom("ж⟮")).isEqualTo(Symbol.of("ж⟮"));
    }

    @Test
    void wordEndsAtWhiteSpaceBracketsAndSemicolon() {
        assertThat(atoms("a b\tc(d)e;f")).hasToString("[a, b, c, (d), e]");
        assertThat(program("(a; 4)\n 5)")).containsExactly("(a 5)");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {9, 10, 11, 12, 13, 0x20, 0x85, 0xA0, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000
            })
    void whiteSpaceIsThatOfUnicode(int codePoint) {
        String blank = Character.toString(codePoint);
        assertThat(atoms(blank + "a" + blank + "$b" + blank + "(c" + blank + ")" + blank))
                .hasToString("[a, $b, (c)]");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 0x1C, 0x1F, 0x7F, 0x84, 0x86, 0x9F, 0xA1, 0xB7, 0x180E, 0x200B, 0x2027, 0x2060, 0xFEFF})
    void otherCharactersArePartOfAWord(int codePoint) {
        String name = "a" + Character.toString(codePoint) + "b";
        assertThat(atom(name)).isEqualTo(Symbol.of(name));
        assertThat(((Variable) atom("$" + name)).name()).isEqualTo(name);
    }

    @Test
    void quoteInsideAWordIsAPlainCharacter() {
        assertThat(atom("a\"b\"")).isEqualTo(Symbol.of("a\"b\""));
        assertThat(atom("a$b'c!")).isEqualTo(Symbol.of("a$b'c!"));
    }

    @Test
    void commentReachesToTheEndOfTheLine() {
        assertThat(program(";(a 4)\n  (b 5)")).containsExactly("(b 5)");
        assertThat(program("(a 4);\n(b 5)")).containsExactly("(a 4)", "(b 5)");
        assertThat(program("; only\r a comment")).isEmpty();
        assertThat(program("a;\r\nb")).containsExactly("a", "b");
    }

    @Test
    void commentMayStandInsideAnExpression() {
        assertThat(program(" (a ; 4)\n  5)")).containsExactly("(a 5)");
        assertThat(program(" (a 5 ; 4)\n  )")).containsExactly("(a 5)");
        assertThat(program("(;)\n)")).containsExactly("()");
    }

    @Test
    void expressionsNest() {
        assertThat(atom("(= (fac $n) (* $n (fac (- $n 1))))")).hasToString("(= (fac $n) (* $n (fac (- $n 1))))");
        assertThat(atoms("(a)(b)()")).hasToString("[(a), (b), ()]");
        assertThat(atom("( )")).isSameAs(Expression.UNIT);
    }

    @Test
    void textWithoutAtomsHasNone() {
        assertThat(atoms("")).isEmpty();
        assertThat(atoms(" \n\t; comment")).isEmpty();
    }

    @Test
    void variableIsNamedWithoutItsSign() {
        Variable variable = (Variable) atom("$n");
        assertThat(variable.name()).isEqualTo("n");
        assertThat(variable.id()).isZero();
        assertThat(((Variable) atom("$")).name()).isEmpty();
    }

    @Test
    void variableEndsAtWhiteSpaceAndBracketsOnly() {
        assertThat(((Variable) atom("$x;c")).name()).isEqualTo("x;c");
        assertThat(((Variable) atom("$x\"y$z")).name()).isEqualTo("x\"y$z");
        assertThat(atoms("($x)$y(a)")).hasToString("[($x), $y, (a)]");
    }

    @Test
    void oneNameIsOneVariableWithinATopLevelAtom() {
        Expression first = (Expression) atom("($x ($x) $y)");
        assertThat(first.get(0)).isSameAs(((Expression) first.get(1)).head()).isNotSameAs(first.get(2));
        List<Atom> both = atoms("$x $x");
        assertThat(both.get(0)).isNotSameAs(both.get(1));
    }

    @Test
    void manyVariablesOfOneAtomAreForgottenInTheNext() {
        String many = IntStream.range(0, 200).mapToObj(i -> "$v" + i).collect(Collectors.joining(" ", "(", ")"));
        List<Atom> atoms = atoms(many + many);
        assertThat(((Expression) atoms.get(0)).get(199)).isNotSameAs(((Expression) atoms.get(1)).get(199));
    }

    @Test
    void stringReachesToTheNextQuoteOverLines() {
        assertThat(atom("\"te st\"")).isEqualTo(new StringAtom("te st"));
        assertThat(atom("\"a\nb;(\"")).isEqualTo(new StringAtom("a\nb;("));
        assertThat(atom("\"\"")).isEqualTo(new StringAtom(""));
        assertThat(atom("\"ж𝄞\"")).isEqualTo(new StringAtom("ж𝄞"));
    }

    @Test
    void stringEndsItsTokenAtTheQuote() {
        assertThat(atom("(\"te\\nst\"test)")).isEqualTo(Expression.of(new StringAtom("te\nst"), Symbol.of("test")));
        assertThat(atoms("\"a\"\"b\"")).containsExactly(new StringAtom("a"), new StringAtom("b"));
    }

    @Test
    void escapesAreReplaced() {
        assertThat(atom("\"test\\ttab\"")).isEqualTo(new StringAtom("test\ttab"));
        assertThat(atom("\"\\' \\\" \\\\ \\n \\r \\t\"")).isEqualTo(new StringAtom("' \" \\ \n \r \t"));
        assertThat(atom("\"\\x1b[1;32m> \\x1b[0m\"")).isEqualTo(new StringAtom("\u001b[1;32m> \u001b[0m"));
        assertThat(atom("\"test\\x7Fmax\"")).isEqualTo(new StringAtom("test\u007fmax"));
        assertThat(atom("\"ж\\u{0123}ж\"")).isEqualTo(new StringAtom("жģж"));
        assertThat(atom("\"\\u{130AC}\\u{130ac}\"")).isEqualTo(new StringAtom("\uD80C\uDCAC\uD80C\uDCAC"));
        assertThat(atom("\"\\u{00000041}\\u{}\\u{{42}\"")).isEqualTo(new StringAtom("A\0B"));
    }

    @Test
    void truthValuesAreGrounded() {
        assertThat(atoms("True False true")).containsExactly(BoolAtom.TRUE, BoolAtom.FALSE, Symbol.of("true"));
    }

    @Test
    void numbersAreGroundedWhereverWordsStand() {
        assertThat(atom("(3d 42)")).isEqualTo(Expression.of(Symbol.of("3d"), Numbers.integer(42)));
    }

    @Test
    void exclamationMarkAloneExecutesTheNextAtom() {
        assertThat(program("(a) !(b) ! (c) ! d !\n;comment\n(e) f"))
                .containsExactly("(a)", "!(b)", "!(c)", "!d", "!(e)", "f");
    }

    @Test
    void exclamationMarkInAWordOrAnExpressionIsASymbol() {
        assertThat(program("!f (! a) a!")).containsExactly("!f", "(! a)", "a!");
    }

    @Test
    void repeatedOrTrailingExclamationMarksAreIgnored() {
        assertThat(program("! ! (a) !")).containsExactly("!(a)");
    }

    @Test
    void atomIsOnlyThereAfterNextSaidSo() {
        Parser parser = parser("a");
        assertThatThrownBy(parser::atom)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("next()");
        assertThat(parser.next()).isTrue();
        assertThat(parser.atom()).hasToString("a");
        assertThat(parser.next()).isFalse();
        assertThat(parser.next()).isFalse();
        assertThatThrownBy(parser::span).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void spanIsThatOfTheAtomWithoutItsExclamationMark() {
        Parser parser = parser("a\n ! (b c) \"d\"");
        List<String> spans = new ArrayList<>();
        while (parser.next()) {
            spans.add(parser.span().describe() + " " + parser.span().text());
        }
        assertThat(spans).containsExactly("test.metta:1:1 a", "test.metta:2:4 (b c)", "test.metta:2:10 \"d\"");
    }

    @Test
    void manyDifferentWordsKeepTheirMeaning() {
        String text = IntStream.range(0, 50_000).mapToObj(i -> "w" + i % 20_000).collect(Collectors.joining(" "));
        assertThat(program(text)).isEqualTo(List.of(text.split(" ")));
    }

    @Test
    void byteOrderMarkOfAFileIsDropped() {
        byte[] utf8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, '(', 'a', ')'};
        Parser parser = new Parser(SourceText.ofUtf8("windows.metta", utf8), new Tokenizer());
        assertThat(parser.next()).isTrue();
        assertThat(parser.atom()).hasToString("(a)");
        assertThat(parser.span().describe()).isEqualTo("windows.metta:1:1");
    }

    @Test
    void tourOfThePackage() {
        SourceText source = SourceText.of("quickstart.metta", "(= (f $x) $x) !(f 1)");
        Parser parser = new Parser(source, new Tokenizer());
        List<String> printed = new ArrayList<>();
        while (parser.next()) {
            printed.add(parser.span().describe() + " " + parser.isExecuted() + " " + parser.atom());
        }
        assertThat(printed)
                .containsExactly("quickstart.metta:1:1 false (= (f $x) $x)", "quickstart.metta:1:16 true (f 1)");
        assertThat(Parser.checkAll(source)).isEmpty();
    }
}
