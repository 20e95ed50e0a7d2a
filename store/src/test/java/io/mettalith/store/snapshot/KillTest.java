package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.disk.StoreDamagedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes at random moments of their commits: after each kill, the store opens at once, holds what the process
 * has acknowledged, and the one commit that was under way or not, and takes the next commit.
 */
class KillTest {
    private static final int KILLS = 15;
    private static final int NIGHTLY_KILLS = Integer.getInteger("mettalith.test.kills", 300);
    private static final int PLANTED_KILLS = 40;
    private static final long SEED = Long.getLong("mettalith.test.seed", 51);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int SMALL_GENERATIONS = 1_024;
    private static final int LARGE_GENERATIONS = 65_536;

    @TempDir
    Path temporary;

    private final Random random = new Random(SEED);
    private Duration longest = Duration.ZERO;

    /** Kills the writers of one store, one after the other. */
    private final class Run implements AutoCloseable {
        private final Path directory;
        private final String command;
        private final String maxChunks;
        private final CommitScript script = new CommitScript(SEED);
        private final SortedMap<String, CommitScript.Held> model = new TreeMap<>();
        private final Deque<StoreProcess> standby = new ArrayDeque<>();
        private long modelled;
        private long inFlight;

        Run(String name, String command, int maxChunks) throws IOException {
            this.directory = temporary.resolve(name);
            this.command = command;
            this.maxChunks = String.valueOf(maxChunks);
            try (SegmentStore store = SegmentStore.openOrCreate(directory)) {
                script.take(store, 1);
                script.close();
                modelTo(1);
            }
            startNext();
        }

        private void startNext() throws IOException {
            standby.add(StoreProcess.start(command, directory, String.valueOf(SEED), maxChunks));
        }

        void kill() throws IOException, InterruptedException {
            final long acknowledged = killAtRandom();
            startNext();
            check(acknowledged);
        }

        /** Returns the number of the last step that the process has said it had taken. */
        private long killAtRandom() throws IOException, InterruptedException {
            long acknowledged = modelled;
            try (StoreProcess writer = standby.remove()) {
                writer.go();
                final long startNs = System.nanoTime();
                final int commits = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
                for (int i = 0; i < commits; i++) {
                    acknowledged = Long.parseLong(writer.line());
                }
                // within the next step, which takes as long as those before
                final int longestMs =
                        commits == 0 ? 400 : (int) ((System.nanoTime() - startNs) / 1_000_000 / commits) + 10;
                Thread.sleep(random.nextInt(longestMs));
                writer.kill();
                for (String line = writer.line(); line != null; line = writer.line()) {
                    acknowledged = Long.parseLong(line);
                }
            }
            return acknowledged;
        }

        private void check(long acknowledged) {
            final OwnTime opening = OwnTime.start();
            try (SegmentStore store = SegmentStore.open(directory)) {
                final long last = CommitScript.last(store);
                assertAtOnce(opening);
                assertThat(last).isBetween(acknowledged, acknowledged + 1);
                inFlight += last - acknowledged;
                modelTo(last);
                assertThat(CommitScript.held(store)).isEqualTo(model);
                takeNext(store);
            }
        }

        private void takeNext(SegmentStore store) {
            final OwnTime commit = OwnTime.start();
            script.take(store, modelled + 1);
            assertAtOnce(commit);
            script.close();
            modelTo(modelled + 1);
        }

        private void modelTo(long last) {
            while (modelled < last) {
                script.model(model, ++modelled);
            }
        }

        @Override
        public void close() {
            standby.forEach(StoreProcess::close);
        }
    }

    private void assertAtOnce(OwnTime time) {
        final Duration elapsed = time.elapsed();
        assertThat(elapsed).isLessThan(AT_ONCE);
        longest = elapsed.compareTo(longest) > 0 ? elapsed : longest;
    }

    private void kill(int kills) throws IOException, InterruptedException {
        try (Run small = new Run("small", "script", SMALL_GENERATIONS);
                Run large = new Run("large", "script", LARGE_GENERATIONS)) {
            for (int i = 0; i < kills; i++) {
                (random.nextInt(3) > 0 ? small : large).kill();
            }
            System.out.printf(
                    "kills: %d, during %d commits, of which %d were there without having been acknowledged,"
                            + " the longest opening or next commit %d ms; seed %d%n",
                    kills, small.modelled + large.modelled, small.inFlight + large.inFlight, longest.toMillis(), SEED);
            assertThat(small.modelled + large.modelled).isGreaterThan(2L * kills);
        }
    }

    @Test
    void killedWriterLeavesWhatItHasAcknowledged() throws IOException, InterruptedException {
        kill(KILLS);
    }

    @Test
    @Tag("nightly")
    void killedWritersLeaveWhatTheyHaveAcknowledged() throws IOException, InterruptedException {
        kill(NIGHTLY_KILLS);
    }

    @Test
    void whoeverWaitsIsFoundOut() throws InterruptedException {
        final OwnTime time = OwnTime.start();
        Thread.sleep(AT_ONCE.toMillis());
        assertThatThrownBy(() -> assertAtOnce(time)).isInstanceOf(AssertionError.class);
    }

    @Test
    void refThatIsMovedTooEarlyIsFoundOut() throws IOException, InterruptedException {
        boolean found = false;
        try (Run planted = new Run("planted", "planted", SMALL_GENERATIONS)) {
            for (int i = 0; i < PLANTED_KILLS && !found; i++) {
                try {
                    planted.kill();
                } catch (final StoreDamagedException e) {
                    assertThat(e).hasMessageContaining("the store lacks bytes that it refers to");
                    found = true;
                }
            }
        }
        assertThat(found).isTrue();
    }
}
