package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Mutates programs: whatever comes out is read as the reference reads it, or rejected with errors, never a crash. */
class ParserFuzzTest {
    private static final int MUTATIONS = 50_000;
    static final String[] PROGRAMS = {
        "(= (fac $n) (if (> $n 0) (* $n (fac (- $n 1))) 1))\n!(fac 5)",
        "; comment\n(: Cons (-> $t (List $t) (List $t))) ! (f \"te\\nst\" \"\\u{1f4a9}\\x41\") $x;c",
        "(a; 4)\n  5) +5 -0.5e-3 .5 5. 99999999999999999999 True (\"te\\\"st\"test) $ ()",
        "!(match &self (, (A $x) (B $x)) (\"\\\\\" $x))\n(⟨wff⟩ ⟨P⟩)\u00a0(ж 𝄞)\u3000!(\u200b)"
    };
    private static final String[] PIECES = {
        "(", ")", "\"", "\\", ";", "\n", " ", "$", "#", "!", "\\u{", "}", "{", "\\x", "0", "7", "F", "+", "-", ".", "e",
        "True", "\t", "\r", "\u0085", "\u2003", "\u2028", "\u2027", "\ufeff", "\0", "ж", "漢", "𝄞", "a", "()", "\"\""
    };

    static String mutated(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(PROGRAMS[random.nextInt(PROGRAMS.length)]);
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            int at = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + random.nextInt(6)));
                case 1 -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
                case 2 -> text.insert(at, text.substring(Math.max(0, at - random.nextInt(10)), at));
                default -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        return new String(text.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void mutatedProgramsAreReadAsTheReferenceReadsThem() {
        int accepted = 0;
        for (long seed = 0; seed < MUTATIONS; seed++) {
            String text = mutated(seed);
            try {
                accepted += agrees(text) ? 1 : 0;
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("reproduce with: mutated(" + seed + "L)\n" + text, e);
            }
        }
        assertThat(accepted).isBetween(MUTATIONS / 20, MUTATIONS * 19 / 20);
    }

    /** Compares with the reference and reports whether the text was accepted. */
    private static boolean agrees(String text) {
        SourceText source = SourceText.of(Parsing.FILE, text);
        List<SyntaxError> errors = Parser.checkAll(source);
        assertThat(errors).isEqualTo(errorsOfParser(source));
        List<String> expected = expected(text);
        if (expected == null) {
            assertThat(Parsing.errors(text).errors()).hasSameSizeAs(errors);
            errors.forEach(error -> assertWellFormed(error, text));
            return false;
        }
        assertThat(errors).isEmpty();
        assertThat(Parsing.program(text)).isEqualTo(expected);
        return true;
    }

    private static List<String> expected(String text) {
        try {
            return ReferenceParser.program(text);
        } catch (ReferenceParser.Rejected e) {
            return null;
        }
    }

    private static void assertWellFormed(SyntaxError error, String text) {
        SourceSpan span = error.span();
        assertThat(span.startOffset()).isNotNegative().isLessThan(span.endOffset());
        assertThat(span.endOffset()).isLessThanOrEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(error.render().lines()).hasSize(3);
    }

    @Test
    void arbitraryBytesAreReadOrRejected() {
        Random random = new Random(42);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = PROGRAMS[random.nextInt(PROGRAMS.length)].getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            SourceText source = SourceText.ofUtf8(Parsing.FILE, bytes);
            List<SyntaxError> errors = Parser.checkAll(source);
            errors.forEach(error -> assertThat(error.render()).startsWith("error: test.metta:"));
            assertThat(errors).isEqualTo(errorsOfParser(source));
        }
    }

    private static List<SyntaxError> errorsOfParser(SourceText source) {
        Parser parser = new Parser(source, new Tokenizer());
        try {
            while (parser.next()) {
                assertThat(parser.atom()).isNotNull();
            }
            return List.of();
        } catch (SyntaxErrorsException e) {
            return e.errors();
        }
    }

    @Test
    void referenceRejectsAndReadsTheProgramsAsWritten() {
        assertThat(ReferenceParser.program(PROGRAMS[0])).hasSize(2).last().isEqualTo("!(fac 5)");
        assertThat(expected("(a))")).isNull();
        assertThat(expected("\"\\q\"")).isNull();
        assertThat(expected("$a#")).isNull();
    }
}
