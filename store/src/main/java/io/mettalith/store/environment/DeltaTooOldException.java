package io.mettalith.store.environment;

/** A {@link Delta} has a layout that this release no longer reads. */
public final class DeltaTooOldException extends DeltaException {
    private static final long serialVersionUID = 1L;

    DeltaTooOldException(int version) {
        super("delta of an earlier layout: version=" + version + ", oldestVersion=" + DeltaDescriptor.VERSION
                + "; have it made again by this release");
    }
}
