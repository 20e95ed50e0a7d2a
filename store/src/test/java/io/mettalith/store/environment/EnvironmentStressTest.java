package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.SegmentMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EnvironmentStressTest {
    private static final int THREADS = 100;
    private static final int RULES = 1_000;
    private static final int BASE_RULES = 5_000;
    private static final int CYCLES = 100_000;

    private static AtomCode rule(int thread, int number) {
        return AtomCode.expression(
                AtomCode.symbol("="),
                AtomCode.expression(AtomCode.symbol("f" + thread), AtomCode.integer(number), AtomCode.variable("x")),
                AtomCode.variable("x"));
    }

    @Test
    void rulesAddedInAHundredForksByAHundredThreadsAreAllThereOnceAfterTheUnions() throws Exception {
        final long bytesBefore = Sample.settledBytes();
        try (Environment base = Environment.create()) {
            for (int i = 0; i < BASE_RULES; i++) {
                base.add(rule(-1, i));
            }
            final ExecutorService executor = Executors.newFixedThreadPool(THREADS);
            try {
                final List<Callable<UnionReport>> tasks = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    final int number = thread;
                    tasks.add(() -> addInFork(base, number));
                }
                for (final Future<UnionReport> report : executor.invokeAll(tasks)) {
                    assertThat(report.get().conflicts()).isEmpty();
                }
            } finally {
                executor.shutdownNow();
            }
            assertThat(base.size()).isEqualTo(BASE_RULES + (long) THREADS * RULES);
            for (int thread = -1; thread < THREADS; thread++) {
                final List<StoredAtom> rules = base.rules(AtomCode.symbol("f" + thread), 2);
                assertThat(rules).hasSize(thread < 0 ? BASE_RULES : RULES);
                assertThat(rules).allMatch(rule -> rule.count() == 1);
                for (int i = 0; i < rules.size(); i++) {
                    assertThat(rules.get(i).code()).isEqualTo(rule(thread, i));
                }
            }
        }
        assertThat(Sample.settledBytes(bytesBefore)).isLessThanOrEqualTo(bytesBefore);
    }

    private static UnionReport addInFork(Environment base, int thread) {
        try (Environment fork = base.fork()) {
            for (int i = 0; i < RULES; i++) {
                fork.add(rule(thread, i));
            }
            return base.union(fork);
        }
    }

    @Test
    void cyclesOfForkWriteAndCloseLeaveOffHeapMemoryWhereItWas() throws InterruptedException {
        try (Environment base = Environment.create()) {
            for (int i = 0; i < BASE_RULES; i++) {
                base.add(rule(0, i));
            }
            final long before = Sample.settledBytes();
            final AtomCode added = AtomCode.symbol("added");
            for (int i = 0; i < CYCLES; i++) {
                try (Environment fork = base.fork()) {
                    fork.add(added);
                }
            }
            assertThat(SegmentMemory.allocatedBytes()).isEqualTo(before);
            assertThat(base.size()).isEqualTo(BASE_RULES);
        }
    }
}
