package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.apicatalog.rdf.nquads.NQuadsReader;
import com.apicatalog.rdf.nquads.NQuadsWriter;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever triples another program writes, the same ones are exported as were imported. */
class TripleRoundTripPropertyTest {
    private static final int ROUNDS = 200;
    private static final long SEED = Long.getLong("mettalith.test.seed", System.nanoTime());
    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";
    private static final List<String> TEXTS = List.of(
            "",
            "text",
            "1",
            "-1",
            "007",
            "-0",
            "0",
            "1.5",
            "1.50",
            "-0.0",
            "1e16",
            "1E16",
            "NaN",
            "INF",
            "inf",
            "true",
            "false",
            "99999999999999999999",
            "a\"b\\c",
            "l1\nl2\r\n\tl3",
            "é日本\ud83d\ude00",
            "\u0001\u007f\b\f",
            "\u2028",
            "<x>",
            "@en",
            "^^",
            " .");
    private static final List<String> TYPES =
            List.of("string", "integer", "double", "boolean", "date", "decimal", "int", "float");

    @TempDir
    private Path directory;

    @Test
    void triplesOfAnotherWriterComeBack() throws Exception {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            check(seed);
        }
    }

    private void check(long seed) throws Exception {
        final String text = random(new Random(seed));
        final Path file = Files.writeString(directory.resolve("t.nt"), text);
        try (Environment environment = Environment.create();
                Import facts = new Import()) {
            facts.read(file.toString(), ImportOptions.BY_NAME, ReadProgress.NONE);
            facts.addTo(environment, SpaceId.MAIN);
            final StringWriter out = new StringWriter();
            Export.write(environment, Format.NTRIPLES, out);
            assertThat(parsed(out.toString()))
                    .as("-Dmettalith.test.seed=" + seed)
                    .containsExactlyInAnyOrderElementsOf(parsed(text));
        }
    }

    private static List<List<String>> parsed(String text) throws Exception {
        final List<List<String>> triples = new ArrayList<>();
        final NQuadsReader reader = new NQuadsReader(new StringReader(text));
        reader.provide((s, p, o, datatype, language, direction, graph) -> {
            triples.add(Arrays.asList(s, p, o, datatype, language, direction, graph));
            return null;
        });
        return triples;
    }

    private static String random(Random random) throws Exception {
        final StringWriter out = new StringWriter();
        final NQuadsWriter writer = new NQuadsWriter(out);
        for (int i = random.nextInt(40); i > 0; i--) {
            add(writer, random);
        }
        return out.toString();
    }

    private static void add(NQuadsWriter writer, Random random) throws Exception {
        final String subject = resource(random);
        final String predicate = "http://a/p" + random.nextInt(3);
        switch (random.nextInt(3)) {
            case 0 -> writer.quad(subject, predicate, resource(random), null, null, null, null);
            case 1 ->
                writer.quad(
                        subject,
                        predicate,
                        any(TEXTS, random),
                        "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString",
                        any(List.of("en", "de-AT", "x-a1"), random),
                        null,
                        null);
            default -> writer.quad(subject, predicate, any(TEXTS, random), XSD + any(TYPES, random), null, null, null);
        }
    }

    private static String resource(Random random) {
        return any(List.of("http://a/x", "urn:b:(c);d", "http://é/日本#f", "_:b0", "_:x.y-z"), random);
    }

    private static String any(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }
}
