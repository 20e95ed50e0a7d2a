package io.mettalith.store.environment;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Unions beside writes and beside each other. */
public class UnionStress {
    private UnionStress() {}

    @JCStressTest
    @State
    @Outcome(
            id = {"1, 7", "3, 7", "7, 7"},
            expect = ACCEPTABLE,
            desc = "The union took the writes before it; another took the rest, and each once.")
    @Outcome(expect = FORBIDDEN, desc = "The union took what never was, or took something twice or not at all.")
    public static class TheRightSideWritesDuringAUnion {
        private final Environment left = Facts.written();
        private final Environment right = left.fork();

        @Actor
        public void writer() {
            right.add(Facts.SECOND);
            right.add(Facts.THIRD);
        }

        @Actor
        public void uniter(II_Result result) {
            left.union(right);
            result.r1 = Facts.seen(left);
        }

        @Arbiter
        public void after(II_Result result) {
            left.union(right);
            result.r2 = left.size() == 3 ? Facts.seen(left) : -1;
            right.close();
            left.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"1, 7", "3, 7", "5, 7", "7, 7"},
            expect = ACCEPTABLE,
            desc = "A fork of the left side is as it was made; in the end all is there once.")
    @Outcome(expect = FORBIDDEN, desc = "A fork has changed, or something is there twice or not at all.")
    public static class AForkOfTheLeftSideDuringAUnion {
        private final Environment left = Facts.written();
        private final Environment right = left.fork();
        private Environment fork;

        public AForkOfTheLeftSideDuringAUnion() {
            right.add(Facts.THIRD);
        }

        @Actor
        public void uniter() {
            left.union(right);
        }

        @Actor
        public void forker(II_Result result) {
            left.add(Facts.SECOND);
            fork = left.fork();
            result.r1 = Facts.seen(fork);
        }

        @Arbiter
        public void after(II_Result result) {
            if (Facts.seen(fork) != result.r1) {
                result.r1 = -1;
            }
            result.r2 = left.size() == 3 ? Facts.seen(left) : -1;
            fork.close();
            right.close();
            left.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "7, 7", expect = ACCEPTABLE, desc = "Both sides have all, once.")
    @Outcome(expect = FORBIDDEN, desc = "Something is there twice or not at all.")
    public static class TwoSidesUniteWithEachOther {
        private final Environment base = Facts.written();
        private final Environment left = base.fork();
        private final Environment right = base.fork();

        public TwoSidesUniteWithEachOther() {
            left.add(Facts.SECOND);
            right.add(Facts.THIRD);
        }

        @Actor
        public void left() {
            left.union(right);
        }

        @Actor
        public void right() {
            right.union(left);
        }

        @Arbiter
        public void after(II_Result result) {
            left.union(right);
            right.union(left);
            result.r1 = left.size() == 3 ? Facts.seen(left) : -1;
            result.r2 = right.size() == 3 ? Facts.seen(right) : -1;
            left.close();
            right.close();
            base.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "7, 3", expect = ACCEPTABLE, desc = "Whatever the right side did is there once.")
    @Outcome(expect = FORBIDDEN, desc = "A union forgot what another had added before it, or added it again.")
    public static class TwoThreadsUniteWithTheSameFork {
        private final Environment left = Facts.written();
        private final Environment right = left.fork();

        public TwoThreadsUniteWithTheSameFork() {
            right.add(Facts.SECOND);
        }

        @Actor
        public void uniter() {
            left.union(right);
        }

        @Actor
        public void writer() {
            right.add(Facts.THIRD);
            left.union(right);
        }

        @Arbiter
        public void after(II_Result result) {
            left.union(right);
            result.r1 = Facts.seen(left);
            result.r2 = (int) left.size();
            right.close();
            left.close();
        }
    }
}
