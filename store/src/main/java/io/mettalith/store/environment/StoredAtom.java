package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;

/**
 * An atom of a space.
 *
 * @param code the atom
 * @param count how many copies there are, at least 1
 * @param stamp place of its first definition among those of its space, 0 for atoms that are not definitions
 */
public record StoredAtom(AtomCode code, long count, long stamp) {}
