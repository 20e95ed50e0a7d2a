package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.segment.TreeScan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which of some spaces can be reached from the others, through atoms that have their handles in them.
 *
 * @param reached the candidates that can be reached
 * @param atomsRead how many atoms were read to find that out
 */
public record SpaceReachability(Set<SpaceId> reached, long atomsRead) {
    /** The topmost bit of the lower half of a handle is for those who use handles, and names no other space. */
    private static final long ID_BITS = Long.MAX_VALUE;

    /** Finds out for a frozen root, in time linear in the distinct segments of all spaces that are reached. */
    static SpaceReachability of(Root root, Set<SpaceId> candidates) {
        return new Search(root, candidates).run();
    }

    private static final class Search {
        private final Root root;
        private final Set<SpaceId> left;
        private final Set<SpaceId> reached = new HashSet<>();
        private final Deque<SpaceState> pending = new ArrayDeque<>();
        private final TreeScan scan = new TreeScan(this::readAtom);
        private final AtomReader reader = new AtomReader();
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[0]);

        Search(Root root, Set<SpaceId> candidates) {
            this.root = root;
            left = new HashSet<>(candidates);
        }

        SpaceReachability run() {
            pending.add(root.main());
            root.others().values().stream()
                    .filter(state -> !left.contains(state.id))
                    .forEach(pending::add);
            while (!pending.isEmpty() && !left.isEmpty()) {
                scan.add(pending.poll().tree);
            }
            return new SpaceReachability(reached, scan.keys());
        }

        private void readAtom(byte[] code, int length) {
            buffer.wrap(code, 0, length);
            reader.wrap(buffer, 0, length);
            while (reader.advance()) {
                if (reader.kind() == AtomKind.SPACE) {
                    reach(new SpaceId(reader.high(), reader.low() & ID_BITS));
                }
            }
        }

        private void reach(SpaceId id) {
            if (left.remove(id)) {
                reached.add(id);
                final SpaceState state = root.space(id);
                if (state != null) {
                    pending.add(state);
                }
            }
        }
    }
}
