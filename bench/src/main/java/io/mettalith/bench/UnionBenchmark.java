package io.mettalith.bench;

import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.peer.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
 * Unions of forks of a knowledge base of rules. A union uses up its operands, so each invocation gets a batch of them,
 * made before and closed after the measured time. A run tells JMH how many operations an invocation has.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class UnionBenchmark {
    /** The operands: {@code batch} left sides, each with {@code branches} forks that have added rules. */
    @State(Scope.Thread)
    public static class Operands {
        /** The system. */
        @Param("mettalith")
        public String system;

        /** Number of rules that both sides share. */
        @Param("10000")
        public int size;

        /** Number of unions per invocation, counted as one for all branches. */
        @Param("16")
        public int batch;

        /** Number of forks that are united into one left side. */
        @Param("4")
        public int branches;

        /** Number of rules that each fork adds. */
        @Param("25")
        public int rules;

        Peer[] lefts;
        Peer[][] rights;
        private Peer base;
        private List<List<Key>> added;

        /** Builds the knowledge base and the rules to add, which lie all over it. */
        @Setup
        public void build() {
            final Rules knowledge = new Rules(size);
            base = PeerKind.of(system).create();
            base.load(knowledge);
            lefts = new Peer[batch];
            rights = new Peer[batch][branches];
            final SplittableRandom random = new SplittableRandom(1);
            added = new ArrayList<>();
            for (int branch = 0; branch < branches; branch++) {
                final List<Key> keys = new ArrayList<>();
                for (int i = 0; i < rules; i++) {
                    keys.add(knowledge.absentKey(random.nextInt(size)));
                }
                added.add(keys);
            }
        }

        /** Makes the operands. */
        @Setup(Level.Invocation)
        public void fork() {
            for (int i = 0; i < batch; i++) {
                lefts[i] = base.fork();
                for (int branch = 0; branch < branches; branch++) {
                    rights[i][branch] = lefts[i].fork();
                    rights[i][branch].addAll(added.get(branch));
                }
            }
        }

        /** Frees the operands. */
        @TearDown(Level.Invocation)
        public void closeOperands() {
            for (int i = 0; i < batch; i++) {
                for (final Peer right : rights[i]) {
                    right.close();
                }
                lefts[i].close();
            }
        }

        /** Frees the knowledge base. */
        @TearDown
        public void close() {
            base.close();
        }
    }

    /** Unites each left side with its forks, one after the other. */
    @Benchmark
    public void union(Operands operands) {
        for (int i = 0; i < operands.lefts.length; i++) {
            for (final Peer right : operands.rights[i]) {
                operands.lefts[i].union(right);
            }
        }
    }
}
