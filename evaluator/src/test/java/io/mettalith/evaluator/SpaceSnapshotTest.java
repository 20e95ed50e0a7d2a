package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.stdlib.StoreAccess;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.StoreException;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code commit-space!} and {@code checkout-space} do with the store they are given. */
class SpaceSnapshotTest {
    private final Metta metta = Metta.create();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        metta.close();
    }

    private String result(String text) {
        return metta.format(metta.evaluate(text));
    }

    @Test
    void withoutAStoreBothAreErrors() {
        final String why = " there is no store; run the program with --store, or give its interpreter a store)]";
        assertThat(result("(commit-space! &self \"kb\")"))
                .startsWith("[(Error (commit-space! ")
                .endsWith(" \"kb\")" + why);
        assertThat(result("(checkout-space \"kb\")")).isEqualTo("[(Error (checkout-space \"kb\")" + why);
    }

    @Test
    void anotherProgramFindsWhatWasCommitted() {
        try (SegmentStore store = SegmentStore.openOrCreate(directory)) {
            metta.store(store);
            metta.run("(parent Tom Bob) (= (greet $x) (hello $x)) !(commit-space! &self \"family\")");
        }
        try (SegmentStore store = SegmentStore.open(directory);
                Metta other = Metta.create()) {
            other.store(store);
            assertThat(other.run("!(bind! &f (checkout-space \"family\")) !(match &f (parent Tom $x) $x)"
                            + " !(metta (greet you) %Undefined% &f)"))
                    .hasToString("[[()], [Bob], [(hello you)]]");
            assertThat(other.environment().size()).isZero();
        }
    }

    @Test
    void theIdIsThatOfTheSnapshot() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            metta.run("(a) (b)");
            final String id = result("(commit-space! &self \"kb\")");
            assertThat(id).isEqualTo("[\"" + store.snapshot("kb").id().toHex() + "\"]");
            assertThat(store.log("kb")).hasSize(1);
            assertThat(result("(commit-space! &self \"kb\")")).isEqualTo(id);
            assertThat(store.log("kb")).hasSize(1);
        }
    }

    @Test
    void anUnknownRefIsAnErrorWithTheNearest() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            metta.run("!(commit-space! &self \"family\")");
            assertThat(result("(checkout-space \"famly\")"))
                    .startsWith("[(Error (checkout-space \"famly\") no such ref or snapshot: name=famly")
                    .endsWith("; did you mean family?)]");
        }
    }

    @Test
    void aBadNameIsAnError() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            assertThat(result("(commit-space! &self \"../x\")"))
                    .contains("(Error (commit-space! ", "a ref's name has 1 to 100 characters", "name=../x");
            assertThat(store.refs()).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("try") // the right to write is held, and not asked for anything
    void aStoreThatSomebodyElseWritesIsAnErrorThatNamesTheProcess() {
        try (Environment environment = Environment.create();
                SegmentStore other = SegmentStore.openOrCreate(directory);
                SegmentStore.Writer held = other.writer();
                SegmentStore store = SegmentStore.open(directory)) {
            other.commit("kb", environment);
            metta.store(store);
            assertThat(result("(commit-space! &self \"kb\")"))
                    .contains(
                            "(Error (commit-space! ",
                            "pid=" + ProcessHandle.current().pid());
            assertThat(result("(match (checkout-space \"kb\") $x $x)")).isEqualTo("[]");
        }
    }

    @Test
    void whatTheStoreRefusesIsAnError() {
        metta.store(new StoreAccess() {
            @Override
            public SegmentStore forReading() {
                throw new StoreException("it is not there");
            }

            @Override
            public SegmentStore forWriting() {
                throw new StoreException("no room on the file system of the store");
            }
        });
        assertThat(result("(commit-space! &self \"kb\")"))
                .endsWith("\"kb\") no room on the file system of the store)]");
        assertThat(result("(checkout-space \"kb\")")).isEqualTo("[(Error (checkout-space \"kb\") it is not there)]");
    }

    @Test
    void anErrorNamesTheAtomThatNamesAnotherSpace() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            metta.run("!(bind! &s (new-space)) (see &s)");
            assertThat(result("(commit-space! &self \"kb\")"))
                    .contains("atom names a space or a state that does not come with its space: atom=(see ");
        }
    }

    @Test
    void aTransactionHasNoCommit() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            assertThat(result("(transaction (commit-space! &self \"kb\"))"))
                    .contains("a commit cannot be taken back as a transaction can; commit after the transaction");
            assertThat(store.refs()).isEmpty();
            assertThat(metta.environment().spaces()).hasSize(1);
        }
    }

    @Test
    void aSpaceThatWasCheckedOutInAFailedTransactionIsGone() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            metta.run("(a) !(commit-space! &self \"kb\")");
            assertThat(result("(case (transaction (let $s (checkout-space \"kb\") (Error $s no)))"
                            + " (((Error $s $why) (match $s $x $x))))"))
                    .contains("no such space");
            assertThat(metta.environment().spaces()).hasSize(1);
        }
    }

    @Test
    void spacesThatNothingReachesAnyMoreAreCollected() throws InterruptedException {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            metta.run("(a) !(commit-space! &self \"kb\")"
                    + "(= (loop $n) (if (== $n 0) done (let $x (match (checkout-space \"kb\") (a) a) (loop (- $n 1)))))"
                    + "!(loop 1000)");
            for (int i = 0; i < 100 && metta.environment().spaces().size() > 1; i++) {
                System.gc();
                Thread.sleep(10);
                metta.collectSpaces();
            }
            assertThat(metta.environment().spaces()).hasSize(1);
        }
    }

    @Test
    void functionsThatCommitAreNotKept() {
        try (SegmentStore store = SegmentStore.inMemory()) {
            metta.store(store);
            metta.run("(= (save $n) (if (< $n 2) (commit-space! &self \"kb\") (let () (add-atom &self (at $n))"
                    + " (let* (($a (save (- $n 1))) ($b (save (- $n 2)))) $b))))");
            metta.evaluate("(save 5)");
            metta.evaluate("(save 5)");
            assertThat(store.log("kb")).hasSizeGreaterThan(5);
            try (Environment checkout = store.checkout("kb")) {
                assertThat(checkout.count(AtomCode.expression(AtomCode.symbol("at"), AtomCode.integer(2))))
                        .isEqualTo(6);
            }
        }
    }
}
