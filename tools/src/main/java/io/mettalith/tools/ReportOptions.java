package io.mettalith.tools;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import picocli.CommandLine.Option;

/** Whether a command reports to people or to programs. */
final class ReportOptions {
    @Option(names = "--json", description = "report as JSON, or JSON Lines, on standard output")
    private boolean json;

    boolean isJson() {
        return json;
    }

    /** Prints one object on a line of its own. */
    static void print(PrintWriter out, Map<String, ?> object) {
        try {
            out.println(JSON.std.asString(object));
        } catch (final IOException e) {
            throw new UncheckedIOException("in-memory JSON failed", e);
        }
    }
}
