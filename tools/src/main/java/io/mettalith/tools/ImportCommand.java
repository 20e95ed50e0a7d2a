package io.mettalith.tools;

import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.syntax.FactReader;
import io.mettalith.evaluator.syntax.SourceStream;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.Commit;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Loads facts in bulk, without evaluating. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Loads the atoms of MeTTa files into a snapshot, without evaluating anything.",
            "An existing REF is continued: its atoms stay. A file with a '!' is refused; that is for 'run --commit'."
        },
        footer = {"", "Example:", "  mettalith import --into jdk jdk.metta"})
final class ImportCommand implements Callable<Integer> {
    private static final int PROGRESS_STEP = 1 << 14;

    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Option(names = "--into", required = true, paramLabel = "REF", description = "name of the snapshot")
    private String into;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "MeTTa files; - reads standard input")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final long startNs = System.nanoTime();
        try (AtomBatch batch = new AtomBatch()) {
            for (final String file : files) {
                read(file, batch);
            }
            store(batch, startNs);
        }
        return ExitCode.OK;
    }

    private void store(AtomBatch batch, long startNs) {
        try (SegmentStore opened = store.openOrCreate();
                Environment environment = start(opened);
                Progress progress = Progress.start("storing", batch.size())) {
            environment.addAll(SpaceId.MAIN, batch);
            final Commit commit = opened.commit(into, environment);
            progress.stepTo(batch.size());
            print(spec.commandLine().getOut(), commit, batch.size(), environment.size(), startNs);
        }
    }

    /** Returns what the ref names already, or an empty environment. */
    private Environment start(SegmentStore opened) {
        return opened.refs().stream().anyMatch(ref -> ref.name().equals(into))
                ? opened.checkout(into)
                : Environment.create();
    }

    private static void read(String file, AtomBatch batch) throws IOException {
        final Tokenizer tokenizer = new Tokenizer();
        tokenizer.bind(Names.SELF, Knowledge.atomOf(SpaceId.MAIN));
        final AtomCodec codec = new AtomCodec(new VariableIds());
        try (SourceStream source = Sources.open(file);
                Progress progress = Progress.start("reading " + source.name(), Sources.length(file))) {
            final FactReader reader = new FactReader(source, tokenizer, codec);
            for (int atoms = 1; reader.next(); atoms++) {
                if (reader.isExecuted()) {
                    throw new UsageException("import takes facts only, and found a '!': "
                            + reader.span().describe() + "; use run --commit for programs");
                }
                batch.add(codec.written());
                if (atoms % PROGRESS_STEP == 0) {
                    progress.stepTo(reader.readBytes());
                }
            }
        }
    }

    private void print(PrintWriter out, Commit commit, long imported, long atoms, long startNs) {
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("ref", into);
            object.put("id", commit.snapshot().toHex());
            object.put("imported", imported);
            object.put("atoms", atoms);
            object.put("segmentsPut", commit.segmentsPut());
            object.put("bytesPut", commit.bytesPut());
            object.put("seconds", seconds);
            ReportOptions.print(out, object);
        } else {
            out.printf(
                    "%s %s: %,d atoms imported in %.2f s, %,d in all; %,d segments, %,d bytes written%n",
                    into,
                    commit.snapshot().toHex().substring(0, 12),
                    imported,
                    seconds,
                    atoms,
                    commit.segmentsPut(),
                    commit.bytesPut());
        }
    }
}
