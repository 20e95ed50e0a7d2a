package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A dump of a million triples comes back to the letter, and to the same id: that of the Berlin SPARQL Benchmark which
 * Apache Jena ships in its sources. The profile {@code nightly} fetches it.
 */
@Tag("nightly")
class DumpTest {
    private static final Path UNPACKED = Path.of("target", "dump");
    private static final String NAME = "bsbm-1m.nt.gz";
    private static final long TRIPLES = 1_000_312;

    /** Strings with and without their datatype are the same literals of RDF 1.1; the canonical form is without. */
    private static final String STRING = "\"^^<http://www.w3.org/2001/XMLSchema#string> .";

    @TempDir
    private Path directory;

    /**
     * Tells multisets of lines apart.
     *
     * @param lines how many there are
     * @param high sum of the first halves of their hashes
     * @param low sum of the second halves
     */
    private record Fingerprint(long lines, long high, long low) {
        static Fingerprint of(Stream<String> lines) {
            return lines.map(Fingerprint::of)
                    .reduce(
                            new Fingerprint(0, 0, 0),
                            (a, b) -> new Fingerprint(a.lines + b.lines, a.high + b.high, a.low + b.low));
        }

        private static Fingerprint of(String line) {
            try {
                final ByteBuffer hash = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8)));
                return new Fingerprint(1, hash.getLong(), hash.getLong());
            } catch (final NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    @Test
    void aFingerprintTellsAChangedALostAndADoubledLine() {
        final Fingerprint three = Fingerprint.of(Stream.of("a", "b", "c"));
        assertThat(Fingerprint.of(Stream.of("c", "a", "b"))).isEqualTo(three);
        assertThat(List.of(
                        Fingerprint.of(Stream.of("a", "b", "C")),
                        Fingerprint.of(Stream.of("a", "b")),
                        Fingerprint.of(Stream.of("a", "b", "b"))))
                .doesNotContain(three);
    }

    @Test
    void aMillionTriplesComeBack() throws IOException {
        final Path dump = find();
        final Map<String, Object> imported = imported("first", dump);
        assertThat(imported).containsEntry("imported", (int) TRIPLES);

        final Path triples = directory.resolve("again.nt.gz");
        exported(triples);
        assertThat(fingerprint(triples)).isEqualTo(fingerprint(dump));
        assertThat(imported("second", triples)).containsEntry("id", imported.get("id"));

        final Path metta = directory.resolve("again.metta.gz");
        exported(metta);
        assertThat(imported("third", metta)).containsEntry("id", imported.get("id"));
    }

    private static Path find() throws IOException {
        assertThat(UNPACKED).as("what the profile nightly fetches").isDirectory();
        try (Stream<Path> files = Files.walk(UNPACKED)) {
            return files.filter(file -> file.endsWith(NAME)).findFirst().orElseThrow();
        }
    }

    private Map<String, Object> imported(String store, Path file) throws IOException {
        final Cli cli = Cli.run("import", "--json", "--store", directory.resolve(store), "--into", "dump", file);
        assertThat(cli.err()).isEmpty();
        final Map<String, Object> report = JSON.std.mapFrom(cli.out());
        System.out.printf(
                "dump: %s imported: atoms=%s, seconds=%.2f, bytes per triple=%.1f%n",
                file.getFileName(),
                report.get("imported"),
                report.get("seconds"),
                ((Number) report.get("bytesPut")).doubleValue() / TRIPLES);
        return report;
    }

    private void exported(Path file) {
        final long startNs = System.nanoTime();
        final Cli cli = Cli.run("export", "--store", directory.resolve("first"), "dump", "-o", file);
        assertThat(cli.err()).isEmpty();
        System.out.printf("dump: %s exported: seconds=%.2f%n", file.getFileName(), (System.nanoTime() - startNs) / 1e9);
    }

    private static Fingerprint fingerprint(Path file) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return Fingerprint.of(lines.lines().map(DumpTest::canonical));
        }
    }

    private static String canonical(String line) {
        return line.endsWith(STRING) ? line.substring(0, line.length() - STRING.length()) + "\" ." : line;
    }
}
