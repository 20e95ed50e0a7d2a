package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainNamesTest {
    private static final int ROUNDS = 20_000;
    private static final String CHARACTERS = "ab1-+.eE$#\"\\;() \t\n\u00a0\u0085\u2003\u3000é日!&";

    private static boolean isSymbol(String name) {
        final byte[] utf8 = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        return PlainNames.isSymbol(utf8, 1, utf8.length - 2);
    }

    private static boolean isVariable(String name) {
        final byte[] utf8 = ("<" + name + ">").getBytes(StandardCharsets.UTF_8);
        return PlainNames.isVariable(utf8, 1, utf8.length - 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "+", "3d", ".5", "5.", "a\"b", "a$b", "#", "\\", "é日本", "True?", "&self", "-"})
    void wordsArePlain(String name) {
        assertThat(isSymbol(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "(", "a)", ";", "a;b", "\"", "$", "$x", "1", "-1.5", "1e3", "True", "False", "\u3000"
            })
    void whatReadsBackAsSomethingElseIsNotPlain(String name) {
        assertThat(isSymbol(name)).isFalse();
    }

    @Test
    void theParserAgreesOnEveryName() {
        final long seed = System.nanoTime();
        final Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            final String name = name(random);
            assertThat(isSymbol(name)).as("seed=%d, name=%s", seed, name).isEqualTo(readsBackAsSymbol(name));
            assertThat(isVariable(name)).as("seed=%d, name=%s", seed, name).isEqualTo(readsBackAsVariable(name));
        }
    }

    private static String name(Random random) {
        final StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(5); length > 0; length--) {
            name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return name.toString();
    }

    /** In an expression, where {@code !} is a symbol like others. */
    private static boolean readsBackAsSymbol(String name) {
        return reads("(x " + name + " y)", Symbol.of(name));
    }

    private static boolean readsBackAsVariable(String name) {
        return reads("(x $" + name + " y)", new Variable(name, 0));
    }

    private static boolean reads(String text, Atom middle) {
        final Parser parser = new Parser(SourceText.of("test", text), new Tokenizer());
        try {
            return parser.next()
                    && parser.atom() instanceof Expression all
                    && all.size() == 3
                    && all.get(1).getClass() == middle.getClass()
                    && all.get(1).toString().equals(middle.toString())
                    && all.get(2).equals(Symbol.of("y"));
        } catch (final SyntaxErrorsException e) {
            return false;
        }
    }
}
