package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.MemoryStorage;
import io.mettalith.store.disk.Storage;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.history.MemoryRefLogs;
import io.mettalith.store.report.SegmentCensus;
import io.mettalith.store.segment.SegmentSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Counts what is read of a store. */
class DiffCostTest {
    private static final int FACTS = 100_000;

    private final AtomicLong reads = new AtomicLong();
    private final Storage storage = new MemoryStorage(GenerationLimits.DEFAULT);
    private final MemoryRefLogs logs = new MemoryRefLogs();

    /** Returns a store with no image of any snapshot yet, on which reads are counted. */
    private SegmentStore counted() {
        final SegmentSource source = hash -> {
            reads.incrementAndGet();
            return storage.source().find(hash);
        };
        final Storage counted = (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("source") ? source : method.invoke(storage, arguments);
                    } catch (final InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new SegmentStore(counted, logs);
    }

    private void commitTwoSnapshots() {
        try (SegmentStore store = new SegmentStore(storage, logs);
                Environment environment = Samples.facts(FACTS)) {
            store.commit("one", environment);
            store.branch("two", "one");
            environment.add(AtomCode.symbol("new"));
            environment.remove(Samples.fact(FACTS / 2));
            store.commit("two", environment);
        }
    }

    @Test
    void differenceReadsNoMoreThanWhatDiffersAndThePathsToIt() {
        commitTwoSnapshots();
        try (SegmentStore store = counted()) {
            final Difference difference = store.diff("one", "two");
            assertThat(difference.added()).isEqualTo(1);
            assertThat(difference.removed()).isEqualTo(1);
            assertThat(reads.get()).isBetween(4L, 20L);
        }
    }

    @Test
    void theWholeIsManySegments() {
        commitTwoSnapshots();
        try (SegmentStore store = counted();
                Environment environment = store.checkout("one")) {
            try (EnvironmentView view = environment.view()) {
                view.forEachSegment(new SegmentCensus());
            }
            assertThat(reads.get()).isGreaterThan(300);
        }
    }

    @Test
    void equalSnapshotsAreNotReadAtAll() {
        commitTwoSnapshots();
        try (SegmentStore store = counted()) {
            store.branch("three", "two");
            assertThat(store.diff("two", "three").isEmpty()).isTrue();
            assertThat(reads.get()).as("the two records").isLessThanOrEqualTo(2);
        }
    }
}
