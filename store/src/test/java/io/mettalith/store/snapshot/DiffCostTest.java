package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Difference;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.segment.SegmentSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Counts what is read of a store. */
class DiffCostTest {
    private static final int FACTS = 100_000;

    private final AtomicLong reads = new AtomicLong();

    /** Returns a store with no image of any snapshot yet, on which reads are counted. */
    private SegmentStore counted(Storage storage) {
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
        return new SegmentStore(counted);
    }

    private static Storage twoSnapshots() {
        final Storage storage = new MemoryStorage(GenerationLimits.DEFAULT);
        try (SegmentStore store = new SegmentStore(storage);
                Environment environment = Samples.facts(FACTS)) {
            store.commit("one", environment);
            store.branch("two", "one");
            environment.add(AtomCode.symbol("new"));
            environment.remove(Samples.fact(FACTS / 2));
            store.commit("two", environment);
        }
        return storage;
    }

    @Test
    void differenceReadsNoMoreThanWhatDiffersAndThePathsToIt() {
        final Storage storage = twoSnapshots();
        try (SegmentStore store = counted(storage)) {
            final Difference difference = store.diff("one", "two");
            assertThat(difference.added()).isEqualTo(1);
            assertThat(difference.removed()).isEqualTo(1);
            assertThat(reads.get()).isBetween(4L, 20L);
        }
    }

    @Test
    void theWholeIsManySegments() {
        final Storage storage = twoSnapshots();
        try (SegmentStore store = counted(storage);
                Environment environment = store.checkout("one")) {
            try (EnvironmentView view = environment.view()) {
                view.forEachSegment(new SegmentCensus());
            }
            assertThat(reads.get()).isGreaterThan(300);
        }
    }

    @Test
    void equalSnapshotsAreNotReadAtAll() {
        final Storage storage = twoSnapshots();
        try (SegmentStore store = counted(storage)) {
            store.branch("three", "two");
            assertThat(store.diff("two", "three").isEmpty()).isTrue();
            assertThat(reads.get()).as("the two records").isLessThanOrEqualTo(2);
        }
    }
}
