package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.store.environment.Environment;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deep, long and endless evaluations, on a small Java stack: the machine's own stack is on the heap. */
class MachineDepthTest {
    private static final long SMALL_STACK_BYTES = 256 * 1024;
    private static final int FEW_FRAMES = 3_000;

    private static String run(int maxStackDepth, String program) throws Exception {
        final FutureTask<String> task = new FutureTask<>(() -> {
            try (Environment environment = Environment.create()) {
                final Metta metta = new Metta(environment);
                if (maxStackDepth > 0) {
                    metta.maxStackDepth(maxStackDepth);
                }
                return metta.run(program).toString();
            }
        });
        final Thread thread = new Thread(null, task, "small stack", SMALL_STACK_BYTES);
        thread.start();
        return task.get();
    }

    @Test
    void recursionInArgumentPositionIsLimitedByTheHeapAlone() throws Exception {
        assertThat(run(0, "(= (count $n) (if (== $n 0) 0 (+ 1 (count (- $n 1))))) !(count 300000)"))
                .isEqualTo("[[300000]]");
    }

    @Test
    void recursionDeeperThanTheLimitEndsInStackOverflow() throws Exception {
        assertThat(run(FEW_FRAMES, "(= (count $n) (if (== $n 0) 0 (+ 1 (count (- $n 1))))) !(count 300000)"))
                .startsWith("[[(Error")
                .endsWith("StackOverflow)]]");
    }

    @Test
    void aLoopInTailPositionNeedsNoFrames() throws Exception {
        assertThat(run(FEW_FRAMES, "(= (loop $n) (if (== $n 0) done (loop (- $n 1)))) !(loop 300000)"))
                .isEqualTo("[[done]]");
    }

    @Test
    void endlessRecursionEndsInStackOverflow() throws Exception {
        assertThat(run(100_000, "(= (f $n) (+ 1 (f $n))) !(f 1)")).contains("StackOverflow");
    }

    @Test
    void theFirstResultsOfAnEndlessGeneratorArrive() {
        try (Environment environment = Environment.create()) {
            final Metta metta = new Metta(environment);
            metta.run("(= (from $n) $n) (= (from $n) (from (+ $n 1)))");
            final Atom generator = metta.parse("(from 0)").get(0);
            metta.begin(generator);
            for (int i = 0; i < 1000; i++) {
                assertThat(metta.next()).hasToString(Integer.toString(i));
            }
        }
    }

    @Test
    @Timeout(60)
    void interruptingTheThreadEndsAnEvaluation() throws Exception {
        final Throwable[] thrown = new Throwable[1];
        final Thread thread = new Thread(() -> {
            try (Environment environment = Environment.create()) {
                new Metta(environment).run("(= (spin) (spin)) !(spin)");
            } catch (final RuntimeException e) {
                thrown[0] = e;
            }
        });
        thread.start();
        while (thread.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
        assertThat(thrown[0]).isInstanceOf(EvaluationInterruptedException.class);
    }
}
