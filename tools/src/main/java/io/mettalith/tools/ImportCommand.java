package io.mettalith.tools;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.Commit;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.tools.exchange.Format;
import io.mettalith.tools.exchange.Import;
import io.mettalith.tools.exchange.ImportOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            "Loads the atoms of files into a snapshot, without evaluating anything.",
            "The format is that of a file's ending: .metta, .nt, .nq, .csv, .tsv, each also with .gz behind it; what has no"
                    + " name, as standard input or a pipe, is taken for MeTTa unless --format says otherwise.",
            "An existing REF is continued: its atoms stay. A file with a '!' is refused; that is for 'run --commit'."
        },
        footer = {
            "",
            "Examples:",
            "  mettalith import --into jdk jdk.metta",
            "  mettalith import --into films films.nt.gz",
            "  mettalith import --into staff --head person people.csv"
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private WritingOptions store;

    @Mixin
    private ReportOptions report;

    @Option(names = "--into", required = true, paramLabel = "REF", description = "name of the snapshot")
    private String into;

    @Option(
            names = "--space",
            paramLabel = "NAME",
            description =
                    "token of the space that takes the atoms, as '&kb'; made where there is none (default: &self)")
    private String space = SpaceTokens.SELF;

    @Option(names = "--format", paramLabel = "FORMAT", description = "of all files: ${COMPLETION-CANDIDATES}")
    private Format format;

    @Option(
            names = "--head",
            paramLabel = "NAME",
            description = "head of the atoms that rows become (default: the file's name without its ending)")
    private String head;

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            description = "between the fields of a row, as ';' or '|' (default: , in CSV, a tab in TSV)")
    private String delimiter;

    @Option(
            names = "--distinct",
            description = "each atom once: not again what is there or comes twice (default: copies add up)")
    private boolean distinct;

    @Option(names = "--partial", description = "take an export that is not whole as far as it goes")
    private boolean partial;

    @Option(names = "--no-header", description = "the first row of a table is data, not names of columns")
    private boolean unnamed;

    @Option(
            names = {"-m", "--message"},
            paramLabel = "TEXT",
            description = "for the history of the ref")
    private String message = "";

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "files to read; - reads standard input")
    private List<String> files;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        final long startNs = System.nanoTime();
        final ImportOptions options = new ImportOptions(
                Optional.ofNullable(format), Optional.ofNullable(head), !unnamed, delimiter(), distinct, partial);
        // Before the work, so that none is in vain; a store is made only when there is something to put into it.
        try (SegmentStore there = store.exists() ? store.openOrCreate() : null;
                Import facts = new Import()) {
            for (final String file : files) {
                read(facts, file, options);
            }
            if (there != null) {
                store(there, facts, startNs);
            } else {
                try (SegmentStore made = store.openOrCreate()) {
                    store(made, facts, startNs);
                }
            }
        }
        return ExitCode.OK;
    }

    private Optional<Character> delimiter() {
        if (delimiter == null) {
            return Optional.empty();
        }
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new UsageException(
                    "a delimiter is one character, and no quote or end of a line: delimiter=" + delimiter);
        }
        return Optional.of(delimiter.charAt(0));
    }

    private static void read(Import facts, String file, ImportOptions options) throws IOException {
        try (ReadingProgress progress = new ReadingProgress()) {
            facts.read(file, options, progress);
        }
    }

    private void store(SegmentStore opened, Import facts, long startNs) {
        try (Environment environment = start(opened);
                Progress progress = Progress.start("storing", facts.atoms())) {
            facts.addTo(environment, () -> SpaceTokens.spaceOf(environment, space));
            final Commit commit = opened.commit(into, environment, message);
            progress.stepTo(facts.atoms());
            print(spec.commandLine().getOut(), commit, facts, AllSpaces.size(environment), startNs);
        }
    }

    /** Returns what the ref names already, or an empty environment. */
    private Environment start(SegmentStore opened) {
        return opened.refs().stream().anyMatch(ref -> ref.name().equals(into))
                ? opened.checkout(into)
                : Environment.create();
    }

    private void print(PrintWriter out, Commit commit, Import facts, long atoms, long startNs) {
        final double seconds = (System.nanoTime() - startNs) / 1e9;
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("ref", into);
            object.put("id", commit.snapshot().toHex());
            object.put("read", facts.atoms());
            object.put("imported", facts.added());
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
                    facts.added(),
                    seconds,
                    atoms,
                    commit.segmentsPut(),
                    commit.bytesPut());
        }
    }
}
