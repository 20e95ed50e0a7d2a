package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RearrangerTest {
    private final Rearranger rearranger = new Rearranger();

    private AtomCode toFront(AtomCode code, int position) {
        rearranger.moveToFront(code.array(), code.length(), !code.ground(), position);
        return AtomCode.copyOf(rearranger.array(), 0, rearranger.length());
    }

    private AtomCode back(AtomCode code, int position) {
        rearranger.moveBack(code.array(), code.length(), !code.ground(), position);
        return AtomCode.copyOf(rearranger.array(), 0, rearranger.length());
    }

    @Test
    void aChildMovesBeforeTheOthersWhichKeepTheirOrder() {
        assertThat(toFront(atom("edge", "a", "b", "c"), 2)).isEqualTo(atom("b", "edge", "a", "c"));
        assertThat(toFront(atom("edge", "a"), 1)).isEqualTo(atom("a", "edge"));
    }

    @Test
    void variablesAreNamedWhereTheyNowComeFirst() {
        assertThat(toFront(atom("edge", "$x", "$y", "$x"), 3)).isEqualTo(atom("$x", "edge", "$x", "$y"));
        final AtomCode nested = AtomCode.expression(word("f"), word("$x"), atom("g", "$x", "$y"));
        assertThat(toFront(nested, 2)).isEqualTo(AtomCode.expression(atom("g", "$x", "$y"), word("f"), word("$x")));
    }

    @Test
    void movingBackRestoresAnyAtom() {
        final Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            final AtomCode[] children = new AtomCode[i % 500 == 0 ? 70 : 2 + random.nextInt(4)];
            for (int child = 0; child < children.length; child++) {
                children[child] = RandomFacts.any(random, 2);
            }
            final AtomCode code = AtomCode.expression(children);
            final int position = 1 + random.nextInt(children.length - 1);
            assertThat(back(toFront(code, position), position)).isEqualTo(code);
        }
    }
}
