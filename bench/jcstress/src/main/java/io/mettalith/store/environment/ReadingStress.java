package io.mettalith.store.environment;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Readers beside one writer of the same environment. */
public class ReadingStress {
    private ReadingStress() {}

    @JCStressTest
    @State
    @Outcome(id = "0, 0, 0", expect = ACCEPTABLE, desc = "The rule came after all.")
    @Outcome(id = "0, 0, 1", expect = ACCEPTABLE, desc = "The rule came before the last look.")
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "The rule came after the first look.")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "The rule was there.")
    @Outcome(expect = FORBIDDEN, desc = "A rule without its version, or the version without its rule.")
    public static class ARuleIsSeenWithItsVersion {
        private final Environment environment = Facts.written();

        @Actor
        public void writer() {
            environment.add(Facts.RULE);
        }

        @Actor
        public void reader(III_Result result) {
            result.r1 = environment.rulesVersion(SpaceId.MAIN) == 0 ? 0 : 1;
            result.r2 = environment.rules(Facts.HEAD, 1).size();
            result.r3 = environment.rulesVersion(SpaceId.MAIN) == 0 ? 0 : 1;
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "Before the move.")
    @Outcome(id = "3", expect = ACCEPTABLE, desc = "Between its two steps.")
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "After the move.")
    @Outcome(expect = FORBIDDEN, desc = "Not a state that ever was.")
    public static class ACursorSeesOneState {
        private final Environment environment = Facts.written();

        @Actor
        public void writer() {
            environment.add(Facts.SECOND);
            environment.remove(Facts.FIRST);
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = Facts.seen(environment);
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"1, 1", "1, 3", "1, 7", "3, 3", "3, 7", "7, 7"},
            expect = ACCEPTABLE,
            desc = "Each cursor one state, the second no earlier than the first.")
    @Outcome(expect = FORBIDDEN, desc = "A write shone through to an open cursor, or was gone again.")
    public static class AWriteInPlaceWaitsForThePins {
        private final Environment environment = Facts.written();

        @Actor
        public void writer() {
            environment.add(Facts.SECOND);
            environment.add(Facts.THIRD);
        }

        @Actor
        public void reader(II_Result result) {
            result.r1 = Facts.seen(environment);
            result.r2 = Facts.seen(environment);
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"0, 1", "0, 3", "0, 7", "1, 3", "1, 7"},
            expect = ACCEPTABLE,
            desc = "A lookup, then a cursor that was no earlier.")
    @Outcome(expect = FORBIDDEN, desc = "The cursor saw less than the lookup, or not a state that ever was.")
    public static class ReadersPastTheLatchSeeFrozenStates {
        private final Environment environment = Facts.openToReaders();

        @Actor
        public void writer() {
            environment.add(Facts.SECOND);
            environment.add(Facts.THIRD);
        }

        @Actor
        public void reader(II_Result result) {
            result.r1 = Facts.count(environment, Facts.SECOND);
            result.r2 = Facts.seen(environment);
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"0, 0, 0", "0, 0, 1", "0, 1, 1", "1, 1, 1"},
            expect = ACCEPTABLE,
            desc = "What one reader saw stays seen.")
    @Outcome(expect = FORBIDDEN, desc = "A write was gone again.")
    public static class TheLatchIsClosedToReadersByAWrite {
        private final Environment environment = Facts.openToReaders();

        @Actor
        public void writer() {
            environment.add(Facts.SECOND);
        }

        @Actor
        public void reader(III_Result result) {
            result.r1 = Facts.count(environment, Facts.SECOND);
            result.r2 = Facts.count(environment, Facts.SECOND);
            result.r3 = (int) environment.size() - 1;
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"0, 0, 2", "0, 1, 2", "1, 1, 2"},
            expect = ACCEPTABLE,
            desc = "The writer sees its own write at once.")
    @Outcome(expect = FORBIDDEN, desc = "The writer was let past the latch to what was before its write.")
    public static class AWriterReadsItsOwnWritePastTheLatch {
        private final Environment environment = Facts.openToReaders();

        @Actor
        public void writer(III_Result result) {
            environment.add(Facts.SECOND);
            result.r3 = (int) environment.size();
        }

        @Actor
        public void reader(III_Result result) {
            result.r1 = Facts.count(environment, Facts.SECOND);
            environment.acquire();
            environment.openToReaders();
            environment.release();
            result.r2 = Facts.count(environment, Facts.SECOND);
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }
}
