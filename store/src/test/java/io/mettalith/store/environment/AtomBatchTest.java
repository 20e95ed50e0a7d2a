package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.settledBytes;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.KeySorter;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AtomBatchTest {
    private final Environment base = Environment.create();
    private final long allocatedBefore = KeySorter.allocatedBytes();

    @AfterEach
    void allIsFreed() {
        base.close();
        assertThat(KeySorter.allocatedBytes()).isEqualTo(allocatedBefore);
    }

    private static AtomBatch batch(AtomCode... atoms) {
        final AtomBatch batch = new AtomBatch();
        final AtomWriter writer = new AtomWriter();
        for (final AtomCode atom : atoms) {
            batch.add(writer.reset().atom(atom));
        }
        return batch;
    }

    /** Returns {@code (n from)} to {@code (n to - 1)}. */
    private static AtomCode[] numbers(int from, int to) {
        final AtomCode[] atoms = new AtomCode[to - from];
        for (int i = from; i < to; i++) {
            atoms[i - from] = AtomCode.expression(AtomCode.symbol("n"), AtomCode.integer(i));
        }
        return atoms;
    }

    private List<String> rules() {
        return base.rules(AtomCode.symbol("f"), 1).stream()
                .map(rule -> rule.code().toString())
                .toList();
    }

    @Test
    void severalCopiesTakeOnePlaceAmongTheDefinitions() {
        final AtomWriter writer = new AtomWriter();
        try (AtomBatch batch = new AtomBatch()) {
            batch.add(writer.reset().atom(rule(atom("f", "z"), "one")), 3);
            batch.add(writer.reset().atom(rule(atom("f", "a"), "two")), 1);
            batch.add(writer.reset().atom(atom("b")), 5);
            assertThat(batch.size()).isEqualTo(3);
            base.addAll(SpaceId.MAIN, batch);
        }
        assertThat(base.size()).isEqualTo(9);
        assertThat(base.count(atom("b"))).isEqualTo(5);
        assertThat(base.rules(AtomCode.symbol("f"), 1))
                .extracting(StoredAtom::stamp)
                .containsExactly(1L, 2L);
    }

    @Test
    void goesIntoEmptyAndFilledSpacesAlike() {
        base.addAll(
                SpaceId.MAIN,
                batch(rule(atom("f", "z"), "one"), atom("b"), atom("a"), atom("b"), rule(atom("f", "a"), "two")));
        assertThat(base.size()).isEqualTo(5);
        assertThat(base.count(atom("b"))).isEqualTo(2);
        base.addAll(SpaceId.MAIN, batch(atom("b"), rule(atom("f", "m"), "three"), atom("c")));
        assertThat(base.size()).isEqualTo(8);
        assertThat(base.count(atom("b"))).isEqualTo(3);
        assertThat(rules()).containsExactly("(= (f z) one)", "(= (f a) two)", "(= (f m) three)");
    }

    @Test
    void aFewAtomsGoIntoALargeSpaceOneByOne() {
        base.addAll(SpaceId.MAIN, batch(numbers(0, 1000)));
        base.add(rule(atom("f", "z"), "one"));
        base.addAll(
                SpaceId.MAIN, batch(rule(atom("f", "b"), "two"), atom("a"), rule(atom("f", "a"), "three"), atom("a")));
        assertThat(base.size()).isEqualTo(1005);
        assertThat(base.count(atom("a"))).isEqualTo(2);
        assertThat(rules()).containsExactly("(= (f z) one)", "(= (f b) two)", "(= (f a) three)");
    }

    @Test
    void aDefinitionThatIsThereKeepsItsPlace() {
        base.add(rule(atom("f", "z"), "one"));
        base.addAll(
                SpaceId.MAIN,
                batch(rule(atom("f", "a"), "two"), rule(atom("f", "z"), "one"), rule(atom("f", "a"), "two")));
        base.add(rule(atom("f", "b"), "three"));
        assertThat(rules()).containsExactly("(= (f z) one)", "(= (f a) two)", "(= (f b) three)");
        assertThat(base.count(rule(atom("f", "z"), "one"))).isEqualTo(2);
    }

    @Test
    void neitherForksNorOpenCursorsSeeABatch() {
        base.addAll(SpaceId.MAIN, batch(numbers(0, 1000)));
        try (Environment fork = base.fork();
                Cursor cursor = base.atoms(SpaceId.MAIN)) {
            base.addAll(SpaceId.MAIN, batch(numbers(500, 5000)));
            fork.addAll(SpaceId.MAIN, batch(atom("a")));
            assertThat(base.size()).isEqualTo(5500);
            assertThat(fork.size()).isEqualTo(1001);
            assertThat(texts(cursor)).hasSize(1000);
        }
    }

    @Test
    void aSpaceThatIsBuiltAnewGivesItsOldSegmentsBack() throws InterruptedException {
        base.addAll(SpaceId.MAIN, batch(numbers(0, 20_000)));
        final long once = settledBytes();
        for (int i = 0; i < 5; i++) {
            base.addAll(SpaceId.MAIN, batch(numbers(0, 20_000)));
        }
        assertThat(base.size()).isEqualTo(120_000);
        assertThat(settledBytes() - once).isLessThan(1000);
    }

    @Test
    void isUsedUpByAddAll() {
        final AtomBatch batch = batch(atom("a"));
        base.addAll(SpaceId.MAIN, batch);
        assertThat(batch.size()).isEqualTo(1);
        assertThat(KeySorter.allocatedBytes()).isEqualTo(allocatedBefore);
        assertThatThrownBy(() -> base.addAll(SpaceId.MAIN, batch)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> batch.add(new AtomWriter().symbol("a"))).isInstanceOf(IllegalStateException.class);
        assertThat(base.size()).isEqualTo(1);
    }

    @Test
    void closingFreesWhatWasNotAdded() {
        try (AtomBatch batch = batch(numbers(0, 100))) {
            assertThat(batch.size()).isEqualTo(100);
            assertThat(KeySorter.allocatedBytes()).isGreaterThan(allocatedBefore);
        }
    }

    @Test
    void refusesAnIncompleteAtom() {
        try (AtomBatch batch = batch()) {
            assertThatThrownBy(() -> batch.add(new AtomWriter().expression(2)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("atom incomplete");
        }
    }
}
