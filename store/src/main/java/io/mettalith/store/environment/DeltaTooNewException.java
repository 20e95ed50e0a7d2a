package io.mettalith.store.environment;

/** A {@link Delta} has a layout that only a later release reads. */
public final class DeltaTooNewException extends DeltaException {
    private static final long serialVersionUID = 1L;

    DeltaTooNewException(int version) {
        super("delta of a later layout: version=" + version + ", newestVersion=" + DeltaDescriptor.VERSION
                + "; read it with a later release");
    }
}
