package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentSink;
import io.mettalith.store.segment.SegmentVisitor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnvironmentViewTest {
    private final Environment environment = Environment.create();

    EnvironmentViewTest() {
        for (int i = 0; i < 1000; i++) {
            environment.add(atom("edge", "a" + i % 10, "b" + i));
        }
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void allCursorsSeeTheSpaceAsItWasWhenTheViewWasTaken() {
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        // Begins an epoch, so that what follows would be written in place.
        environment.add(atom("edge", "a2", "b1"));
        environment.remove(atom("edge", "a2", "b1"));
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            environment.remove(atom("edge", "a1", "b1"));
            environment.add(atom("edge", "a2", "b1"));
            assertThat(view.entries(SpaceId.MAIN)).isEqualTo(1000);
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "$x", "b1"), null)))
                    .containsExactly("(edge a1 b1)");
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "a1", "$x"), null)))
                    .hasSize(100);
        }
        assertThat(texts(environment.match(atom("edge", "$x", "b1")))).containsExactly("(edge a2 b1)");
    }

    @Test
    void aCursorIsUsedAgainForAnyPatternOfTheView() {
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            final Cursor cursor = view.match(SpaceId.MAIN, atom("edge", "a1", "b1"), null);
            assertThat(texts(cursor)).hasSize(1);
            assertThat(view.match(SpaceId.MAIN, atom("edge", "$x", "b7"), cursor))
                    .isSameAs(cursor);
            assertThatThrownBy(() -> view.match(SpaceId.MAIN, atom("edge", "$x", "b7"), cursor))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cursor cannot be used again: closed=false");
            assertThat(texts(cursor)).containsExactly("(edge a7 b7)");
            assertThat(texts(view.match(SpaceId.MAIN, atom("edge", "a3", "$x"), cursor)))
                    .hasSize(100);
            assertThat(texts(view.match(SpaceId.MAIN, atom("none"), cursor))).isEmpty();
        }
    }

    @Test
    void writesCopyOnlyWhileTheViewIsOpen() {
        final EnvironmentView view = environment.view(SpaceId.MAIN);
        final long before = environment.segmentsCopied();
        environment.add(atom("new", "1"));
        assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
        view.close();
        view.close();
        environment.add(atom("new", "2"));
        assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
        assertThatThrownBy(() -> view.match(SpaceId.MAIN, atom("new", "1"), null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("view used after close");
    }

    @Test
    void anEstimateCountsRangesAndDoesNotDependOnIndexes() {
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "a1", "$x"))).isEqualTo(100);
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "a1", "b1"))).isEqualTo(1);
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "a1", "b2"))).isZero();
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "$x", "$y"))).isEqualTo(1000);
        }
        final long sampled;
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            sampled = view.estimate(SpaceId.MAIN, atom("edge", "$x", "b1"));
            assertThat(sampled).isBetween(1L, 100L);
        }
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            assertThat(view.estimate(SpaceId.MAIN, atom("edge", "$x", "b1"))).isEqualTo(sampled);
        }
    }

    @Test
    void aViewOfSomeSpacesLetsOthersBeWrittenInPlace() {
        final SpaceId other = environment.newSpace();
        environment.add(other, atom("first"));
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            final long before = environment.segmentsCopied();
            environment.add(other, atom("second"));
            assertThat(environment.segmentsCopied()).isEqualTo(before);
            assertThatThrownBy(() -> view.size(other)).isInstanceOf(NoSuchSpaceException.class);
            assertThatThrownBy(view::bindings)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("view of some spaces asked for all");
        }
    }

    @Test
    void aViewOfAllSeesAllAsItWasAndOwnershipComesBack() {
        final SpaceId other = environment.newSpace();
        environment.add(other, atom("first"));
        final long before = environment.segmentsCopied();
        try (EnvironmentView view = environment.view()) {
            environment.add(other, atom("second"));
            environment.newSpace();
            environment.bind("&t", atom("value"));
            assertThat(view.size(other)).isEqualTo(1);
            assertThat(view.spaces()).containsExactly(SpaceId.MAIN, other);
            assertThat(view.binding("&t")).isEmpty();
            assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
        }
        environment.add(other, atom("third"));
        assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
        environment.view().close();
        environment.add(other, atom("fourth"));
        assertThat(environment.segmentsCopied()).isEqualTo(before + 1);
    }

    @Test
    void aViewOfAForkThatHasBeenClosedDoesNotKeepTheParentFromItsOwn() {
        try (EnvironmentView view = environment.view()) {
            environment.fork().close();
            environment.add(atom("new"));
            assertThat(view.size(SpaceId.MAIN)).isEqualTo(1000);
        }
        assertThat(environment.size()).isEqualTo(1001);
    }

    @Test
    void visitorsMayAskAndWriteTheEnvironment() {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (EnvironmentView view = environment.view()) {
                view.forEachSegment(new SegmentVisitor() {
                    @Override
                    public void segment(int usedBytes, int capacityBytes, int entries, boolean isInPlace) {
                        environment.add(atom("seen", "s" + environment.size()));
                    }

                    @Override
                    public void directory(int children, int height) {
                        environment.add(atom("seen", "d" + environment.size()));
                    }
                });
                view.compare(SpaceId.MAIN, view, SpaceId.MAIN, (atom, count) -> environment.size());
                assertThat(view.size(SpaceId.MAIN)).isEqualTo(1000);
            }
            final long size = environment.size();
            assertThat(size).isGreaterThan(1000);
            environment.seal(new SegmentSink() {
                @Override
                public boolean contains(ContentHash hash) {
                    return environment.contains(atom("nothing"));
                }

                @Override
                public void put(ContentHash hash, byte[] bytes) {
                    environment.add(atom("sealed", "x" + environment.size()));
                }
            });
            assertThat(environment.size()).isGreaterThan(size);
        });
    }

    @Test
    void readersGoOnBesideALongWriteAndWritersWait() throws Exception {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        try (SealedInMemory sealed = new SealedInMemory()) {
            final EnvironmentSummary summary = environment.seal(sealed);
            final EnvironmentImage image = EnvironmentImage.of(sealed, summary, Optional.empty());
            try (Environment left = image.open(1);
                    Environment right = image.open(2)) {
                left.add(atom("left"));
                right.add(atom("zright"));
                right.remove(atom("edge", "a0", "b0"));
                final EnvironmentImage unread = EnvironmentImage.of(sealed, summary, Optional.empty());
                try (Environment base = unread.open(3)) {
                    sealed.beforeLoading(() -> {
                        begun.countDown();
                        awaitUninterruptibly(goOn);
                    });
                    final Thread union = new Thread(() -> left.unionSince(base, right));
                    union.start();
                    begun.await();
                    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                        assertThat(left.size()).isEqualTo(1001);
                        try (EnvironmentView view = left.view();
                                Environment fork = left.fork()) {
                            assertThat(view.contains(SpaceId.MAIN, atom("zright")))
                                    .isFalse();
                            assertThat(fork.size()).isEqualTo(1001);
                        }
                    });
                    final Thread writer = new Thread(() -> left.add(atom("after")));
                    writer.start();
                    assertThat(writer.isAlive()).isTrue();
                    assertThat(left.contains(atom("after"))).isFalse();
                    goOn.countDown();
                    union.join();
                    writer.join();
                    sealed.beforeLoading(null);
                    assertThat(left.contains(atom("after"))).isTrue();
                    assertThat(left.contains(atom("zright"))).isTrue();
                    assertThat(left.size()).isEqualTo(1002);
                    Sample.validate(left);
                }
            }
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWriteFromWithinALongWriteIsRefusedAndDoesNotHang() {
        try (SealedInMemory sealed = new SealedInMemory()) {
            final EnvironmentSummary summary = environment.seal(sealed);
            try (Environment left =
                    EnvironmentImage.of(sealed, summary, Optional.empty()).open(1)) {
                sealed.beforeLoading(() -> left.add(atom("within")));
                assertTimeoutPreemptively(
                        Duration.ofSeconds(20),
                        () -> assertThatThrownBy(left::makeOwned)
                                .isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("written by what it calls while it is written"));
                sealed.beforeLoading(null);
                left.add(atom("after"));
                assertThat(left.size()).isEqualTo(1001);
            }
        }
    }

    @Test
    void whatAForkWasFoundToBeIsForgottenWhenItsParentGoesOn() {
        environment.remove(atom("edge", "a1", "b1")); // so that the tree is not in normal form
        try (Environment fork = environment.fork();
                Environment empty = Environment.create()) {
            assertThat(Delta.between(fork, empty).base()).isEqualTo(fork.id());
        }
        environment.add(atom("new"));
        try (Environment empty = Environment.create();
                EnvironmentView view = environment.view()) {
            assertThat(Delta.between(environment, empty).base())
                    .isEqualTo(environment.id())
                    .isEqualTo(view.id());
        }
    }
}
