package io.mettalith.store.environment;

/**
 * The name of a state of knowledge that was kept somewhere, all of which an environment or a space contains: what it was
 * opened from, what has been united with it, or what it was last kept as.
 *
 * <p>Means nothing to this package, which hands origins on: a fork begins with those of its parent, and a union adds those
 * of the other side. Whoever keeps environments gives them, and finds by them what a later state comes from. An origin has
 * value semantics and does not change.
 */
public interface Origin {}
