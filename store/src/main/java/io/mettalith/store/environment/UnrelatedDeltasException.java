package io.mettalith.store.environment;

import io.mettalith.store.segment.ContentHash;

/** Deltas of different bases were to be added. */
public final class UnrelatedDeltasException extends DeltaException {
    private static final long serialVersionUID = 1L;

    UnrelatedDeltasException(ContentHash left, ContentHash right) {
        super("only deltas of one base can be added: leftBase=" + left + ", rightBase=" + right
                + "; apply them one after the other, or make both from the same snapshot");
    }
}
