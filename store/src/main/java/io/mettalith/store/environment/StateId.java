package io.mettalith.store.environment;

/**
 * Names a state cell of an environment; unique in the same way as a {@link SpaceId}.
 *
 * @param high the path of the fork that made it
 * @param low the number of the space or state there
 */
public record StateId(long high, long low) {}
