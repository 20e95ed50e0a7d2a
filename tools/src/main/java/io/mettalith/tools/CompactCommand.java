package io.mettalith.tools;

import io.mettalith.store.snapshot.Compaction;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gives back what no ref needs. */
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = {
            "Drops the segments that no ref's history reaches: copies all others into fresh generations, atomically.",
            "Others may read meanwhile. Needs free space for what is kept; removes nothing if any of it is damaged."
        },
        footer = {"", "Example:", "  mettalith compact --store kb"})
final class CompactCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final PrintWriter out = spec.commandLine().getOut();
        try (SegmentStore opened = store.open();
                Progress progress = Progress.start("compacting", 1)) {
            final Compaction done = opened.compact(progress::step);
            if (report.isJson()) {
                ReportOptions.print(out, json(done));
            } else {
                print(out, done);
            }
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> json(Compaction done) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("segmentsKept", done.segmentsKept());
        object.put("bytesKept", done.bytesKept());
        object.put("segmentsDropped", done.segmentsDropped());
        object.put("bytesDropped", done.bytesDropped());
        object.put("generationsBefore", done.generationsBefore());
        object.put("generationsAfter", done.generationsAfter());
        object.put("seconds", done.seconds());
        return object;
    }

    private static void print(PrintWriter out, Compaction done) {
        out.printf("kept     %,d segments, %,d bytes%n", done.segmentsKept(), done.bytesKept());
        out.printf("dropped  %,d segments, %,d bytes%n", done.segmentsDropped(), done.bytesDropped());
        out.printf(
                "%d generations where there were %d, in %.2f s%n",
                done.generationsAfter(), done.generationsBefore(), done.seconds());
    }
}
