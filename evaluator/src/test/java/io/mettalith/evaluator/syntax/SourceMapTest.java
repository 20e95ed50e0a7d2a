package io.mettalith.evaluator.syntax;

import static io.mettalith.evaluator.syntax.Parsing.parser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import org.junit.jupiter.api.Test;

class SourceMapTest {
    private final Parser parser = parser("first\n!(= (f $x)\n   (g () $x \"s\" ()))\nlast");

    private Expression rule() {
        parser.next();
        parser.next();
        return (Expression) parser.atom();
    }

    private static String place(SourceSpan span) {
        return span.line() + ":" + span.column() + " " + span.text();
    }

    @Test
    void expressionsAreKnownByIdentity() {
        Expression rule = rule();
        SourceMap map = parser.sourceMap();
        assertThat(place(map.spanOf(rule))).startsWith("2:2 (= (f");
        assertThat(place(map.spanOf(rule.get(1)))).isEqualTo("2:5 (f $x)");
        assertThat(place(map.spanOf(rule.get(2)))).isEqualTo("3:4 (g () $x \"s\" ())");
        assertThat(map.spanOf(Expression.of(rule.children()))).isNull();
    }

    @Test
    void leavesAreKnownByParentAndIndex() {
        Expression rule = rule();
        Expression right = (Expression) rule.get(2);
        SourceMap map = parser.sourceMap();
        assertThat(place(map.spanOf(rule, 0))).isEqualTo("2:3 =");
        assertThat(place(map.spanOf((Expression) rule.get(1), 1))).isEqualTo("2:8 $x");
        assertThat(place(map.spanOf(right, 2))).isEqualTo("3:10 $x");
        assertThat(place(map.spanOf(right, 3))).isEqualTo("3:13 \"s\"");
        assertThat(map.spanOf(right.get(2))).isNull();
        assertThat(map.spanOf(Expression.of(Symbol.of("a")), 0)).isNull();
        assertThatThrownBy(() -> map.spanOf(right, 5))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("no such child: index=5, size=5");
    }

    @Test
    void unitIsKnownByItsFirstPlaceOrByParentAndIndex() {
        Expression right = (Expression) rule().get(2);
        SourceMap map = parser.sourceMap();
        assertThat(place(map.spanOf(Expression.UNIT))).isEqualTo("3:7 ()");
        assertThat(place(map.spanOf(right, 4))).isEqualTo("3:17 ()");
    }

    @Test
    void topLevelLeafIsKnown() {
        parser.next();
        Atom first = parser.atom();
        SourceMap map = parser.sourceMap();
        assertThat(place(map.spanOf(first))).isEqualTo("1:1 first");
        assertThat(map.spanOf(Expression.UNIT)).isNull();
    }

    @Test
    void mapStaysValidWhenTheParserMovesOn() {
        Expression rule = rule();
        SourceMap map = parser.sourceMap();
        parser.next();
        assertThat(parser.atom()).hasToString("last");
        assertThat(place(map.spanOf(rule.get(1)))).isEqualTo("2:5 (f $x)");
    }

    @Test
    void insideOfABoundExpressionHasNoPlace() {
        Expression inner = Expression.of(Symbol.of("b"));
        Expression bound = Expression.of(Symbol.of("a"), inner);
        Tokenizer tokenizer = new Tokenizer();
        tokenizer.bind("&x", bound);
        Parser bindings = new Parser(SourceText.of("a.metta", "(&x (c) &x d) &x"), tokenizer);
        bindings.next();
        Expression whole = (Expression) bindings.atom();
        SourceMap map = bindings.sourceMap();
        assertThat(map.spanOf(bound)).isNull();
        assertThat(map.spanOf(inner)).isNull();
        assertThat(place(map.spanOf(whole, 0))).isEqualTo("1:2 &x");
        assertThat(place(map.spanOf(whole.get(1)))).isEqualTo("1:5 (c)");
        assertThat(place(map.spanOf(whole, 2))).isEqualTo("1:9 &x");
        assertThat(place(map.spanOf(whole, 3))).isEqualTo("1:12 d");
        bindings.next();
        assertThat(place(bindings.sourceMap().spanOf(bound))).isEqualTo("1:15 &x");
        assertThat(bindings.sourceMap().spanOf(inner)).isNull();
    }
}
