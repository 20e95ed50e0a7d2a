package io.mettalith.tools;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.List;

/** The spaces of an environment, where a command is about all of them. */
final class AllSpaces {
    private AllSpaces() {}

    /** Returns the number of atoms in all spaces, copies counted. */
    static long size(Environment environment) {
        return environment.spaces().stream().mapToLong(environment::size).sum();
    }

    /**
     * Returns the one space that a token names, or all, the main space first.
     *
     * @param token or null
     * @throws UsageException if it names none
     */
    static List<SpaceId> chosen(Environment environment, String token) {
        return token == null ? environment.spaces() : List.of(SpaceTokens.existing(environment, token));
    }
}
