package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.SegmentMemory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EnvironmentStressTest {
    private static final int THREADS = 100;
    private static final int RULES = 1_000;
    private static final int BASE_RULES = 5_000;
    private static final int CYCLES = 100_000;
    private static final int NIGHTLY_CYCLES = Integer.getInteger("mettalith.test.cycles", 1_000_000);
    private static final int WARM_UP = 200;
    private static final int OVERLAPPING = 8;
    private static final int SEGMENT_BYTES = 4096;
    /** Less than a version and its line would take for every cycle. */
    private static final long HEAP_NOISE = 1 << 20;

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
            Sample.validate(base);
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
    void cyclesOfForkWriteAndCloseLeaveMemoryWhereItWas() throws InterruptedException {
        cycleForkWriteClose(CYCLES);
    }

    @Test
    @Tag("nightly")
    void aMillionCyclesOfForkWriteAndCloseLeaveMemoryWhereItWas() throws InterruptedException {
        cycleForkWriteClose(NIGHTLY_CYCLES);
    }

    private static void cycleForkWriteClose(int cycles) throws InterruptedException {
        try (Environment base = filled()) {
            final AtomCode added = AtomCode.symbol("added");
            keepsNothing(cycles, () -> {
                try (Environment fork = base.fork()) {
                    fork.add(added);
                }
            });
            assertThat(base.size()).isEqualTo(BASE_RULES);
            assertThat(base.segmentsCopied()).isZero();
            Sample.validate(base);
        }
    }

    @Test
    void cyclesOfForkWriteUnionAndCloseLeaveMemoryWhereItWas() throws InterruptedException {
        try (Environment base = filled()) {
            final AtomCode moved = AtomCode.symbol("moved");
            keepsNothing(CYCLES / 10, () -> {
                try (Environment fork = base.fork()) {
                    if (!fork.remove(moved)) {
                        fork.add(moved);
                    }
                    base.union(fork);
                }
            });
            Sample.validate(base);
        }
    }

    @Test
    void forksOfForksThatUniteAndCloseLeaveMemoryWhereItWas() throws InterruptedException {
        try (Environment base = filled()) {
            final AtomCode inner = AtomCode.symbol("inner");
            final AtomCode outer = AtomCode.symbol("outer");
            keepsNothing(CYCLES / 20, () -> {
                try (Environment fork = base.fork()) {
                    try (Environment grandchild = fork.fork()) {
                        grandchild.add(inner);
                        fork.union(grandchild);
                    }
                    fork.add(outer);
                    base.union(fork);
                }
                base.remove(inner);
                base.remove(outer);
            });
            assertThat(base.size()).isEqualTo(BASE_RULES);
        }
    }

    @Test
    void forksThatOverlapUniteAndCloseKeepOnlyWhatTheOpenOnesNeed() throws InterruptedException {
        final long before = Sample.settledBytes();
        overlapForks();
        assertThat(Sample.settledBytes(before)).isLessThanOrEqualTo(before);
    }

    private static void overlapForks() throws InterruptedException {
        try (Environment base = filled()) {
            final long bytes = SegmentMemory.allocatedBytes();
            final Deque<Environment> open = new ArrayDeque<>();
            final AtomCode added = AtomCode.symbol("added");
            for (int i = 0; i < CYCLES / 10; i++) {
                final Environment fork = base.fork();
                fork.add(added);
                open.add(fork);
                if (open.size() > OVERLAPPING) {
                    try (Environment oldest = open.remove()) {
                        base.union(oldest);
                        base.remove(added);
                    }
                }
            }
            // Of each open fork what it wrote, what it was forked at, and two steps of the parent since: a segment
            // each.
            final long needed = bytes + 4L * (OVERLAPPING + 1) * SEGMENT_BYTES;
            assertThat(Sample.settledBytes(needed)).isLessThanOrEqualTo(needed);
            open.forEach(Environment::close);
            assertThat(base.size()).isEqualTo(BASE_RULES);
        }
    }

    @Test
    void aChainOfForksEachClosingItsParentKeepsNothing() throws InterruptedException {
        chainForks(CYCLES);
    }

    @Test
    @Tag("nightly")
    void aChainOfAMillionForksEachClosingItsParentKeepsNothing() throws InterruptedException {
        chainForks(NIGHTLY_CYCLES);
    }

    private static void chainForks(int length) throws InterruptedException {
        final Environment[] last = {filled()};
        final AtomCode moved = AtomCode.symbol("moved");
        keepsNothing(length, () -> {
            final Environment next = last[0].fork();
            if (!next.remove(moved)) {
                next.add(moved);
            }
            last[0].close();
            last[0] = next;
        });
        assertThat(last[0].size()).isBetween((long) BASE_RULES, BASE_RULES + 1L);
        Sample.validate(last[0]);
        last[0].close();
    }

    /** Does something a few times, then an even number of times, and compares what is in use. */
    private static void keepsNothing(int times, Runnable step) throws InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            step.run();
        }
        final long bytes = Sample.settledBytes();
        final long heap = Sample.heapBytes();
        for (int i = 0; i < times; i++) {
            step.run();
        }
        assertThat(Sample.settledBytes(bytes)).isEqualTo(bytes);
        assertThat(Sample.heapBytes() - heap).as("bytes on the heap").isLessThan(HEAP_NOISE);
    }

    private static Environment filled() {
        final Environment base = Environment.create();
        for (int i = 0; i < BASE_RULES; i++) {
            base.add(rule(0, i));
        }
        return base;
    }
}
