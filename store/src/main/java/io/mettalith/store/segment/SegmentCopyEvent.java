package io.mettalith.store.segment;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A segment was copied because whoever wrote did not own it. Off unless a recording asks for it: it is frequent. */
@Name("mettalith.SegmentCopy")
@Label("Segment Copy")
@Description("A segment was copied because whoever wrote did not own it")
@Category("Mettalith")
@Enabled(false)
@StackTrace(false)
final class SegmentCopyEvent extends Event {
    @Label("Bytes")
    @DataAmount
    int bytes;

    static void emit(int bytes) {
        final SegmentCopyEvent event = new SegmentCopyEvent();
        if (event.shouldCommit()) {
            event.bytes = bytes;
            event.commit();
        }
    }
}
