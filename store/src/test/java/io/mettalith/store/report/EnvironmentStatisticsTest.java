package io.mettalith.store.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.report.EnvironmentStatistics.HeadCount;
import io.mettalith.store.report.EnvironmentStatistics.HeapStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SegmentStatistics;
import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import io.mettalith.store.snapshot.Samples;
import io.mettalith.store.snapshot.SegmentStore;
import org.junit.jupiter.api.Test;

class EnvironmentStatisticsTest {
    @Test
    void countsAtomsRulesTypesAndHeads() {
        try (Environment environment = Environment.create()) {
            environment.add(Samples.rule("f", 1));
            environment.add(Samples.rule("f", 1));
            environment.add(Samples.rule("g", 1));
            environment.add(AtomCode.expression(AtomCode.symbol(":"), AtomCode.symbol("a"), AtomCode.symbol("A")));
            environment.add(AtomCode.expression(AtomCode.symbol("="), AtomCode.symbol("alone")));
            environment.add(AtomCode.expression(AtomCode.integer(1), AtomCode.symbol("x")));
            environment.add(AtomCode.expression(AtomCode.variable("head"), AtomCode.symbol("x")));
            environment.add(AtomCode.expression());
            environment.add(AtomCode.symbol("s"));
            for (int i = 0; i < 10; i++) {
                environment.add(Samples.fact(i));
            }
            final SpaceId space = environment.newSpace();
            environment.add(space, AtomCode.symbol("t"));
            environment.newState(AtomCode.integer(1));
            final EnvironmentStatistics statistics = EnvironmentStatistics.of(environment);
            assertThat(statistics.spaces()).extracting(SpaceStatistics::space).containsExactly(SpaceId.MAIN, space);
            final SpaceStatistics main = statistics.spaces().get(0);
            assertThat(main.atoms()).isEqualTo(19);
            assertThat(main.distinctAtoms()).isEqualTo(18);
            assertThat(main.rules()).isEqualTo(3);
            assertThat(main.types()).isEqualTo(1);
            assertThat(main.facts()).isEqualTo(15);
            assertThat(main.withVariables()).isEqualTo(4);
            assertThat(main.heads())
                    .extracting(HeadCount::symbol, HeadCount::arity, HeadCount::atoms, HeadCount::distinctAtoms)
                    .containsExactly(
                            tuple("fact", 2, 10L, 10L),
                            tuple("=", 2, 3L, 2L),
                            tuple(":", 2, 1L, 1L),
                            tuple("=", 1, 1L, 1L));
            assertThat(main.segments().entries()).isEqualTo(18);
            assertThat(statistics.segments().entries()).isEqualTo(20);
            assertThat(statistics.segments().segments()).isEqualTo(3);
        }
    }

    @Test
    void bytesOfHeadsAddUpToThoseOfTheSegments() {
        try (Environment environment = Samples.facts(20_000)) {
            for (int i = 0; i < 300; i++) {
                environment.add(Samples.rule("rule-with-a-long-name-" + i, i));
            }
            final SpaceStatistics main =
                    EnvironmentStatistics.of(environment).spaces().get(0);
            final long sum = main.heads().stream().mapToLong(HeadCount::bytes).sum();
            assertThat(sum).isCloseTo(main.segments().usedBytes(), within((long)
                    main.heads().size()));
            assertThat(main.heads()).allSatisfy(head -> assertThat(head.bytes()).isPositive());
        }
    }

    @Test
    void saysWhatSegmentsTake() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(50_000)) {
            final SegmentStatistics owned =
                    EnvironmentStatistics.of(environment).segments();
            assertThat(owned.isSealed()).isFalse();
            assertThat(owned.sealedSegments()).isZero();
            assertThat(owned.height()).isEqualTo(2);
            assertThat(owned.fill()).isBetween(0.9, 1.0);
            assertThat(owned.bytesPerAtom()).isBetween(5.0, 40.0);
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                final SegmentStatistics sealed =
                        EnvironmentStatistics.of(checkout).segments();
                assertThat(sealed.isSealed()).isTrue();
                assertThat(sealed.segments()).isEqualTo(owned.segments());
                assertThat(sealed.usedBytes()).isEqualTo(owned.usedBytes());
                assertThat(sealed.fill()).isEqualTo(1.0, within(0.0));
            }
        }
    }

    @Test
    void measuresTheHeap() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Samples.facts(200_000)) {
            final HeapStatistics copied = EnvironmentStatistics.of(environment).heap();
            assertThat(copied.method()).isEqualTo(HeapStatistics.Method.COPIED);
            assertThat(copied.bytesPerAtom()).isBetween(0.1, 8.0);
            store.commit("main", environment);
            try (Environment checkout = store.checkout("main")) {
                final HeapStatistics loaded = EnvironmentStatistics.of(checkout).heap();
                assertThat(loaded.method()).isEqualTo(HeapStatistics.Method.LOADED);
                assertThat(loaded.bytesPerAtom()).isBetween(0.05, 8.0);
                assertThat(loaded.bytes()).isLessThan(copied.bytes());
            }
        }
    }
}
