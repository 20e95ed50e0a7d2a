package io.mettalith.store.environment;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.mettalith.store.atom.AtomCode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Forks and their ends beside the parent's writes. */
public class ForkingStress {
    private ForkingStress() {}

    @JCStressTest
    @State
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The fork was made before the write.")
    @Outcome(id = "3, 3", expect = ACCEPTABLE, desc = "The fork was made after the write.")
    @Outcome(expect = FORBIDDEN, desc = "The fork has changed, or has what never was.")
    public static class AForkHasAWriteOrNot {
        private final Environment parent = Facts.written();
        private Environment fork;

        @Actor
        public void writer() {
            parent.add(Facts.SECOND);
        }

        @Actor
        public void forker(II_Result result) {
            fork = parent.fork();
            result.r1 = Facts.seen(fork);
        }

        @Arbiter
        public void after(II_Result result) {
            parent.add(Facts.THIRD);
            result.r2 = Facts.seen(fork);
            fork.close();
            parent.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 3", expect = ACCEPTABLE, desc = "The fork is as it was made; the parent has its write.")
    @Outcome(expect = FORBIDDEN, desc = "The parent wrote in place what its fork was reading.")
    public static class AnEpochIsNotResumedBeforeItsLastForkIsClosed {
        private final Environment parent = Facts.written();
        private final Environment fork = parent.fork();

        @Actor
        public void writer() {
            parent.add(Facts.SECOND);
        }

        @Actor
        public void closer(II_Result result) {
            result.r1 = Facts.seen(fork);
            fork.close();
        }

        @Arbiter
        public void after(II_Result result) {
            result.r2 = Facts.seen(parent);
            parent.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1, 1, 3", expect = ACCEPTABLE, desc = "The sibling is as it was made.")
    @Outcome(expect = FORBIDDEN, desc = "The parent wrote in place what another fork may read.")
    public static class TheSiblingOfAClosedForkIsIsolated {
        private final Environment parent = Facts.written();
        private final Environment fork = parent.fork();
        private final Environment sibling = parent.fork();

        @Actor
        public void writer() {
            parent.add(Facts.SECOND);
        }

        @Actor
        public void closer(III_Result result) {
            fork.close();
            result.r1 = Facts.seen(sibling);
        }

        @Arbiter
        public void after(III_Result result) {
            result.r2 = Facts.seen(sibling);
            result.r3 = Facts.seen(parent);
            sibling.close();
            parent.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"1, 1", "3, 3", "7, 7"},
            expect = ACCEPTABLE,
            desc = "The second fork has the writes before it and no other.")
    @Outcome(expect = FORBIDDEN, desc = "The resumed epoch was written under the second fork.")
    public static class AForkEndsAResumedEpoch {
        private final Environment parent = Facts.written();
        private final Environment first = parent.fork();
        private Environment second;

        @Actor
        public void writer() {
            parent.add(Facts.SECOND);
            parent.add(Facts.THIRD);
        }

        @Actor
        public void forker(II_Result result) {
            first.close();
            second = parent.fork();
            result.r1 = Facts.seen(second);
        }

        @Arbiter
        public void after(II_Result result) {
            result.r2 = Facts.seen(second);
            second.close();
            parent.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "1", expect = ACCEPTABLE, desc = "The fork of the fork is as it was made.")
    @Outcome(expect = FORBIDDEN, desc = "The parent wrote in place what a fork of its fork may read.")
    public static class AForkOfAForkKeepsTheEpochEnded {
        private final Environment parent = Facts.written();
        private final Environment fork = parent.fork();
        private Environment grandchild;

        @Actor
        public void writer() {
            parent.add(Facts.SECOND);
        }

        @Actor
        public void forker() {
            grandchild = fork.fork();
            fork.close();
        }

        @Arbiter
        public void after(I_Result result) {
            parent.add(Facts.THIRD);
            result.r1 = Facts.seen(grandchild);
            grandchild.close();
            parent.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "3, 5", expect = ACCEPTABLE, desc = "Each side has its own.")
    @Outcome(expect = FORBIDDEN, desc = "One side's write is in the other.")
    public static class ParentAndForkAreIsolatedBothWays {
        private final Environment parent = Facts.written();
        private final Environment fork = parent.fork();

        @Actor
        public void parent() {
            parent.add(Facts.SECOND);
        }

        @Actor
        public void fork() {
            fork.add(Facts.THIRD);
        }

        @Arbiter
        public void after(II_Result result) {
            result.r1 = Facts.seen(parent);
            result.r2 = Facts.seen(fork);
            fork.close();
            parent.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each fork names what it makes after itself.")
    @Outcome(expect = FORBIDDEN, desc = "Two forks made the same name.")
    public static class ConcurrentForksNameTheirStatesApart {
        private static final AtomCode VALUE = AtomCode.symbol("value");

        private final Environment parent = Environment.create();
        private Environment left;
        private Environment right;
        private StateId leftId;
        private StateId rightId;

        @Actor
        public void left() {
            left = parent.fork();
            leftId = left.newState(VALUE);
        }

        @Actor
        public void right() {
            right = parent.fork();
            rightId = right.newState(VALUE);
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r1 = !leftId.equals(rightId);
            final StateId parentId = parent.newState(VALUE);
            result.r2 = !parentId.equals(leftId) && !parentId.equals(rightId);
            left.close();
            right.close();
            parent.close();
        }
    }
}
