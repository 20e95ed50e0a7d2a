package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that an environment knows, as values that tests compare.
 *
 * @param counts per space, the registry among them, and atom
 * @param definitions per space, in the order of definition
 */
record Image(Map<SpaceId, Map<AtomCode, Long>> counts, Map<SpaceId, List<AtomCode>> definitions) {
    static Image of(Environment environment) {
        final Map<SpaceId, Map<AtomCode, Long>> counts = new TreeMap<>();
        final Map<SpaceId, List<AtomCode>> definitions = new TreeMap<>();
        final List<SpaceId> spaces = environment.spaces();
        if (environment.frozen().space(SpaceId.REGISTRY) != null) {
            spaces.add(SpaceId.REGISTRY);
        }
        for (final SpaceId space : spaces) {
            final List<StoredAtom> atoms = atoms(environment, space);
            final Map<AtomCode, Long> ofSpace = new TreeMap<>();
            atoms.forEach(atom -> ofSpace.put(atom.code(), atom.count()));
            counts.put(space, ofSpace);
            definitions.put(
                    space,
                    atoms.stream()
                            .filter(atom -> atom.stamp() != 0)
                            .sorted(Comparator.comparingLong(StoredAtom::stamp))
                            .map(StoredAtom::code)
                            .toList());
        }
        return new Image(counts, definitions);
    }

    private static List<StoredAtom> atoms(Environment environment, SpaceId space) {
        final List<StoredAtom> atoms = new ArrayList<>();
        try (Cursor cursor = environment.atoms(space)) {
            while (cursor.next()) {
                atoms.add(cursor.toStoredAtom());
            }
        }
        return atoms;
    }
}
