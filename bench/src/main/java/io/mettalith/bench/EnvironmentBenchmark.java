package io.mettalith.bench;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.UnionReport;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Fork, first write after a fork, and union, at several sizes. Every fork is closed, and the time includes that.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class EnvironmentBenchmark {
    private static final int BRANCHES = 4;
    private static final int RULES_PER_BRANCH = 25;

    /** Number of rules in the environment that is forked. */
    @Param({"10", "10000", "1000000"})
    public int size;

    private Environment base;
    private AtomCode added;
    private AtomCode[][] branchRules;

    /** Builds the environment. */
    @Setup
    public void build() {
        base = Atoms.rules(size);
        added = Atoms.rule(size / 2 + 5_000_000);
        branchRules = new AtomCode[BRANCHES][RULES_PER_BRANCH];
        for (int branch = 0; branch < BRANCHES; branch++) {
            for (int i = 0; i < RULES_PER_BRANCH; i++) {
                branchRules[branch][i] = Atoms.rule(2_000_000 + branch * 1_000_000 + i * 31_337);
            }
        }
    }

    /** Frees it. */
    @TearDown
    public void close() {
        base.close();
    }

    /** Forks and closes. */
    @Benchmark
    public void fork() {
        base.fork().close();
    }

    /** Forks, adds one rule, and closes: copies one segment. */
    @Benchmark
    public void forkAndFirstWrite() {
        try (Environment fork = base.fork()) {
            fork.add(added);
        }
    }

    /** Unites a fork that has changed nothing. */
    @Benchmark
    public UnionReport unionNeitherModified() {
        try (Environment left = base.fork();
                Environment right = left.fork()) {
            return left.union(right);
        }
    }

    /** Unites a fork that has one more rule into a side that has changed nothing. */
    @Benchmark
    public UnionReport unionOneModified() {
        try (Environment left = base.fork();
                Environment right = left.fork()) {
            right.add(added);
            return left.union(right);
        }
    }

    /** Four forks of one environment add 25 rules each and are united one after the other. */
    @Benchmark
    public long unionFourBranchesOf25Rules() {
        try (Environment left = base.fork()) {
            final Environment[] branches = new Environment[BRANCHES];
            for (int i = 0; i < BRANCHES; i++) {
                branches[i] = left.fork();
                for (final AtomCode rule : branchRules[i]) {
                    branches[i].add(rule);
                }
            }
            for (final Environment branch : branches) {
                left.union(branch);
                branch.close();
            }
            return left.size();
        }
    }
}
