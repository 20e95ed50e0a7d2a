package io.mettalith.tools;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.Optional;

/** The spaces of an environment by the tokens that programs know them by, as {@code bind!} makes them. */
final class SpaceTokens {
    /** The token of the main space. */
    static final String SELF = "&self";

    private SpaceTokens() {}

    /**
     * Returns the space that a token is bound to; where it is bound to nothing, to a new one.
     *
     * @throws UsageException if it is bound to something else
     */
    static SpaceId spaceOf(Environment environment, String token) {
        if (token.equals(SELF)) {
            return SpaceId.MAIN;
        }
        final Optional<AtomCode> bound = environment.binding(token);
        return bound.isPresent() ? spaceOf(token, bound.get()) : bindNew(environment, token);
    }

    private static SpaceId spaceOf(String token, AtomCode bound) {
        final AtomReader reader = new AtomReader().wrap(bound);
        reader.advance();
        if (reader.kind() != AtomKind.SPACE) {
            throw new UsageException(
                    "not the token of a space: token=" + token + ", bound to=" + bound + "; choose another --space");
        }
        return new SpaceId(reader.high(), reader.low());
    }

    private static SpaceId bindNew(Environment environment, String token) {
        final SpaceId space = environment.newSpace();
        environment.bind(
                token, new AtomWriter().space(space.high(), space.low()).toAtomCode());
        return space;
    }
}
