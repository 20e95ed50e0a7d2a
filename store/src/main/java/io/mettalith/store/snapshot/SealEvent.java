package io.mettalith.store.snapshot;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An environment was sealed into a store. */
@Name("mettalith.Seal")
@Label("Seal")
@Description("What a store did not have of an environment was put into it")
@Category("Mettalith")
final class SealEvent extends Event {
    @Label("Ref")
    String ref;

    @Label("Snapshot")
    String snapshot;

    @Label("Segments Put")
    long segmentsPut;

    @Label("Bytes Put")
    @DataAmount
    long bytesPut;

    @Label("Segments Shared")
    long segmentsShared;

    void commit(Commit done) {
        if (shouldCommit()) {
            ref = done.ref();
            snapshot = done.snapshot().toHex();
            segmentsPut = done.segmentsPut();
            bytesPut = done.bytesPut();
            segmentsShared = done.segmentsShared();
            commit();
        }
    }
}
