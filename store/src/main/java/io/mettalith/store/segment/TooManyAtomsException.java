package io.mettalith.store.segment;

/** A space would hold more copies of an atom, or more atoms, than {@link AtomCount#MAX}. Nothing has been changed. */
public final class TooManyAtomsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooManyAtomsException(long count, long more) {
        super("too many atoms to count: atoms=" + count + ", toAdd=" + more + ", maximum=" + AtomCount.MAX
                + "; a space holds no more, copies counted");
    }
}
