package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SmallStack;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts of a million brackets or names, on a stack that holds no such recursion. */
class ParserDeepTest {
    private static final int MANY = 1_000_000;

    @Test
    void deepNestingIsReadAndPrinted() {
        SmallStack.run(() -> {
            String text = "(a ".repeat(MANY) + "$x" + ")".repeat(MANY);
            Parser parser = Parsing.parser(text);
            assertThat(parser.next()).isTrue();
            assertThat(parser.atom().toString().equals(text)).isTrue();
        });
    }

    @Test
    void positionsInDeepNestingAreFound() {
        SmallStack.run(() -> {
            Parser parser = Parsing.parser("(".repeat(MANY) + "a" + ")".repeat(MANY));
            parser.next();
            SourceMap map = parser.sourceMap();
            Expression innermost = (Expression) parser.atom();
            while (innermost.head() instanceof Expression inner) {
                innermost = inner;
            }
            assertThat(map.spanOf(innermost).startOffset()).isEqualTo(MANY - 1);
            assertThat(map.spanOf(innermost, 0).text()).isEqualTo("a");
        });
    }

    @Test
    void everyUnclosedBracketIsReported() {
        SmallStack.run(() -> {
            List<SyntaxError> errors = Parser.checkAll(SourceText.of(Parsing.FILE, "(".repeat(MANY)));
            assertThat(errors.size()).isEqualTo(MANY);
            assertThat(errors.get(MANY - 1).span().startOffset()).isEqualTo(MANY - 1);
            assertThat(new SyntaxErrorsException(errors).render().lines()).hasSize(61);
        });
    }

    @Test
    void wideExpressionsAreRead() {
        SmallStack.run(() -> {
            String names = IntStream.range(0, MANY).mapToObj(i -> "$v" + i).collect(Collectors.joining(" "));
            Parser parser = Parsing.parser("(" + names + ") " + "($a) ".repeat(1000));
            parser.next();
            Atom wide = parser.atom();
            assertThat(((Expression) wide).size()).isEqualTo(MANY);
            assertThat(wide.toString().length()).isEqualTo(names.length() + 2);
            int rest = 0;
            while (parser.next()) {
                rest++;
            }
            assertThat(rest).isEqualTo(1000);
        });
    }
}
