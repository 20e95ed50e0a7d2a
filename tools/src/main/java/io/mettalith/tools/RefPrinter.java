package io.mettalith.tools;

import io.mettalith.store.history.Ref;
import io.mettalith.store.segment.ContentHash;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prints refs, one on a line, and ids as people read them. */
final class RefPrinter {
    private static final int SHORT_ID_LENGTH = 12;

    private RefPrinter() {}

    static void print(PrintWriter out, ReportOptions report, Ref ref) {
        if (report.isJson()) {
            ReportOptions.print(out, json(ref));
        } else {
            out.printf(
                    "%-20s %s %,15d atoms  %s%s%n",
                    ref.name(), shortId(ref.snapshot()), ref.atoms(), ref.time(), ref.tag() ? "  tag" : "");
        }
    }

    /** Prints a ref that was deleted, with the number of its newest entry. */
    static void print(PrintWriter out, ReportOptions report, Ref ref, long number) {
        if (report.isJson()) {
            final Map<String, Object> object = json(ref);
            object.put("number", number);
            ReportOptions.print(out, object);
        } else {
            out.printf("@%-4d ", number);
            print(out, report, ref);
        }
    }

    private static Map<String, Object> json(Ref ref) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", ref.name());
        object.put("id", ref.snapshot().toHex());
        object.put("atoms", ref.atoms());
        object.put("time", ref.time().toString());
        object.put("tag", ref.tag());
        return object;
    }

    /** Returns the digits of an id that are enough to find it by, most likely. */
    static String shortId(ContentHash id) {
        return id.toHex().substring(0, SHORT_ID_LENGTH);
    }
}
