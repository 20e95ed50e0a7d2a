package io.mettalith.store.environment;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** An index was built. */
@Name("mettalith.IndexBuild")
@Label("Index Build")
@Description("The expressions of one size in a space were ordered by one of their children")
@Category("Mettalith")
final class IndexBuildEvent extends Event {
    @Label("Space")
    String space;

    @Label("Size of the Expressions")
    int size;

    @Label("Position")
    int position;

    @Label("Entries")
    long entries;

    void commit(SpaceId of, ArgumentIndex index) {
        if (shouldCommit()) {
            space = of.toString();
            size = index.size;
            position = index.position;
            entries = index.tree().entries();
            commit();
        }
    }
}
