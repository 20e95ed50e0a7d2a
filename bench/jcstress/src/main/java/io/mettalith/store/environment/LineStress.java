package io.mettalith.store.environment;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The holders of a line, counted by several threads. */
public class LineStress {
    private LineStress() {}

    /** Reports whether somebody holds a line, by taking a hold and giving it back. */
    private static boolean isHeld(Line line) {
        final Line prober = Line.root(9);
        final boolean held = prober.hold(line);
        prober.release();
        return held;
    }

    @JCStressTest
    @State
    @Outcome(id = "false, true, true", expect = ACCEPTABLE, desc = "The handle and the second fork hold the line.")
    @Outcome(expect = FORBIDDEN, desc = "A branch or a return was lost.")
    public static class ABranchAndAReturn {
        private final Line line = Line.root(1);

        public ABranchAndAReturn() {
            line.branch();
        }

        @Actor
        public void handle() {
            line.branch();
        }

        @Actor
        public void firstFork() {
            line.release();
        }

        @Arbiter
        public void after(ZZZ_Result result) {
            result.r1 = line.isHeldByItsHandleAlone();
            line.release();
            result.r2 = line.isHeldByItsHandleAlone();
            result.r3 = isHeld(line);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "The fork is still there.")
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The fork has just gone.")
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The handle is alone and after all that the fork did.")
    @Outcome(expect = FORBIDDEN, desc = "The handle is alone before the fork has done its last.")
    public static class WhoeverIsAloneIsAfterTheOthers {
        private final Line line = Line.root(1);
        private int done;

        public WhoeverIsAloneIsAfterTheOthers() {
            line.branch();
        }

        @Actor
        public void handle(II_Result result) {
            result.r1 = line.isHeldByItsHandleAlone() ? 1 : 0;
            result.r2 = done;
        }

        @Actor
        public void fork() {
            done = 1;
            line.release();
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Held in time, and for as long as it is held.")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "Too late: the line has gone.")
    @Outcome(expect = FORBIDDEN, desc = "The line has gone though it is held, or is held though it had gone.")
    public static class AHoldAndTheLastReturn {
        private final Line line = Line.root(1);
        private final Line other = Line.root(2);

        @Actor
        public void handle() {
            line.release();
        }

        @Actor
        public void holder(ZZ_Result result) {
            result.r1 = other.hold(line);
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r2 = isHeld(line);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "The line has gone, and gave its parent back once.")
    @Outcome(expect = FORBIDDEN, desc = "The parent was given back twice, or not at all.")
    public static class TwoReturnsAtOnce {
        private final Line parent = Line.root(1);
        private final Line line;

        public TwoReturnsAtOnce() {
            parent.branch();
            line = Line.ofFork(parent, 2);
            line.branch();
        }

        @Actor
        public void handle() {
            line.release();
        }

        @Actor
        public void fork() {
            line.release();
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r1 = parent.isHeldByItsHandleAlone() && isHeld(parent);
            parent.release();
            result.r2 = !isHeld(parent) && !isHeld(line);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "The fork took its parent's place; nobody else can.")
    @Outcome(id = "false, true", expect = ACCEPTABLE, desc = "Another holds the parent, which keeps its place.")
    @Outcome(expect = FORBIDDEN, desc = "A line was replaced that another holds, or is held by nobody.")
    public static class AForkTakesItsParentsPlace {
        private final Line parent = Line.root(1);
        private final Line fork;
        private final Line other = Line.root(2);

        public AForkTakesItsParentsPlace() {
            parent.branch();
            fork = Line.ofFork(parent, 2);
            parent.release();
        }

        @Actor
        public void fork(ZZ_Result result) {
            result.r1 = fork.outlives(parent);
        }

        @Actor
        public void other(ZZ_Result result) {
            result.r2 = other.hold(parent);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Two lines held the line; both gave it back.")
    @Outcome(expect = FORBIDDEN, desc = "A hold was lost, or counted twice.")
    public static class TwoLinesUniteWithAThird {
        private final Line line = Line.root(1);
        private final Line left = Line.root(2);
        private final Line right = Line.root(3);

        @Actor
        public void left() {
            left.hold(line);
        }

        @Actor
        public void right() {
            right.hold(line);
            right.release();
        }

        @Arbiter
        public void after(ZZ_Result result) {
            result.r1 = !line.hasOneHolder();
            left.release();
            result.r2 = line.hasOneHolder() && isHeld(line);
        }
    }

    @JCStressTest
    @State
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "There are two holders or more at every moment.")
    @Outcome(expect = FORBIDDEN, desc = "Whoever looked saw a branch too late for the return behind it.")
    public static class AnObserverNeverSeesFewerHoldersThanThereAre {
        private final Line line = Line.root(1);

        public AnObserverNeverSeesFewerHoldersThanThereAre() {
            line.branch();
        }

        @Actor
        public void handle() {
            line.branch();
            line.release();
        }

        @Actor
        public void observer(ZZ_Result result) {
            result.r1 = line.hasOneHolder();
            result.r2 = line.isGone();
        }
    }
}
