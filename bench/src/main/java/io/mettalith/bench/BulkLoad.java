package io.mettalith.bench;

import io.mettalith.bench.report.Measurement;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.evaluator.syntax.FactReader;
import io.mettalith.evaluator.syntax.SourceStream;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.KeySorter;
import io.mettalith.store.segment.SegmentMemory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/**
 * Loads a text of facts into an empty environment, and says how long each part takes. Arguments: a file, or a number of
 * facts {@code (edge n1234567 n7654321)} in random order, 10 million if missing; number of rounds, 3.
 *
 * <pre>
 * java @bench/target/jvm.options -Xmx512m -cp bench/target/benchmarks.jar io.mettalith.bench.BulkLoad 10000000 3
 * </pre>
 */
public final class BulkLoad {
    private static final int LEAST_NODE = 1_000_000;
    private static final int NODES = 9_000_000;

    private BulkLoad() {}

    /** Writes the text, loads it in rounds, and prints a line for each. */
    public static void main(String[] args) throws IOException {
        final String source = args.length > 0 ? args[0] : "10000000";
        final int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        if (!source.matches("\\d+")) {
            load(Path.of(source), rounds);
            return;
        }
        final Path file = Files.createTempFile("facts", ".metta");
        try {
            write(file, Integer.parseInt(source));
            load(file, rounds);
        } finally {
            Files.delete(file);
        }
    }

    private static void write(Path file, int facts) throws IOException {
        final Random random = new Random(42);
        final byte[] line = "(edge n0000000 n0000000)\n".getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int i = 0; i < facts; i++) {
                putDigits(line, 14, LEAST_NODE + random.nextInt(NODES));
                putDigits(line, 23, LEAST_NODE + random.nextInt(NODES));
                out.write(line);
            }
        }
    }

    private static void putDigits(byte[] line, int end, int number) {
        for (int at = end, rest = number; rest > 0; rest /= 10) {
            line[--at] = (byte) ('0' + rest % 10);
        }
    }

    private static void load(Path file, int rounds) throws IOException {
        System.out.printf("%,d bytes%n", Files.size(file));
        long facts = 0;
        long bestNs = Long.MAX_VALUE;
        for (int round = 0; round < rounds; round++) {
            final long startNs = System.nanoTime();
            facts = load(file);
            bestNs = Math.min(bestNs, System.nanoTime() - startNs);
        }
        ChildJvm.report("bulkLoad", Measurement.single("mettalith", (int) facts, "", facts * 1e9 / bestNs, "facts/s"));
    }

    /** Loads once and returns the number of facts. */
    private static long load(Path file) throws IOException {
        final long startNs = System.nanoTime();
        try (AtomBatch batch = new AtomBatch();
                Environment environment = Environment.create()) {
            read(file, batch);
            final long readNs = System.nanoTime();
            final long batchBytes = KeySorter.allocatedBytes();
            environment.addAll(SpaceId.MAIN, batch);
            final long endNs = System.nanoTime();
            if (environment.size() != batch.size()) {
                throw new IllegalStateException("facts lost: read=" + batch.size() + ", atoms=" + environment.size());
            }
            System.out.printf(
                    "%,d facts; off heap: batch %,d bytes, tree %,d%n",
                    batch.size(), batchBytes, SegmentMemory.allocatedBytes());
            print("parse, encode, sort runs", batch.size(), readNs - startNs);
            print("merge and build", batch.size(), endNs - readNs);
            print("whole", batch.size(), endNs - startNs);
            return batch.size();
        }
    }

    private static void read(Path file, AtomBatch batch) throws IOException {
        final AtomCodec codec = new AtomCodec(new VariableIds());
        try (SourceStream source = new SourceStream(file.toString(), Files.newInputStream(file))) {
            final FactReader reader = new FactReader(source, new Tokenizer(), codec);
            while (reader.next()) {
                batch.add(codec.written());
            }
        }
    }

    private static void print(String what, long facts, long ns) {
        System.out.printf(Locale.ROOT, "  %-25s %6.2f s %,11.0f facts/s%n", what, ns / 1e9, facts * 1e9 / ns);
    }
}
