package io.mettalith.bench;

import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.MettalithPeer;
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
 * Forks of a knowledge base of rules, and writes to them.
 *
 * <p>What makes forks that stay open makes {@code batch} of them in each invocation and closes them outside the measured
 * time. A run tells JMH how many operations an invocation has.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ForkBenchmark {
    /** Number of writes after the first one. */
    static final int LATER_WRITES = 100;

    /** The knowledge base that is forked. */
    @State(Scope.Thread)
    public static class Base {
        private static final int KEYS = 1 << 12;

        /** The system. */
        @Param("mettalith")
        public String system;

        /** Number of rules. */
        @Param({"10", "10000"})
        public int size;

        /** Number of forks per invocation. */
        @Param("1")
        public int batch;

        Peer peer;
        private Key[] absent;
        private int next;

        /** Builds the knowledge base. */
        @Setup
        public void build() {
            final Rules rules = new Rules(size);
            peer = PeerKind.of(system).create();
            peer.load(rules);
            final SplittableRandom random = new SplittableRandom(1);
            absent = new Key[KEYS];
            for (int i = 0; i < KEYS; i++) {
                absent[i] = rules.absentKey(random.nextInt(size));
            }
        }

        /** Frees it. */
        @TearDown
        public void close() {
            peer.close();
        }

        Key nextAbsent() {
            return absent[next++ & KEYS - 1];
        }

        List<Key> nextAbsent(int count) {
            final List<Key> keys = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                keys.add(nextAbsent());
            }
            return keys;
        }
    }

    /** Room for the forks of one invocation. */
    @State(Scope.Thread)
    public static class Forks {
        Peer[] forks;

        /** Makes the room. */
        @Setup(Level.Trial)
        public void prepare(Base base) {
            forks = new Peer[base.batch];
        }

        /** Closes what the invocation has made. */
        @TearDown(Level.Invocation)
        public void close() {
            for (int i = 0; i < forks.length; i++) {
                if (forks[i] != null) {
                    forks[i].close();
                    forks[i] = null;
                }
            }
        }
    }

    /** Forks that have been written once. */
    @State(Scope.Thread)
    public static class WrittenForks extends Forks {
        List<Key> keys;

        /** Makes and writes them. */
        @Setup(Level.Invocation)
        public void fork(Base base) {
            for (int i = 0; i < forks.length; i++) {
                forks[i] = base.peer.fork();
                forks[i].add(base.nextAbsent());
            }
            keys = base.nextAbsent(LATER_WRITES);
        }
    }

    /** Forks that share everything. */
    @State(Scope.Thread)
    public static class SharingForks extends Forks {
        /** Makes them. */
        @Setup(Level.Invocation)
        public void fork(Base base) {
            for (int i = 0; i < forks.length; i++) {
                forks[i] = base.peer.fork();
            }
        }
    }

    /** Forks; the fork is left to the garbage collector. */
    @Benchmark
    public Object fork(Base base) {
        return base.peer.bareFork();
    }

    /** Forks and closes. */
    @Benchmark
    public void forkAndClose(Base base) {
        base.peer.fork().close();
    }

    /** Forks and adds one rule. */
    @Benchmark
    public void forkAndFirstWrite(Base base, Forks room) {
        for (int i = 0; i < room.forks.length; i++) {
            final Peer fork = base.peer.fork();
            fork.add(base.nextAbsent());
            room.forks[i] = fork;
        }
    }

    /** Forks, adds one rule, and closes. */
    @Benchmark
    public void forkWriteAndClose(Base base) {
        try (Peer fork = base.peer.fork()) {
            fork.add(base.nextAbsent());
        }
    }

    /** Adds {@value #LATER_WRITES} rules to forks that have been written before. */
    @Benchmark
    public void laterWrites(Base base, WrittenForks written) {
        for (final Peer fork : written.forks) {
            fork.addAll(written.keys);
        }
    }

    /** Makes forks own all rules. */
    @Benchmark
    public void makeOwned(Base base, SharingForks sharing) {
        for (final Peer fork : sharing.forks) {
            ((MettalithPeer) fork).environment().makeOwned();
        }
    }
}
