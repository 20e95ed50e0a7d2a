package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The syntax tests of the W3C for N-Triples and N-Quads: what is to be read is, and comes back; what is not is refused. */
class W3cSuiteTest {
    private static final Path SUITES = Path.of("src/test/resources/w3c");
    private static final String MANIFEST = "manifest.ttl";
    private static final Pattern TEST = Pattern.compile(
            "rdft:TestN(?:Triples|Quads)(Positive|Negative)Syntax.*?mf:action\\s+<([^>]+)>", Pattern.DOTALL);

    /**
     * Refused in 1.2 for a language of more than eight letters. 1.1 allows them, and real files have them, as {@code
     * zh-classical}.
     */
    private static final Set<String> READ_ALL_THE_SAME = Set.of("ntriples-langdir-bad-4.nt");

    @TempDir
    private Path directory;

    /** One test of a suite. */
    record Case(Path file, boolean positive) {
        @Override
        public String toString() {
            return SUITES.relativize(file).toString();
        }
    }

    /** Returns all files of a suite; those that the manifest says are to be refused have it in their names. */
    private static List<Case> cases(String suite) throws IOException {
        try (Stream<Path> files = Files.list(SUITES.resolve(suite))) {
            return files.filter(file -> !file.endsWith(MANIFEST))
                    .map(file -> new Case(file, !file.getFileName().toString().contains("-bad-")))
                    .sorted(Comparator.comparing(Case::file))
                    .toList();
        }
    }

    static Stream<Case> allCases() {
        return Stream.of(
                        "rdf11/rdf-n-triples",
                        "rdf11/rdf-n-quads",
                        "rdf12/rdf-n-triples/syntax",
                        "rdf12/rdf-n-quads/syntax")
                .flatMap(suite -> {
                    try {
                        return cases(suite).stream();
                    } catch (final IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({
        "rdf11/rdf-n-triples, 43, 29",
        "rdf11/rdf-n-quads, 55, 34",
        "rdf12/rdf-n-triples/syntax, 7, 22",
        "rdf12/rdf-n-quads/syntax, 7, 20"
    })
    void theSuitesAreWhole(String suite, int positive, int negative) throws IOException {
        final List<Case> cases = cases(suite);
        assertThat(cases.stream().filter(Case::positive)).hasSize(positive);
        assertThat(cases.stream().filter(test -> !test.positive())).hasSize(negative);
        final Path manifest = SUITES.resolve(suite).resolve(MANIFEST);
        for (final MatchResult test :
                TEST.matcher(Files.readString(manifest)).results().toList()) {
            assertThat(cases)
                    .contains(new Case(
                            manifest.resolveSibling(test.group(2)),
                            test.group(1).equals("Positive")));
        }
    }

    @ParameterizedTest
    @MethodSource("allCases")
    void theFileIsReadOrRefused(Case test) throws IOException {
        final String name = test.file().getFileName().toString();
        if (test.positive() || READ_ALL_THE_SAME.contains(name)) {
            try (Environment environment = imported(test.file())) {
                final Format format = Format.ofName(name).orElseThrow();
                final StringWriter out = new StringWriter();
                Export.write(environment, format, out);
                final Path again = Files.writeString(directory.resolve(name), out.toString());
                try (Environment copy = imported(again)) {
                    assertThat(copy.id()).isEqualTo(environment.id());
                }
            }
        } else {
            assertThatThrownBy(() -> imported(test.file()))
                    .isInstanceOf(FormatException.class)
                    .hasMessageMatching("(?s).*" + Pattern.quote(name) + ":\\d+:\\d+: .*; a line is .*");
        }
    }

    @Test
    void partsOfTriplesAreAtoms() throws IOException {
        final Path file = Files.writeString(directory.resolve("t.nq"), """
                <http://a/s> <http://a/p> _:o.
                _:x.y<http://a/p>"a"@ar--rtl<http://a/g>.
                <http://a/s> <http://a/p> <<( _:b <http://a/q> <<(<http://a/(1);2><http://a/r>"3"@de)>> )>> _:g .
                """);
        try (Environment environment = imported(file)) {
            final List<String> atoms = new ArrayList<>();
            try (var cursor = environment.atoms(SpaceId.MAIN)) {
                while (cursor.next()) {
                    atoms.add(cursor.toStoredAtom().code().toString());
                }
            }
            assertThat(atoms)
                    .containsExactlyInAnyOrder(
                            "(<http://a/p> <http://a/s> _:o)",
                            "(<http://a/p> _:x.y (@ \"a\" ar--rtl) <http://a/g>)",
                            "(<http://a/p> <http://a/s> (<http://a/q> _:b (<http://a/r> <http://a/(1);2> (@ \"3\" de)))"
                                    + " _:g)");
        }
    }

    private static Environment imported(Path file) throws IOException {
        final Environment environment = Environment.create();
        try (Import facts = new Import()) {
            facts.read(file.toString(), ImportOptions.BY_NAME, ReadProgress.NONE);
            facts.addTo(environment, SpaceId.MAIN);
            return environment;
        } catch (final IOException | RuntimeException e) {
            environment.close();
            throw e;
        }
    }
}
