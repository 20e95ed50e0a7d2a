package io.mettalith.bench;

import io.mettalith.bench.peer.PeerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the benchmark of the environment store runs: which system at which size, how often.
 *
 * <p>Left out is what takes long and tells nothing new: copies of ten million entries, persistent maps on the heap of
 * that size, and systems that cannot answer a question but by looking at everything.
 */
final class EnvironmentPlan {
    private static final int TEN = 10;
    private static final int THOUSAND = 1_000;
    private static final int TEN_THOUSAND = 10_000;
    private static final int MILLION = 1_000_000;
    private static final int TEN_MILLION = 10_000_000;
    /** Figures that a bar is held against are taken in several JVMs, in turn with what they are compared with. */
    private static final int ROUNDS = 3;

    /*
     * Forks that are open at a time: enough that reading the clock does not count, few enough that they stay in the
     * processor's cache and that memory which is freed is allocated again and not given back to the system.
     */
    private static final int FORKS = 16;

    private static final int WRITTEN_FORKS = 4;

    private static final String METTALITH = PeerKind.METTALITH.id();
    private static final List<String> PERSISTENT =
            List.of(PeerKind.HASH_TREE_PMAP.id(), PeerKind.TREE_PMAP.id(), PeerKind.VAVR.id());
    private static final List<String> COPYING =
            List.of(PeerKind.HASH_MAP.id(), PeerKind.MVSTORE.id(), PeerKind.LMDB.id(), PeerKind.CHRONICLE_MAP.id());
    private static final List<String> SORTED_PEERS =
            List.of(PeerKind.LMDB.id(), PeerKind.MVSTORE.id(), PeerKind.TREE_PMAP.id());

    private final boolean quick;
    private final List<Step> steps = new ArrayList<>();

    private EnvironmentPlan(boolean quick) {
        this.quick = quick;
    }

    /** Returns all steps, row by row. */
    static List<Step> steps(boolean quick) {
        final EnvironmentPlan plan = new EnvironmentPlan(quick);
        plan.forks();
        plan.writes();
        plan.unions();
        plan.lookups();
        plan.scans();
        plan.readers();
        plan.footprints();
        plan.pauses();
        plan.cycles();
        return plan.steps;
    }

    /** A quick run has no ten million, and one round. */
    private void add(Step.Jmh step) {
        if (!quick) {
            steps.add(step);
        } else if (step.size() < TEN_MILLION) {
            steps.add(step.rounds(1));
        }
    }

    private static Step.Jmh jmh(String row, String benchmark, String system, int size) {
        return new Step.Jmh(row, benchmark, system, size, "", Map.of(), 1, 1, Step.Figure.MEAN_TIME, 1);
    }

    private static Step.Jmh batched(String row, String method, String system, int size, int batch, int operations) {
        return jmh(row, "ForkBenchmark." + method, system, size)
                .parameters(Map.of("batch", Integer.toString(batch)), batch * operations)
                .median();
    }

    private void forks() {
        for (final int size : List.of(TEN, THOUSAND, TEN_THOUSAND, MILLION, TEN_MILLION)) {
            add(jmh("fork", "ForkBenchmark.fork", METTALITH, size).rounds(ROUNDS));
        }
        for (final int size : peerSizes()) {
            PERSISTENT.forEach(system -> add(jmh("fork", "ForkBenchmark.fork", system, size)));
            add(jmh("fork", "ForkBenchmark.fork", PeerKind.HASH_MAP.id(), size));
            add(jmh("fork", "ForkBenchmark.fork", PeerKind.MVSTORE.id(), size));
        }
        for (final int size : List.of(TEN, THOUSAND, TEN_THOUSAND, MILLION, TEN_MILLION)) {
            add(jmh("forkAndClose", "ForkBenchmark.forkAndClose", METTALITH, size));
        }
        for (final int size : peerSizes()) {
            add(jmh("forkAndClose", "ForkBenchmark.forkAndClose", PeerKind.LMDB.id(), size));
            add(jmh("forkAndClose", "ForkBenchmark.forkAndClose", PeerKind.CHRONICLE_MAP.id(), size));
        }
    }

    private List<Integer> peerSizes() {
        return quick ? List.of(TEN_THOUSAND) : List.of(TEN, TEN_THOUSAND, MILLION);
    }

    private void writes() {
        for (final int size : List.of(TEN, THOUSAND, TEN_THOUSAND, MILLION, TEN_MILLION)) {
            add(batched("forkAndFirstWrite", "forkAndFirstWrite", METTALITH, size, FORKS, 1));
        }
        for (final int size : quick ? List.of(TEN_THOUSAND) : List.of(TEN_THOUSAND, MILLION)) {
            for (final String system : PERSISTENT) {
                add(batched("forkAndFirstWrite", "forkAndFirstWrite", system, size, FORKS, 1));
            }
            for (final String system : COPYING) {
                add(batched("forkAndFirstWrite", "forkAndFirstWrite", system, size, 1, 1));
            }
        }
        for (final int size : List.of(TEN_THOUSAND, TEN_MILLION)) {
            add(jmh("forkWriteAndClose", "ForkBenchmark.forkWriteAndClose", METTALITH, size));
        }
        for (final int size : List.of(TEN_THOUSAND, TEN_MILLION)) {
            add(batched("laterWrites", "laterWrites", METTALITH, size, WRITTEN_FORKS, ForkBenchmark.LATER_WRITES));
        }
        PERSISTENT.forEach(system -> add(batched(
                "laterWrites", "laterWrites", system, TEN_THOUSAND, WRITTEN_FORKS, ForkBenchmark.LATER_WRITES)));
        COPYING.forEach(system ->
                add(batched("laterWrites", "laterWrites", system, TEN_THOUSAND, 1, ForkBenchmark.LATER_WRITES)));
        add(batched("makeOwned", "makeOwned", METTALITH, TEN_THOUSAND, WRITTEN_FORKS, 1)
                .rounds(ROUNDS));
    }

