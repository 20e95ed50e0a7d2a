package io.mettalith.tools;

import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentHeader;
import io.mettalith.store.segment.TreeSummary;
import io.mettalith.store.verify.DumpedNode;
import io.mettalith.store.verify.DumpedSegment;
import io.mettalith.store.verify.SnapshotDump;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how a snapshot is stored. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the raw structure of a snapshot: records, directories and segments, each with its id, its place in",
            "the files, and its first atom. docs/file-format.md says what they are."
        },
        footer = {"", "Example:", "  mettalith dump jdk --segment 5e1f --hex"})
final class DumpCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Option(names = "--segment", paramLabel = "ID", description = "one segment, with its header and all its entries")
    private String segment;

    @Option(names = "--hex", description = "the bytes, too")
    private boolean hex;

    @Spec
    private CommandSpec spec;

    private SnapshotDump dump;
    private PrintWriter out;

    @Override
    public Integer call() {
        out = spec.commandLine().getOut();
        dump = SnapshotDump.of(store.directory(), ref);
        if (segment == null) {
            printAll();
        } else {
            print(findSegment());
        }
        return ExitCode.OK;
    }

    private DumpedSegment findSegment() {
        try {
            return dump.segment(segment);
        } catch (final IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void printAll() {
        dump.records().forEach(node -> print("", node));
        for (final SnapshotDump.Tree tree : dump.trees()) {
            if (!report.isJson()) {
                final TreeSummary summary = tree.summary();
                out.printf(
                        "tree %s: height %d, %,d atoms, %,d distinct, %,d with variables%n",
                        tree.name(), summary.height(), summary.atoms(), summary.entries(), summary.variableEntries());
            }
            dump.forEachNode(tree, node -> print(tree.name(), node));
        }
    }

    private void print(String tree, DumpedNode node) {
        if (report.isJson()) {
            ReportOptions.print(out, json(tree, node));
            return;
        }
        final String indent = tree.isEmpty() ? "" : "  ".repeat(node.level() + 1);
        out.printf(
                "%s%s %s generation %d offset %d length %d count %d%s%n",
                indent,
                word(node.kind()),
                node.id(),
                node.generation(),
                node.offset(),
                node.length(),
                node.count(),
                node.firstKey().isEmpty() ? "" : " " + node.firstKey());
        printHex(node.id());
    }

    private static String word(DumpedNode.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void printHex(ContentHash id) {
        if (hex) {
            HexDump.lines(dump.bytes(id)).forEach(out::println);
        }
    }

    private Map<String, Object> json(String tree, DumpedNode node) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("kind", word(node.kind()));
        object.put("tree", tree);
        object.put("level", node.level());
        object.put("id", node.id().toHex());
        object.put("generation", node.generation());
        object.put("offset", node.offset());
        object.put("length", node.length());
        object.put("count", node.count());
        object.put("firstKey", node.firstKey());
        if (hex) {
            object.put("hex", HexFormat.of().formatHex(dump.bytes(node.id())));
        }
        return object;
    }

    private void print(DumpedSegment dumped) {
        if (report.isJson()) {
            final Map<String, Object> object = json("", dumped.node());
            object.put("header", json(dumped.header()));
            object.put(
                    "entries", dumped.entries().stream().map(DumpCommand::json).toList());
            ReportOptions.print(out, object);
            return;
        }
        final SegmentHeader header = dumped.header();
        out.printf(
                "segment %s generation %d offset %d%n",
                dumped.node().id(), dumped.node().generation(), dumped.node().offset());
        out.printf(
                "  version %d kind %d height %d length %d entriesEnd %d count %d restarts %d owner %d%n",
                header.version(),
                header.kind(),
                header.height(),
                header.lengthBytes(),
                header.entriesEnd(),
                header.count(),
                header.restartCount(),
                header.owner());
        dumped.entries()
                .forEach(entry -> out.printf(
                        "  %6d shared %d length %d count %d%s %s%n",
                        entry.offset(),
                        entry.shared(),
                        entry.keyLength(),
                        entry.count(),
                        entry.stamp() == 0 ? "" : " stamp " + entry.stamp(),
                        entry.atom()));
        printHex(dumped.node().id());
    }

    private static Map<String, Object> json(SegmentHeader header) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("version", header.version());
        object.put("kind", header.kind());
        object.put("height", header.height());
        object.put("length", header.lengthBytes());
        object.put("entriesEnd", header.entriesEnd());
        object.put("count", header.count());
        object.put("restarts", header.restartCount());
        object.put("owner", header.owner());
        return object;
    }

    private static Map<String, Object> json(DumpedSegment.Entry entry) {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("offset", entry.offset());
        object.put("shared", entry.shared());
        object.put("keyLength", entry.keyLength());
        object.put("count", entry.count());
        object.put("variables", entry.variables());
        object.put("stamp", entry.stamp());
        object.put("atom", entry.atom());
        return object;
    }
}
