package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import io.mettalith.bench.peer.Query;
import io.mettalith.bench.report.Measurement;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * A service that answers {@value #QUERIES_PER_SECOND} queries a second, each one lookup, one scan of ten facts and an
 * answer of {@value #ANSWER_BYTES} bytes on the heap, of which the last {@value #ANSWERS_KEPT} are kept: what a service
 * leaves to the garbage collector. The time of a query counts from when it was due, so that a pause counts for all
 * queries that it holds up.
 *
 * <p>Arguments: system, number of facts, seconds, the file that the JVM logs its collections to.
 */
public final class Pauses {
    /** How often a query is due. */
    static final int QUERIES_PER_SECOND = 10_000;
    /** Length of an answer. */
    static final int ANSWER_BYTES = 4_096;
    /** Answers that are still referred to. */
    static final int ANSWERS_KEPT = 1_000;

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1) / QUERIES_PER_SECOND;
    private static final int QUERIES = 1 << 14;
    private static final int WARM_UP_SECONDS = 3;
    private static final Pattern PAUSE = Pattern.compile("^\\[(\\d+\\.\\d+)s].* Pause .* (\\d+\\.\\d+)ms$");

    private final Key[] keys = new Key[QUERIES];
    private final Query[] queries = new Query[QUERIES];
    private final byte[][] answers = new byte[ANSWERS_KEPT][];

    private Pauses(Facts facts) {
        final SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < QUERIES; i++) {
            keys[i] = facts.key(random.nextInt(facts.size()));
            queries[i] = facts.query(random.nextInt(facts.size()));
        }
    }

    /** Measures. */
    public static void main(String[] arguments) throws IOException {
        final PeerKind kind = PeerKind.of(arguments[0]);
        final int size = Integer.parseInt(arguments[1]);
        final int seconds = Integer.parseInt(arguments[2]);
        final Path gcLog = Path.of(arguments[3]);
        final Facts facts = new Facts(size);
        try (Peer peer = kind.create()) {
            peer.load(facts);
            final Pauses service = new Pauses(facts);
            try (Peer.Reader reader = peer.reader()) {
                service.answer(reader, WARM_UP_SECONDS);
                final long startMs = ManagementFactory.getRuntimeMXBean().getUptime();
                final Histogram latencies = service.answer(reader, seconds);
                report(kind, size, latencies);
                reportCollections(kind, size, Files.readAllLines(gcLog), startMs / 1e3);
            }
        }
    }

    private Histogram answer(Peer.Reader reader, int seconds) {
        final Histogram latencies = new Histogram(3);
        final int count = seconds * QUERIES_PER_SECOND;
        long due = System.nanoTime();
        for (int i = 0; i < count; i++) {
            due += INTERVAL_NS;
            while (System.nanoTime() < due) {
                Thread.onSpinWait();
            }
            final byte[] answer = new byte[ANSWER_BYTES];
            answer[0] = (byte) (reader.contains(keys[i % QUERIES]) ? 1 : 0);
            answer[1] = (byte) reader.scan(queries[i % QUERIES]);
            answers[i % ANSWERS_KEPT] = answer;
            latencies.recordValue(System.nanoTime() - due);
        }
        return latencies;
    }

    private static void report(PeerKind kind, int size, Histogram latencies) {
        for (final double percentile : new double[] {50, 99, 99.9, 99.99}) {
            final String name = "p" + (percentile == (int) percentile ? "" + (int) percentile : "" + percentile);
            report(kind, size, name, latencies.getValueAtPercentile(percentile) / 1e3);
        }
        report(kind, size, "max", latencies.getMaxValue() / 1e3);
    }

    private static void reportCollections(PeerKind kind, int size, List<String> log, double startSeconds) {
        double longestMs = 0;
        double totalMs = 0;
        for (final String line : log) {
            final Matcher pause = PAUSE.matcher(line);
            if (pause.find() && Double.parseDouble(pause.group(1)) >= startSeconds) {
                final double ms = Double.parseDouble(pause.group(2));
                longestMs = Math.max(longestMs, ms);
                totalMs += ms;
            }
        }
        report(kind, size, "longest collection", longestMs * 1e3);
        report(kind, size, "all collections", totalMs * 1e3);
    }

    private static void report(PeerKind kind, int size, String variant, double us) {
        ChildJvm.report("pauses", Measurement.single(kind.id(), size, variant, us, "us"));
    }
}