    private void unions() {
        for (final int size : List.of(TEN_THOUSAND, TEN_MILLION)) {
            add(union(METTALITH, size, "neither modified", 200, 1, 0));
            add(union(METTALITH, size, "one modified", 100, 1, 1));
            add(union(METTALITH, size, "4 x 25 rules", 4, 4, 25).rounds(ROUNDS));
        }
        add(union(METTALITH, TEN_THOUSAND, "2 x 1000 rules", 2, 2, THOUSAND));
        for (final String system : List.of(PeerKind.HASH_MAP.id(), PeerKind.HASH_TREE_PMAP.id(), PeerKind.VAVR.id())) {
            add(union(system, TEN_THOUSAND, "4 x 25 rules", 2, 4, 25));
        }
    }

    private static Step.Jmh union(String system, int size, String variant, int batch, int branches, int rules) {
        return jmh("union", "UnionBenchmark.union", system, size)
                .variant(variant)
                .parameters(
                        Map.of(
                                "batch", Integer.toString(batch),
                                "branches", Integer.toString(branches),
                                "rules", Integer.toString(rules)),
                        batch)
                .median();
    }

    private void lookups() {
        for (final String variant : List.of("present", "absent")) {
            for (final PeerKind kind : PeerKind.values()) {
                final boolean compared = kind == PeerKind.METTALITH || kind == PeerKind.LMDB;
                if (compared || variant.equals("present")) {
                    add(jmh("lookup", "LookupBenchmark." + variant, kind.id(), MILLION)
                            .variant(variant)
                            .rounds(compared ? ROUNDS : 1));
                }
            }
        }
        steps.add(new Step.Child(
                "forkLookup",
                ForkLookup.class,
                "1g",
                List.of(Integer.toString(MILLION), Integer.toString(quick ? THOUSAND : TEN_THOUSAND))));
    }

    private void scans() {
        final int rules = TEN_THOUSAND;
        add(jmh("rules", "ScanBenchmark.rules", METTALITH, rules));
        SORTED_PEERS.forEach(system -> add(jmh("rules", "ScanBenchmark.rules", system, rules)));
        scan("all", "all facts", MILLION);
        scan("firstArgument", "one first argument", 10);
        add(jmh("secondArgument", "ScanBenchmark.secondArgument", METTALITH, MILLION));
        add(jmh("secondArgument", "ScanBenchmark.secondArgument", METTALITH, TEN_MILLION));
        SORTED_PEERS.forEach(system -> add(jmh("secondArgument", "ScanBenchmark.secondArgument", system, MILLION)));
        add(jmh("secondArgument", "ScanBenchmark.secondArgument", PeerKind.LMDB.id(), TEN_MILLION));
    }

    private void scan(String method, String variant, int facts) {
        add(scan(method, variant, facts, METTALITH).rounds(ROUNDS));
        add(scan(method, variant, facts, PeerKind.LMDB.id()).rounds(ROUNDS));
        add(scan(method, variant, facts, PeerKind.MVSTORE.id()));
        add(scan(method, variant, facts, PeerKind.TREE_PMAP.id()));
    }

    private static Step.Jmh scan(String method, String variant, int facts, String system) {
        return jmh("scan", "ScanBenchmark." + method, system, MILLION)
                .variant(variant)
                .parameters(Map.of(), facts);
    }

    private void readers() {
        for (final int threads : List.of(1, 2, 4)) {
            add(jmh("readers", "LookupBenchmark.present", METTALITH, MILLION)
                    .readers(threads)
                    .rounds(ROUNDS));
            for (final String system : List.of(PeerKind.LMDB.id(), PeerKind.HASH_TREE_PMAP.id())) {
                add(jmh("readers", "LookupBenchmark.present", system, MILLION).readers(threads));
            }
        }
    }

    private void footprints() {
        for (final PeerKind kind : PeerKind.values()) {
            footprint(kind, MILLION);
        }
        if (!quick) {
            footprint(PeerKind.METTALITH, TEN_MILLION);
        }
        final String facts = Integer.toString(quick ? MILLION : TEN_MILLION);
        steps.add(new Step.Child("bulkLoad", BulkLoad.class, "512m", List.of(facts, "2")));
    }

    private void footprint(PeerKind kind, int size) {
        final int loads = quick || size == TEN_MILLION ? 1 : 3;
        steps.add(new Step.Child(
                "load", Footprint.class, "3g", List.of(kind.id(), Integer.toString(size), Integer.toString(loads))));
    }

    private void pauses() {
        pauses(PeerKind.METTALITH, quick ? MILLION : TEN_MILLION);
        pauses(PeerKind.LMDB, MILLION);
        pauses(PeerKind.TREE_PMAP, quick ? MILLION : 2 * MILLION);
    }

    private void pauses(PeerKind kind, int size) {
        steps.add(new Step.Child(
                "pauses", Pauses.class, "512m", List.of(kind.id(), Integer.toString(size), quick ? "3" : "60")));
    }

    private void cycles() {
        steps.add(new Step.Child(
                "cycles",
                Cycles.class,
                "512m",
                List.of(Integer.toString(TEN_THOUSAND), Integer.toString(quick ? 100_000 : MILLION))));
    }
}
