package io.mettalith.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An evaluation that writes nothing, on an environment and on a fork of it. For a difference below what two JVMs differ by,
 * see {@link ForkEvaluation}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EvaluationBenchmark {
    private Evaluation evaluation;

    /** Loads the program. */
    @Setup
    public void load() {
        evaluation = new Evaluation();
    }

    /** Closes the environments. */
    @TearDown
    public void close() {
        evaluation.close();
    }

    /** On the environment that was loaded. */
    @Benchmark
    public int owner() {
        return evaluation.onOwner().evaluate();
    }

    /** On its fork. */
    @Benchmark
    public int fork() {
        return evaluation.onFork().evaluate();
    }
}
