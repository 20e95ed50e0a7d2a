package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;

/** Takes what a {@link FactSource} reads. */
interface FactSink {
    /** Takes copies of the atom that the writer holds, into the current space. */
    void add(AtomWriter atom, long copies);

    /** Makes another space the current one. */
    void enter(SpaceId space);

    /** Takes the value of a state cell. */
    void set(StateId state, AtomCode value);

    /** Takes what a token is bound to. */
    void bind(String token, AtomCode value);
}
