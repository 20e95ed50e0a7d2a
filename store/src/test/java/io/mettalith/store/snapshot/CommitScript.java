package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An endless sequence of commits to several refs, that any process can go on with where another ended: the number of a
 * step says what it adds and removes, and to which ref, and is the commit's message. A model says what a store holds
 * after each step.
 *
 * <p>A new kind of step has its place in {@link #take}, and what it does to the model in {@link #model}.
 */
final class CommitScript implements AutoCloseable {
    private static final int REFS = 3;
    private static final int FACTS = 20_000;
    private static final int MOST_CHANGES = 120;

    private final long seed;
    private final Map<String, Environment> environments = new HashMap<>();

    CommitScript(long seed) {
        this.seed = seed;
    }

    /** What a ref holds. */
    record Held(Map<AtomCode, Long> copies, List<String> messages) {}

    private Random random(long step) {
        return new Random(31 * seed + step);
    }

    private static String ref(Random random) {
        return "ref" + random.nextInt(REFS);
    }

    /** What a step does to one fact. */
    private interface Change {
        void apply(long fact, boolean added);
    }

    private static void forEachChange(Random random, Change change) {
        final int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            change.apply(random.nextInt(FACTS), random.nextInt(3) > 0);
        }
        // Never taken out: so each step changes something, and its commit has a line in the log.
        change.apply(FACTS + random.nextInt(FACTS), true);
    }

    /* ---------------- The store ---------------- */

    /** Takes a step. The one before it has to be the last that the store knows of. */
    void take(SegmentStore store, long step) {
        final Random random = random(step);
        final String ref = ref(random);
        final Environment environment = environments.computeIfAbsent(ref, name -> start(store, name));
        forEachChange(random, (fact, added) -> change(environment, Samples.fact(fact), added));
        store.commit(ref, environment, String.valueOf(step));
    }

    private static Environment start(SegmentStore store, String ref) {
        return store.refs().stream().anyMatch(known -> known.name().equals(ref))
                ? store.checkout(ref)
                : Environment.create();
    }

    private static void change(Environment environment, AtomCode fact, boolean added) {
        if (added) {
            environment.add(fact);
        } else {
            environment.remove(fact);
        }
    }

    /** Returns the number of the last step that a store knows of, or 0. */
    static long last(SegmentStore store) {
        return store.refs().stream()
                .map(ref -> store.log(ref.name()).get(0).message())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    /** Returns what a store holds, by ref. */
    static SortedMap<String, Held> held(SegmentStore store) {
        final SortedMap<String, Held> held = new TreeMap<>();
        for (final Ref ref : store.refs()) {
            final List<String> messages = new ArrayList<>();
            store.log(ref.name()).forEach(entry -> messages.add(0, entry.message()));
            try (Environment checkout = store.checkout(ref.name())) {
                held.put(ref.name(), new Held(copies(checkout), messages));
            }
        }
        return held;
    }

    private static Map<AtomCode, Long> copies(Environment environment) {
        final Map<AtomCode, Long> copies = new HashMap<>();
        try (Cursor cursor = environment.atoms(SpaceId.MAIN)) {
            while (cursor.next()) {
                copies.put(cursor.toStoredAtom().code(), cursor.count());
            }
        }
        return copies;
    }

    @Override
    public void close() {
        environments.values().forEach(Environment::close);
        environments.clear();
    }

    /* ---------------- The model ---------------- */

    /** Adds to what a store holds after the steps before {@code step} what it does. */
    void model(SortedMap<String, Held> held, long step) {
        final Random random = random(step);
        final Held ref = held.computeIfAbsent(ref(random), name -> new Held(new HashMap<>(), new ArrayList<>()));
        forEachChange(
                random,
                (fact, added) -> ref.copies()
                        .compute(Samples.fact(fact), (atom, copies) -> added ? added(copies) : removed(copies)));
        ref.messages().add(String.valueOf(step));
    }

    private static Long added(Long copies) {
        return copies == null ? 1 : copies + 1;
    }

    private static Long removed(Long copies) {
        return copies == null || copies == 1 ? null : Long.valueOf(copies - 1);
    }
}
