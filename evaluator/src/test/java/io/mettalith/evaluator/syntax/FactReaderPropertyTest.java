package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.RandomAtoms;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The fact reader, on parts of any length, against the parser and the codec on the whole text. */
class FactReaderPropertyTest {
    private static final int SEEDS = 20_000;
    private static final String[] BOUND = {"&self", "True", "1", "-", "fac", "A", "b", "!", "ж", "5"};

    private static Tokenizer tokenizer(Random random) {
        Tokenizer tokenizer = new Tokenizer();
        for (final String word : BOUND) {
            if (random.nextInt(4) == 0) {
                tokenizer.bind(word, bound(random));
            }
        }
        return tokenizer;
    }

    private static Atom bound(Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> new SpaceAtom(1, 2);
            case 1 -> new Variable("x", 0);
            case 2 -> Expression.of(Symbol.of("pair"), new Variable("x", 0), new Variable("n", 0));
            case 3 -> Numbers.integer(7);
            case 4 -> Symbol.of("!");
            case 5 -> Expression.UNIT;
            default -> new StringAtom("text");
        };
    }

    private static void assertAgrees(byte[] text, Random random, String reproduce) {
        Tokenizer tokenizer = tokenizer(random);
        int partBytes = random.nextBoolean() ? 1 + random.nextInt(40) : FactReading.WHOLE;
        assertThat(FactReading.read(text, tokenizer, partBytes))
                .as("%s, parts of %d bytes: %s", reproduce, partBytes, new String(text, StandardCharsets.UTF_8))
                .isEqualTo(FactReading.parse(text, tokenizer));
    }

    @Test
    void mutatedProgramsAreReadAsTheyAreParsed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            byte[] text = ParserFuzzTest.mutated(seed).getBytes(StandardCharsets.UTF_8);
            assertAgrees(text, new Random(seed), "ParserFuzzTest.mutated(" + seed + "L)");
        }
    }

    @Test
    void printedAtomsAreReadAsTheyAreParsed() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            StringBuilder text = new StringBuilder();
            RandomAtoms atoms = new RandomAtoms(seed, 4);
            for (int i = 0; i < 5; i++) {
                text.append(atoms.atom(5)).append(i % 2 == 0 ? "\n" : " ; comment\n");
            }
            assertAgrees(text.toString().getBytes(StandardCharsets.UTF_8), new Random(seed), "seed " + seed);
        }
    }

    @Test
    void arbitraryBytesAreReadAsTheyAreParsed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            String program = ParserFuzzTest.PROGRAMS[random.nextInt(ParserFuzzTest.PROGRAMS.length)];
            byte[] text = program.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(4); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            assertAgrees(text, random, "seed " + seed);
        }
    }
}
