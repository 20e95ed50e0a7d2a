package io.mettalith.tools.exchange;

import io.mettalith.store.environment.Environment;
import java.io.IOException;
import java.io.Writer;

/** Writes an environment in one format. */
interface FactExport {
    /**
     * Writes all of it.
     *
     * @return the number of atoms written, copies counted
     * @throws UnsuitableException if the format has no form for some of it
     * @throws IOException if it cannot be written
     */
    long write(Environment environment, Writer out) throws IOException;
}
