package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Equal contents have equal ids, however they came about. */
class NormalFormTest {
    private static final int ATOMS = 20_000;

    private final Environment written = Environment.create();
    private final Environment loaded = Environment.create();

    @AfterEach
    void close() {
        written.close();
        loaded.close();
    }

    private static List<AtomCode> facts() {
        final List<AtomCode> facts = new ArrayList<>();
        for (int i = 0; i < ATOMS; i++) {
            facts.add(atom("edge", "n" + i * 7919 % 5_000, "n" + i));
        }
        return facts;
    }

    private static void load(Environment environment, List<AtomCode> atoms) {
        try (AtomBatch batch = new AtomBatch()) {
            final AtomWriter writer = new AtomWriter();
            atoms.forEach(atom -> batch.add(writer.reset().atom(atom)));
            environment.addAll(SpaceId.MAIN, batch);
        }
    }

    @Test
    void factsThatWereAddedOneByOneInAnyOrderAndPartlyRemovedHaveTheIdOfThoseLoadedAtOnce() {
        final List<AtomCode> facts = facts();
        load(loaded, facts);
        final List<AtomCode> shuffled = new ArrayList<>(facts);
        Collections.shuffle(shuffled, new Random(5));
        shuffled.forEach(written::add);
        for (int i = 0; i < 3_000; i++) {
            written.add(atom("edge", "gone", "n" + i));
        }
        assertThat(written.id()).isNotEqualTo(loaded.id());
        for (int i = 0; i < 3_000; i++) {
            written.remove(atom("edge", "gone", "n" + i));
        }
        assertThat(written.id()).isEqualTo(loaded.id());
        Sample.validate(written);
    }

    @Test
    void definitionsThatAreGoneLeaveNoTraceInTheId() {
        written.add(rule(atom("gone"), "a"));
        written.add(rule(atom("f", "x"), "b"));
        written.add(atom(":", "f", "T"));
        written.remove(rule(atom("gone"), "a"));
        loaded.add(rule(atom("f", "x"), "b"));
        loaded.add(atom(":", "f", "T"));
        assertThat(written.id()).isEqualTo(loaded.id());
        assertThat(written.definitionsVersion()).isNotEqualTo(loaded.definitionsVersion());
        written.add(rule(atom("f", "x"), "c"));
        loaded.add(rule(atom("f", "x"), "c"));
        assertThat(written.id()).isEqualTo(loaded.id());
        assertThat(rules(written)).isEqualTo(rules(loaded)).hasSize(2);
    }

    @Test
    void aBatchWithDefinitionsThatAreThereAlreadyLeavesNoGap() {
        written.add(rule(atom("f", "x"), "b"));
        load(written, List.of(rule(atom("f", "x"), "b"), rule(atom("f", "x"), "c"), rule(atom("f", "x"), "c")));
        load(loaded, List.of(rule(atom("f", "x"), "b"), rule(atom("f", "x"), "b")));
        loaded.add(rule(atom("f", "x"), "c"));
        loaded.add(rule(atom("f", "x"), "c"));
        assertThat(written.id()).isEqualTo(loaded.id());
    }

    @Test
    void theOrderOfDefinitionsIsPartOfTheId() {
        written.add(rule(atom("f", "x"), "b"));
        written.add(rule(atom("f", "x"), "c"));
        loaded.add(rule(atom("f", "x"), "c"));
        loaded.add(rule(atom("f", "x"), "b"));
        assertThat(texts(written)).isEqualTo(texts(loaded));
        assertThat(written.id()).isNotEqualTo(loaded.id());
    }

    @Test
    void aCommitNamesWhatTheIdNamesAndTheEnvironmentGoesOnFromIt() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            facts().forEach(written::add);
            written.add(rule(atom("gone"), "a"));
            written.add(rule(atom("f", "x"), "b"));
            written.remove(rule(atom("gone"), "a"));
            written.buildIndex(SpaceId.MAIN, 3, 2);
            final ContentHash committed = store.commit("main", written).snapshot();
            assertThat(written.id()).isEqualTo(committed);
            Sample.validate(written);
            assertThat(store.commit("main", written).segmentsPut()).isZero();
            written.add(atom("edge", "one", "more"));
            assertThat(store.commit("main", written).segmentsPut()).isBetween(1L, 30L);
            Sample.validate(written);
            try (Environment checkout = store.checkout("main")) {
                assertThat(checkout.id()).isEqualTo(written.id());
                checkout.remove(atom("edge", "one", "more"));
                assertThat(checkout.id()).isEqualTo(committed);
            }
        }
    }

    @Test
    void twoLoadsThatDifferInLittleShareNearlyAllOfTheirSegments() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            final List<AtomCode> facts = facts();
            load(loaded, facts);
            final long all = store.commit("all", loaded).segmentsPut();
            facts.subList(9_000, 9_020).clear();
            load(written, facts);
            assertThat(store.commit("less", written).segmentsPut()).isLessThan(all / 2);
        }
    }

    private static List<AtomCode> rules(Environment environment) {
        return environment.rules(AtomCode.symbol("f"), 1).stream()
                .map(StoredAtom::code)
                .toList();
    }
}
