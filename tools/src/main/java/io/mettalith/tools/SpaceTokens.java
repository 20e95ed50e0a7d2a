package io.mettalith.tools;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The spaces of an environment by the tokens that programs know them by, as {@code bind!} makes them. */
final class SpaceTokens {
    /** The token of the main space. */
    static final String SELF = "&self";

    private SpaceTokens() {}

    /**
     * Returns the space that a token is bound to.
     *
     * @throws UsageException if it is bound to nothing, or to something else
     */
    static SpaceId existing(Environment environment, String token) {
        if (token.equals(SELF)) {
            return SpaceId.MAIN;
        }
        return spaceOf(
                token,
                environment
                        .binding(token)
                        .orElseThrow(() -> new UsageException("no space of that name: token=" + token
                                + "; the tokens are " + environment.bindings())));
    }

    /**
     * Returns the space that a token is bound to; where it is bound to nothing, to one that has its name from the token, so
     * that branches which make it apart from each other have the same.
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
        final SpaceId space = nameFor(token);
        environment.ensureSpace(space);
        environment.bind(
                token, new AtomWriter().space(space.high(), space.low()).toAtomCode());
        return space;
    }

    private static SpaceId nameFor(String token) {
        final byte[] name = ("space of token " + token).getBytes(StandardCharsets.UTF_8);
        final ContentHash hash = ContentHash.of(name, 0, name.length);
        return new SpaceId(hash.high(), hash.low() & Long.MAX_VALUE);
    }
}
