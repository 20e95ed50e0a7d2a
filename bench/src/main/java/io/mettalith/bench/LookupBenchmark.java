package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import java.util.SplittableRandom;
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

/** Lookups of random single facts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class LookupBenchmark {
    private static final int KEYS = 1 << 17;

    /** The knowledge base and what is asked of it, by all threads. */
    @State(Scope.Benchmark)
    public static class Base {
        /** The system. */
        @Param({"mettalith", "lmdb"})
        public String system;

        /** Number of facts. */
        @Param("1000000")
        public int size;

        Peer peer;
        Key[] present;
        Key[] absent;

        /** Builds the knowledge base. */
        @Setup
        public void build() {
            final Facts facts = new Facts(size);
            peer = PeerKind.of(system).create();
            peer.load(facts);
            final SplittableRandom random = new SplittableRandom(1);
            present = new Key[KEYS];
            absent = new Key[KEYS];
            for (int i = 0; i < KEYS; i++) {
                present[i] = facts.key(random.nextInt(size));
                absent[i] = facts.absentKey(random.nextInt(size));
            }
        }

        /** Frees it. */
        @TearDown
        public void close() {
            peer.close();
        }
    }

    /** A reader for each thread, which begins somewhere else. */
    @State(Scope.Thread)
    public static class Asking {
        Peer.Reader reader;
        private int next;

        /** Opens the reader. */
        @Setup
        public void open(Base base) {
            reader = base.peer.reader();
            next = (int) (Thread.currentThread().getId() * 0x9E37_79B9L);
        }

        /** Closes it. */
        @TearDown
        public void close() {
            reader.close();
        }

        Key next(Key[] keys) {
            return keys[next++ & KEYS - 1];
        }
    }

    /** Looks up a fact that is there. */
    @Benchmark
    public boolean present(Base base, Asking asking) {
        return asking.reader.contains(asking.next(base.present));
    }

    /** Looks up a fact that is not there. */
    @Benchmark
    public boolean absent(Base base, Asking asking) {
        return asking.reader.contains(asking.next(base.absent));
    }
}
