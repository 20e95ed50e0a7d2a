package io.mettalith.evaluator.interpreter;

import io.mettalith.store.environment.SpaceId;

/**
 * A point to come back to when a branch has ended: the alternatives not tried yet.
 *
 * <p>A choice stays on the machine's stack of choices while it has alternatives; {@link #retry} takes it off with {@link
 * Machine#drop} before it tries the last one, so that whoever looks sees that no other follows.
 */
public abstract class Choice {
    /** The choice below. */
    Choice below;
    /** Length of the trail to go back to. */
    int trail;
    /** Variables made since have no lesser id. */
    long firstVariable;
    /** The space to go back to. */
    SpaceId space;

    /** Goes on with the next alternative; the trail has been undone. */
    protected abstract void retry(Machine machine);

    /** Releases what the choice holds: it will not be tried again. */
    protected void abandon() {}
}
