package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.SpaceAnchor;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.SpaceReachability;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * The handles of the spaces that programs have made in an environment, and with them the collection of spaces that
 * nothing reaches any more.
 *
 * <p><b>Design.</b> A space can be reached by a handle in memory (in a result, a frame, a binding, a token, a variable of
 * Java), or by one in the store. Of the first kind the collector of the JVM keeps count: all handles of a space share an
 * anchor, to which there is a weak reference here. When the anchor goes, and no handle was ever written into the store,
 * the space goes too, whatever is being evaluated. Where one was written, the store has to be searched for it. That is
 * done once such spaces have become so many that the search is cheap by comparison: twice as many as were left by the
 * last, and some for every hundred atoms it read.
 *
 * <p>Only spaces that a program has made here with {@code new-space} or {@code fork-space} are collected: of those that
 * came with a snapshot, by a union, or were made by Java, somebody may know the name.
 *
 * <p>Threading: all interpreters of an environment share one object; safe for use by many threads.
 */
final class SpaceHandles {
    private static final int FEW = 256;
    private static final int ATOMS_PER_SPACE = 128;
    private static final Map<Environment, SpaceHandles> ALL = new WeakHashMap<>();

    private final Map<SpaceId, Made> made = new HashMap<>();
    private final ReferenceQueue<SpaceAnchor> gone = new ReferenceQueue<>();
    /** Spaces without a handle in memory, whose handle may be in the store. */
    private final Set<SpaceId> dormant = new HashSet<>();

    private long dormantAtNextSearch = FEW;

    private SpaceHandles() {}

    /** Returns the handles of an environment. */
    static SpaceHandles of(Environment environment) {
        synchronized (ALL) {
            return ALL.computeIfAbsent(environment, key -> new SpaceHandles());
        }
    }

    /** One space that a program has made. */
    private static final class Made extends WeakReference<SpaceAnchor> {
        private final SpaceId id;
        private final SpaceAnchor.Trace trace;

        Made(SpaceId id, SpaceAnchor.Trace trace, SpaceAnchor anchor, ReferenceQueue<SpaceAnchor> queue) {
            super(anchor, queue);
            this.id = id;
            this.trace = trace;
        }
    }

    /** Returns the handle of a space that has been made just now. */
    synchronized SpaceAtom made(SpaceId id) {
        return handle(id, new SpaceAnchor.Trace());
    }

    private SpaceAtom handle(SpaceId id, SpaceAnchor.Trace trace) {
        final SpaceAnchor anchor = new SpaceAnchor(trace);
        made.put(id, new Made(id, trace, anchor, gone));
        return new SpaceAtom(id.high(), id.low(), anchor);
    }

    /** Returns a handle of a space, whoever made it. */
    synchronized SpaceAtom handle(SpaceId id) {
        final Made known = made.get(id);
        if (known == null) {
            return new SpaceAtom(id.high(), id.low());
        }
        final SpaceAnchor anchor = known.get();
        if (anchor != null) {
            return new SpaceAtom(id.high(), id.low(), anchor);
        }
        dormant.remove(id);
        return handle(id, known.trace);
    }

    /** Removes the spaces whose handles have all gone without having been written, from each of the environments. */
    synchronized void collectUnwritten(Collection<Environment> environments) {
        final List<Made> lost = new ArrayList<>(0);
        for (Object reference = gone.poll(); reference != null; reference = gone.poll()) {
            lost.add((Made) reference);
        }
        collect(lost, environments);
    }

    /** As {@link #collectUnwritten}, but looks at every space: the queue of what has gone may lag behind. */
    synchronized void collectAllUnwritten(Collection<Environment> environments) {
        final List<Made> lost =
                made.values().stream().filter(last -> last.refersTo(null)).toList();
        collect(lost, environments);
    }

    private void collect(List<Made> lost, Collection<Environment> environments) {
        final List<SpaceId> unreachable = new ArrayList<>(0);
        for (final Made last : lost) {
            if (made.get(last.id) != last) {
                continue; // it has a handle again, or is gone
            }
            if (last.trace.isWritten()) {
                dormant.add(last.id);
            } else {
                made.remove(last.id);
                unreachable.add(last.id);
            }
        }
        if (!unreachable.isEmpty()) {
            environments.forEach(environment -> environment.removeSpaces(unreachable));
        }
    }

    /** Reports whether a search of the store is worth its while. */
    synchronized boolean isSearchDue() {
        return dormant.size() >= dormantAtNextSearch;
    }

    /** Removes the spaces that have no handle in memory, and none in the store either. */
    synchronized void search(Environment environment) {
        if (dormant.isEmpty()) {
            return;
        }
        final SpaceReachability reachable = environment.reachable(dormant);
        final Set<SpaceId> unreachable = new HashSet<>(dormant);
        unreachable.removeAll(reachable.reached());
        environment.removeSpaces(unreachable);
        unreachable.forEach(made::remove);
        dormant.removeAll(unreachable);
        dormantAtNextSearch =
                Math.max(FEW, Math.max(2L * dormant.size(), dormant.size() + reachable.atomsRead() / ATOMS_PER_SPACE));
    }
}
