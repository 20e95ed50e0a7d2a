package io.mettalith.store.environment;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** Two environments were united of which both had changed. A union that is one of its operands makes no event. */
@Name("mettalith.Union")
@Label("Union")
@Description("Two environments were united of which both had changed")
@Category("Mettalith")
final class UnionEvent extends Event {
    @Label("Atoms Added")
    long added;

    @Label("Atoms Removed")
    long removed;

    @Label("Atoms Clamped")
    long clamped;

    @Label("Conflicts")
    int conflicts;

    void commit(UnionReport report) {
        if (shouldCommit()) {
            added = report.added();
            removed = report.removed();
            clamped = report.clamped();
            conflicts = report.conflicts().size();
            commit();
        }
    }
}
