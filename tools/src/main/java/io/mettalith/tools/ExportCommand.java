package io.mettalith.tools;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.tools.exchange.Export;
import io.mettalith.tools.exchange.Format;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a snapshot as text. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a snapshot as text, to standard output or into a file.",
            "Importing that into a new store gives the same snapshot, with the same id.",
            "Any snapshot can be written as MeTTa; as N-Triples or N-Quads one whose atoms are all triples."
        },
        footer = {
            "",
            "Examples:",
            "  mettalith export jdk | gzip > jdk.metta.gz",
            "  mettalith export films -o films.nt.gz"
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "metta, ntriples or nquads (default: that of FILE's ending; metta for what has no name)")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "file to write instead of standard output; compressed if it ends in .gz")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (report.isJson() && file == null) {
            throw new UsageException("--json reports on a file: --output is missing; say -o FILE");
        }
        try (SegmentStore opened = store.open();
                Environment environment = opened.checkout(ref)) {
            final String id = opened.snapshot(ref).id().toHex();
            if (file == null) {
                Export.write(environment, chosenFormat(), spec.commandLine().getOut());
            } else {
                print(id, Export.writeFile(environment, chosenFormat(), file));
            }
        }
        return ExitCode.OK;
    }

    private Format chosenFormat() {
        if (format != null) {
            return format;
        }
        if (file == null || Files.exists(file) && !Files.isRegularFile(file)) {
            return Format.METTA;
        }
        return Format.ofName(file.toString())
                .orElseThrow(() -> new UsageException("unknown ending of a name: file=" + file + ", known="
                        + Format.endings() + ", each also with .gz; say which format it is with --format"));
    }

    private void print(String id, Export export) {
        final PrintWriter out = spec.commandLine().getOut();
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("ref", ref);
            object.put("id", id);
            object.put("format", export.format().toString());
            object.put("file", file.toString());
            object.put("atoms", export.atoms());
            object.put("bytes", export.bytes());
            ReportOptions.print(out, object);
        } else {
            out.printf(
                    "%s %s: %,d atoms exported as %s, %,d bytes%n",
                    ref, id.substring(0, 12), export.atoms(), export.format(), export.bytes());
        }
    }
}
