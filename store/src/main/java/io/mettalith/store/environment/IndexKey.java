package io.mettalith.store.environment;

/**
 * Names an index of a space: of which expressions, and by which of their children.
 *
 * @param size number of children of the expressions, the head among them
 * @param position of the child they are ordered by, from 1
 */
public record IndexKey(int size, int position) {}
