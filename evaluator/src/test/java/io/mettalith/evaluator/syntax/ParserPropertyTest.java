package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.RandomAtoms;
import org.junit.jupiter.api.Test;

class ParserPropertyTest {
    private static final int SEEDS = 10_000;

    @Test
    void printedAtomsParseBackAsEqualAtoms() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Atom atom = new RandomAtoms(seed, 4).atom(5);
            Atom parsed = Parsing.atom(atom.toString());
            String reproduce = "reproduce with: new RandomAtoms(" + seed + "L, 4).atom(5)";
            assertThat(Atoms.alphaEqual(parsed, atom)).as(reproduce).isTrue();
            assertThat(parsed).as(reproduce).hasToString(atom.toString());
        }
    }

    @Test
    void partsParseFromTheirSpansAsEqualAtoms() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            Parser parser = Parsing.parser(" ж\n" + new RandomAtoms(seed, 4).atom(5));
            parser.next();
            parser.next();
            assertSpansHold(parser.atom(), parser.sourceMap(), "reproduce with seed " + seed);
        }
    }

    private static void assertSpansHold(Atom atom, SourceMap map, String reproduce) {
        if (atom instanceof Expression expression) {
            assertThat(map.spanOf(atom).text()).as(reproduce).isEqualTo(atom.toString());
            for (int i = 0; i < expression.size(); i++) {
                Atom child = expression.get(i);
                assertThat(map.spanOf(expression, i).text()).as(reproduce).isEqualTo(child.toString());
                assertSpansHold(child, map, reproduce);
            }
        }
    }
}
