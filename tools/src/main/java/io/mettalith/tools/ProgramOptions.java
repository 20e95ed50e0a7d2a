package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** From what knowledge a program starts, and whether what it knows at the end is kept. */
final class ProgramOptions {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Option(names = "--from", paramLabel = "REF", description = "start from a snapshot instead of nothing")
    private String from;

    @Option(
            names = "--commit",
            paramLabel = "REF",
            description = "keep what the program knows at its end as a snapshot; not after a top-level Error")
    private String commit;

    @Option(
            names = "--max-stack-depth",
            paramLabel = "N",
            description = "frames an evaluation may take before it ends in StackOverflow (default: by heap size)")
    private Integer maxStackDepth;

    @Option(
            names = {"-I", "--include"},
            paramLabel = "DIR",
            description = "look for modules in this directory, too; may be repeated")
    private List<Path> include = List.of();

    /** What a command does with the interpreter. */
    interface Program {
        /** Returns whether the program ended without a top-level {@code Error}. */
        boolean run(Metta metta, ResultPrinter printer) throws Exception;
    }

    /** Runs a program between opening and committing; returns the exit code. */
    int run(PrintWriter out, Program program) throws Exception {
        if (from == null && commit == null) {
            try (Environment environment = Environment.create()) {
                return runOn(environment, out, program) ? ExitCode.OK : ExitCode.PROGRAM_ERROR;
            }
        }
        try (SegmentStore opened = commit == null ? store.open() : store.openOrCreate();
                Environment environment = from == null ? Environment.create() : opened.checkout(from)) {
            if (!runOn(environment, out, program)) {
                return ExitCode.PROGRAM_ERROR;
            }
            if (commit != null) {
                opened.commit(commit, environment);
            }
            return ExitCode.OK;
        }
    }

    private boolean runOn(Environment environment, PrintWriter out, Program program) throws Exception {
        final Metta metta = new Metta(environment);
        metta.output(line -> {
            out.println(line);
            out.flush();
        });
        include.forEach(metta.modules()::include);
        if (maxStackDepth != null) {
            metta.maxStackDepth(maxStackDepth);
        }
        return program.run(metta, new ResultPrinter(out, metta, report.isJson()));
    }

    /** Prints the results of one {@code !} after the other. */
    record ResultPrinter(PrintWriter out, Metta metta, boolean json) {
        void print(List<Atom> results) {
            if (json) {
                final Map<String, Object> object = new LinkedHashMap<>();
                object.put("results", results.stream().map(metta::format).toList());
                ReportOptions.print(out, object);
            } else {
                out.println(metta.format(results));
            }
            out.flush();
        }
    }
}
