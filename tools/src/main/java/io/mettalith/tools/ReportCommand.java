package io.mettalith.tools;

import io.mettalith.store.report.EnvironmentStatistics.SpaceStatistics;
import io.mettalith.store.report.Sharing.RefShare;
import io.mettalith.store.report.SnapshotReport;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.tools.exchange.WholeFile;
import io.mettalith.tools.report.ReportJson;
import io.mettalith.tools.report.ReportPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes all that there is to know of a snapshot as one HTML page. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a page about a snapshot: what is in it, how it is stored, what it shares with the other refs,",
            "how it grew, and how it differs from another. The page is one file that needs no network."
        },
        footer = {"", "Example:", "  mettalith report jdk25 --against jdk17 -o jdk25.html"})
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where the page goes; not needed with --json")
    private Path file;

    @Option(names = "--against", paramLabel = "REF", description = "snapshot to compare with")
    private String against;

    @Option(names = "--largest", paramLabel = "N", description = "how many of the largest atoms to show")
    private int largest = 10;

    @Option(names = "--samples", paramLabel = "N", description = "how many atoms of each head that differs to show")
    private int samples = 8;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (file == null && !report.isJson()) {
            throw new UsageException("nowhere to write the page to; add -o FILE.html, or --json for the figures alone");
        }
        final SnapshotReport snapshot = read();
        if (file != null) {
            WholeFile.write(file, ReportPage.of(snapshot));
        }
        final PrintWriter out = spec.commandLine().getOut();
        if (report.isJson()) {
            ReportOptions.print(out, ReportJson.of(snapshot));
        } else {
            print(out, snapshot);
        }
        return ExitCode.OK;
    }

    private SnapshotReport read() {
        final var request = new SnapshotReport.Request(
                ref, Optional.ofNullable(against), Math.max(0, largest), Math.max(0, samples));
        try (SegmentStore opened = store.open();
                Progress progress = Progress.start("reading " + ref, distinctAtoms(opened))) {
            final AtomicLong done = new AtomicLong();
            return SnapshotReport.of(opened, request, atoms -> progress.stepTo(done.addAndGet(atoms)));
        }
    }

    private long distinctAtoms(SegmentStore opened) {
        return opened.snapshot(ref).spaces().stream()
                .mapToLong(space -> space.tree().entries())
                .sum();
    }

    private void print(PrintWriter out, SnapshotReport snapshot) {
        out.printf("%s %s%n%n", ref, snapshot.id().toHex());
        for (final SpaceStatistics space : snapshot.spaces()) {
            out.printf(
                    "%-16s %,d facts, %,d rules, %,d types, under %,d heads%n",
                    space.space(),
                    space.facts(),
                    space.rules(),
                    space.types(),
                    space.heads().size());
        }
        out.printf(
                "%-16s %,d, %,d bytes%n",
                "segments", snapshot.segments().segments(), snapshot.segments().usedBytes());
        for (final RefShare share : snapshot.sharing().refs()) {
            if (share.ref().snapshot().equals(snapshot.id())) {
                out.printf(
                        "%-16s %,d bytes, %,d of them shared with other refs%n",
                        share.ref().name(), share.bytes(), share.bytes() - share.aloneBytes());
            }
        }
        out.printf(
                "%-16s %,d bytes for %,d refs; %,d if each were kept apart%n",
                "all refs",
                snapshot.sharing().storedBytes(),
                snapshot.sharing().refs().size(),
                snapshot.sharing().separateBytes());
        snapshot.difference()
                .ifPresent(difference -> out.printf(
                        "%-16s %,d atoms added, %,d removed, under %,d heads%n",
                        "against " + difference.against(),
                        difference.added(),
                        difference.removed(),
                        difference.heads().size()));
        out.printf("%-16s %s%n", "page", file);
    }
}
