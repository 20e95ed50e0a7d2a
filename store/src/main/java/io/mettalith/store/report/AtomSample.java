package io.mettalith.store.report;

import io.mettalith.store.atom.AtomCode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Keeps some of the atoms it is shown, each with the same chance. The same atoms in the same order give the same sample.
 * Not thread-safe.
 *
 * <p>Source: J. S. Vitter, Random Sampling with a Reservoir, ACM TOMS 11(1), 1985, algorithm R.
 */
final class AtomSample {
    private static final long SEED = 1;

    private final int limit;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long[] places;
    private final AtomCode[] atoms;
    private long seen;

    AtomSample(int limit) {
        this.limit = limit;
        places = new long[limit];
        atoms = new AtomCode[limit];
    }

    void add(AtomCode atom) {
        final long place = seen++;
        final long slot = place < limit ? place : random.nextLong(seen);
        if (slot < limit) {
            places[(int) slot] = place;
            atoms[(int) slot] = atom;
        }
    }

    /** Returns them in the order in which they were shown. */
    List<AtomCode> toList() {
        final TreeMap<Long, AtomCode> ordered = new TreeMap<>();
        for (int i = 0; i < Math.min(limit, seen); i++) {
            ordered.put(places[i], atoms[i]);
        }
        return List.copyOf(ordered.values());
    }
}
