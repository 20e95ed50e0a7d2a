package io.mettalith.store.environment;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.mettalith.store.atom.AtomCode;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** State cells that several threads change or read. */
public class StateStress {
    private StateStress() {}

    private static int valueOf(Environment environment, StateId id) {
        final AtomCode value = environment.state(id).orElse(Facts.FIRST);
        return value.equals(Facts.SECOND) ? 2 : value.equals(Facts.THIRD) ? 3 : 1;
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"2, 1", "3, 1"},
            expect = ACCEPTABLE,
            desc = "One of the two values, and one entry.")
    @Outcome(expect = FORBIDDEN, desc = "A cell with two values, with none or with the old one.")
    public static class TwoThreadsChangeOneState {
        private final Environment environment = Environment.create();
        private final StateId id = environment.newState(Facts.FIRST);

        @Actor
        public void one() {
            environment.changeState(id, Facts.SECOND);
        }

        @Actor
        public void other() {
            environment.changeState(id, Facts.THIRD);
        }

        @Arbiter
        public void after(II_Result result) {
            result.r1 = valueOf(environment, id);
            result.r2 = (int) environment.size(SpaceId.REGISTRY);
            environment.close();
        }
    }

    @JCStressTest
    @State
    @Outcome(
            id = {"1", "2"},
            expect = ACCEPTABLE,
            desc = "The old value or the new one.")
    @Outcome(expect = FORBIDDEN, desc = "No value, or another.")
    public static class AStateIsNeverWithoutAValue {
        private final Environment environment = Environment.create();
        private final StateId id = environment.newState(Facts.FIRST);

        @Actor
        public void writer() {
            environment.changeState(id, Facts.SECOND);
        }

        @Actor
        public void reader(I_Result result) {
            result.r1 = environment.state(id).isEmpty() ? 0 : valueOf(environment, id);
        }

        @Arbiter
        public void after() {
            environment.close();
        }
    }
}
