package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that commit spaces and check them out, run from the shell. */
class SpaceSnapshotCommandTest {
    private static final String COMMIT = "(let () (add-atom &self (fact 1)) (commit-space! &self \"kb\"))";
    private static final String CHECKOUT = "(match (checkout-space \"kb\") (fact $x) $x)";

    @TempDir
    private Path directory;

    private Path store;

    @BeforeEach
    void nameStore() {
        store = directory.resolve("store");
    }

    @Test
    void aStoreIsMadeWhereAProgramCommits() {
        final Cli cli = Cli.run("eval", "--store", store, COMMIT);
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).matches("\\[\"[0-9a-f]{32}\"]\n");
        assertThat(Cli.run("eval", "--store", store, CHECKOUT)).isEqualTo(new Cli(0, "[1]\n", ""));
    }

    @Test
    void noStoreIsMadeForAProgramThatDoesNot() {
        Cli.run("eval", "--store", store, "(+ 1 2)");
        final Cli cli = Cli.run("eval", "--store", store, CHECKOUT);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.out()).contains("(Error (checkout-space \"kb\") not a store", "--store says where it is");
        assertThat(store).doesNotExist();
    }

    @Test
    void aProgramMayCommitSpacesBesideWhatIsCommittedAtItsEnd() {
        final Cli cli = Cli.run("eval", "--store", store, "--commit", "all", COMMIT, CHECKOUT);
        assertThat(cli.exitCode()).isZero();
        assertThat(Cli.run("refs", "--store", store).lines()).hasSize(2);
        assertThat(Cli.run("eval", "--store", store, "--from", "all", COMMIT, CHECKOUT)
                        .lines())
                .last()
                .isEqualTo("[1, 1]");
    }

    @Test
    @SuppressWarnings("try") // the right to write is held, and not asked for anything
    void aStoreThatSomebodyElseWritesIsAnError() {
        try (SegmentStore other = SegmentStore.openOrCreate(store);
                SegmentStore.Writer held = other.writer();
                Environment environment = Environment.create()) {
            other.commit("other", environment);
            final Cli cli = Cli.run("eval", "--store", store, COMMIT);
            assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
            assertThat(cli.out())
                    .contains(
                            "(Error (commit-space! ",
                            "pid=" + ProcessHandle.current().pid());
        }
    }
}
