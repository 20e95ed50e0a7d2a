package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One change of the files of a store that nobody has open.
 *
 * @param what it does, for messages
 * @param mayForget whether what is left may be what a shorter history would have left: the newest entries of a log are
 *     gone, or zeros stand in their place as after a torn write
 * @param change of the files below a directory
 */
record FileDamage(String what, boolean mayForget, Change change) {
    /** Does it. */
    interface Change {
        void apply(Path store) throws IOException;
    }
}
