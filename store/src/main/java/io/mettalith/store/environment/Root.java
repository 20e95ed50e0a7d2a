package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything an environment knows at one moment. The object never changes; the space states in it do while they belong
 * to the environment's epoch, and are frozen with it.
 *
 * @param main the state of {@link SpaceId#MAIN}
 * @param others the states of all other spaces, the registry among them
 */
record Root(SpaceState main, PMap<SpaceId, SpaceState> others) {
    static Root empty() {
        return new Root(new SpaceState(SpaceId.MAIN, null), HashTreePMap.empty());
    }

    /** Returns the state of a space, or null where there is none of that name. */
    SpaceState space(SpaceId id) {
        return id == SpaceId.MAIN || id.equals(SpaceId.MAIN) ? main : others.get(id);
    }

    /**
     * Returns the state of a space.
     *
     * @throws NoSuchSpaceException if there is none of that name
     */
    SpaceState existing(SpaceId id) {
        final SpaceState state = space(id);
        if (state == null) {
            throw new NoSuchSpaceException(id, others.size());
        }
        return state;
    }

    /** Returns the names of all spaces of a program, the main space first. */
    List<SpaceId> spaces() {
        final List<SpaceId> ids = new ArrayList<>(others.keySet());
        ids.remove(SpaceId.REGISTRY);
        ids.sort(Comparator.naturalOrder());
        ids.add(0, SpaceId.MAIN);
        return ids;
    }

    /** Returns the entries of the registry that begin with the bytes given. */
    List<byte[]> cells(byte[] prefix) {
        final SpaceState registry = space(SpaceId.REGISTRY);
        return registry == null ? List.of() : Registry.entries(registry.tree, prefix, prefix.length);
    }

    /** Returns the value of a cell. */
    Optional<AtomCode> cell(byte[] cell) {
        return cells(cell).stream().findFirst().map(entry -> Registry.value(entry, cell.length));
    }

    /** Returns all states, the main one first. */
    Stream<SpaceState> states() {
        return Stream.concat(Stream.of(main), others.values().stream());
    }

    /** Returns this root with the trees and indexes of another that holds the same atoms; all else about the spaces stays. */
    Root readFrom(Root image) {
        Root root = this;
        for (final SpaceId id : others.keySet()) {
            root = root.with(others.get(id).readFrom(image.space(id)));
        }
        return root.with(main.readFrom(image.main()));
    }

    /** Returns this frozen root, or one of the same atoms with all trees in normal form if some are not. */
    Root normalized() {
        Root root = this;
        for (final SpaceState state : others.values()) {
            root = root.withIfOther(state, state.normalized());
        }
        return root.withIfOther(main, main.normalized());
    }

    private Root withIfOther(SpaceState before, SpaceState now) {
        return now == before ? this : with(now);
    }

    Root with(SpaceState state) {
        return state.id.equals(SpaceId.MAIN) ? new Root(state, others) : new Root(main, others.plus(state.id, state));
    }

    /** Returns this root without one of the {@link #others}. */
    Root without(SpaceId id) {
        return new Root(main, others.minus(id));
    }
}
