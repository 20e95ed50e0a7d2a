package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Knowledge;
import io.mettalith.bench.peer.MettalithPeer;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.peer.Query;
import io.mettalith.bench.peer.Rules;
import io.mettalith.store.environment.SpaceId;
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

/** Lookups with many answers. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class ScanBenchmark {
    private static final int QUERIES = 1 << 14;

    /** What all states have: the system, the size, and random queries. */
    @State(Scope.Thread)
    public abstract static class Base {
        /** The system. */
        @Param({"mettalith", "lmdb"})
        public String system;

        /** Number of atoms. */
        @Param("1000000")
        public int size;

        Peer peer;
        Peer.Reader reader;
        private Query[] queries;
        private int next;

        void load(Knowledge loaded, Knowledge asked) {
            peer = PeerKind.of(system).create();
            peer.load(loaded);
            reader = peer.reader();
            final SplittableRandom random = new SplittableRandom(1);
            queries = new Query[QUERIES];
            for (int i = 0; i < QUERIES; i++) {
                queries[i] = asked.query(random.nextInt(size));
            }
        }

        Query nextQuery() {
            return queries[next++ & QUERIES - 1];
        }

        /** Frees the knowledge base. */
        @TearDown
        public void close() {
            reader.close();
            peer.close();
        }
    }

    /** Facts, asked for by first argument or all together. */
    public static class ByFirstArgument extends Base {
        Query all;

        /** Builds the knowledge base. */
        @Setup
        public void build() {
            final Facts facts = new Facts(size);
            load(facts, facts);
            all = facts.all();
        }
    }

    /**
     * Facts, asked for by second argument. Where the system does not index that by itself, its user would keep the facts
     * a second time with exchanged arguments; what is measured is the lookup in that second copy.
     */
    public static class BySecondArgument extends Base {
        /** Builds the knowledge base and the index. */
        @Setup
        public void build() {
            final Facts facts = new Facts(size);
            if (PeerKind.of(system) == PeerKind.METTALITH) {
                load(facts, new SecondArgumentQueries(facts));
                ((MettalithPeer) peer).environment().buildIndex(SpaceId.MAIN, 3, 2);
            } else {
                load(facts.reversed(), facts.reversed());
            }
            if (reader.scan(nextQuery()) != facts.group()) {
                throw new IllegalStateException("wrong number of answers: system=" + system);
            }
        }
    }

    /** Rules, asked for by head. */
    public static class ByHead extends Base {
        /** Builds the knowledge base. */
        @Setup
        public void build() {
            final Rules rules = new Rules(size);
            load(rules, rules);
        }
    }

    /** Walks all facts. */
    @Benchmark
    public long all(ByFirstArgument base) {
        return base.reader.scan(base.all);
    }

    /** Walks the ten facts with the same first argument. */
    @Benchmark
    public long firstArgument(ByFirstArgument base) {
        return base.reader.scan(base.nextQuery());
    }

    /** Walks the ten facts with the same second argument. */
    @Benchmark
    public long secondArgument(BySecondArgument base) {
        return base.reader.scan(base.nextQuery());
    }

    /** Finds the one rule with a head. */
    @Benchmark
    public long rules(ByHead base) {
        return base.reader.rules(base.nextQuery());
    }
}
