package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TripleExchangeTest {
    private static final String START = "<http://a/s> <http://a/p> ";

    @TempDir
    private Path directory;

    private Environment imported(String text) throws IOException {
        return imported(text.getBytes(StandardCharsets.UTF_8));
    }

    private Environment imported(byte[] text) throws IOException {
        final Path file = Files.write(directory.resolve("data.nt"), text);
        final Environment environment = Environment.create();
        try (Import facts = new Import()) {
            facts.read(file.toString(), ImportOptions.BY_NAME, ReadProgress.NONE);
            facts.addTo(environment, SpaceId.MAIN);
        }
        return environment;
    }

    private static String export(Environment environment) throws IOException {
        final StringWriter out = new StringWriter();
        Export.write(environment, Format.NTRIPLES, out);
        final String text = out.toString();
        final List<String> lines = text.lines().toList();
        assertThat(lines.get(0)).isEqualTo("# mettalith-export: 2");
        assertThat(lines.get(lines.size() - 1)).matches("# end: \\d+ atoms");
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static AtomCode parse(String text) {
        try (Metta metta = Metta.create()) {
            return new AtomCodec(new VariableIds()).encode(metta.parse(text).get(0));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<http://a/o> | <http://a/o>",
                "_:b1 | _:b1",
                "\"text\" | \"text\"",
                "\"chat\"@fr-BE | (@ \"chat\" fr-BE)",
                "\"-12\"^^<http://www.w3.org/2001/XMLSchema#integer> | -12",
                "\"123456789012345678901\"^^<http://www.w3.org/2001/XMLSchema#integer> | 123456789012345678901",
                "\"012\"^^<http://www.w3.org/2001/XMLSchema#integer> | (^^ \"012\" <http://www.w3.org/2001/XMLSchema#integer>)",
                "\"-0\"^^<http://www.w3.org/2001/XMLSchema#integer> | (^^ \"-0\" <http://www.w3.org/2001/XMLSchema#integer>)",
                "\"2.5\"^^<http://www.w3.org/2001/XMLSchema#double> | 2.5",
                "\"-0.0\"^^<http://www.w3.org/2001/XMLSchema#double> | -0.0",
                "\"1e16\"^^<http://www.w3.org/2001/XMLSchema#double> | 1e16",
                "\"2.5E0\"^^<http://www.w3.org/2001/XMLSchema#double> | (^^ \"2.5E0\" <http://www.w3.org/2001/XMLSchema#double>)",
                "\"2.50\"^^<http://www.w3.org/2001/XMLSchema#double> | (^^ \"2.50\" <http://www.w3.org/2001/XMLSchema#double>)",
                "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean> | True",
                "\"1\"^^<http://www.w3.org/2001/XMLSchema#boolean> | (^^ \"1\" <http://www.w3.org/2001/XMLSchema#boolean>)",
                "\"2026-11-23\"^^<http://www.w3.org/2001/XMLSchema#date> | (^^ \"2026-11-23\" <http://www.w3.org/2001/XMLSchema#date>)",
                "\"x\"^^<https://www.w3.org/ns/i18n#ar-EG_rtl> | (^^ \"x\" <https://www.w3.org/ns/i18n#ar-EG_rtl>)",
                "\"x\"^^<https://www.w3.org/ns/i18n#_rtl> | (^^ \"x\" <https://www.w3.org/ns/i18n#_rtl>)",
                "\"x\"^^<https://www.w3.org/ns/i18n#en> | (^^ \"x\" <https://www.w3.org/ns/i18n#en>)",
                "\"tab\\there \\\"q\\\" \\\\ \\u00e9 \\U0001F600\" | \"tab\\there \\\"q\\\" \\\\ é \uD83D\uDE00\"",
            })
    void eachKindOfObjectHasItsAtom(String object, String atom) throws IOException {
        try (Environment environment = imported(START + object + " .\n")) {
            assertThat(environment.count(parse("(<http://a/p> <http://a/s> " + atom + ")")))
                    .isOne();
            final String text = export(environment);
            try (Environment again = imported(text)) {
                assertThat(again.id()).isEqualTo(environment.id());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INF", "-INF", "NaN"})
    void floatsThatAreNotFiniteAreValues(String text) throws IOException {
        final String line = START + "\"" + text + "\"^^<http://www.w3.org/2001/XMLSchema#double> .\n";
        try (Environment environment = imported(line)) {
            final double value = Literals.floating(text);
            assertThat(environment.count(AtomCode.expression(
                            AtomCode.symbol("<http://a/p>"), AtomCode.symbol("<http://a/s>"), AtomCode.real(value))))
                    .isOne();
            assertThat(export(environment)).isEqualTo(line);
        }
    }

    @Test
    void canonicalLinesComeBackToTheLetter() throws IOException {
        final List<String> lines = List.of(
                START + "<http://a/o> .",
                START + "\"a\\nb\\r\\\"c\\\\\" .",
                START + "\"\t\u007f é \uD83D\uDE00\"@de .",
                START + "\"12\"^^<http://www.w3.org/2001/XMLSchema#integer> .",
                "<http://a/(x);y> <http://a/p> _:a.b-c .",
                "_:b0 <http://a/p> \"twice\" .",
                "_:b0 <http://a/p> \"twice\" .",
                "<http://a/\\u0020\\u003E> <http://a/p> \"\" .");
        try (Environment environment = imported(String.join("\n", lines))) {
            assertThat(export(environment).lines().toList()).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    @Test
    void commentsEmptyLinesAndWindowsEndsAreRead() throws IOException {
        try (Environment environment =
                imported("\uFEFF# head\r\n\r\n" + START + "\"a\" . # tail\r\n\t\r\n" + START + "\"b\" .")) {
            assertThat(environment.size()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<http://a/s> <http://a/p> <http://a/o> | 3:39: expected a full stop",
                "<http://a/s> x | 3:14",
                "<http://a/ s> <http://a/p> <http://a/o> . | 3:11",
                "<a> <http://a/p> <http://a/o> . | 3:",
                "<http://a/s> <http://a/p> \"open . | 3:",
                "<http://a/s> <http://a/p> \"\\q\" . | 3:28",
                "<http://a/s> <http://a/p> \"\\ud800\" . | 3:28: not an escape",
                "<http://a/s> _:p <http://a/o> . | 3:14: expected a predicate, which is an IRI, found _",
                "<http://a/s> <http://a/p> <http://a/o> <http://g> . | 3:40: expected a full stop behind the object, found <",
            })
    void anErrorNamesFileLineColumnAndWhatToDo(String line, String place) {
        assertThatThrownBy(() -> imported("# one\n" + START + "\"fine\" .\n" + line + "\n"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("data.nt:" + place)
                .hasMessageContaining("a line is SUBJECT PREDICATE OBJECT");
    }

    @Test
    void malformedBytesAreNamedWithTheirPlace() {
        final byte[] text = (START + "\"é\" .\n" + START + "\"é\" .").getBytes(StandardCharsets.UTF_8);
        text[text.length - 4] = 'x';
        assertThatThrownBy(() -> imported(text))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("data.nt:2:28: malformed UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "(<http://a/p> <http://a/s>)",
                "(<http://a/p> <http://a/s> <http://a/o> <http://a/g>)",
                "(p <http://a/s> <http://a/o>)",
                "(_:p <http://a/s> <http://a/o>)",
                "(<http://a/p> \"s\" <http://a/o>)",
                "(<http://a/p> <http://a/s> o)",
                "(<http://a/p> <http://a/s> $o)",
                "(<http://a/p> <http://a/s> ())",
                "(<http://a/p> <http://a/s> (@ \"x\" 12))",
                "(<http://a/p> <http://a/s> (@ \"x\" e_n))",
                "(<http://a/p> <http://a/s> (^^ \"5\" <http://www.w3.org/2001/XMLSchema#integer>))",
                "(<http://a/p> <http://a/s> (^^ \"x\" <http://www.w3.org/2001/XMLSchema#string>))",
                "(<http://a/p> <http://a/s> (^^ \"x\" date))",
                "(<http://a/p> _: <http://a/o>)"
            })
    void whatIsNoTripleIsNamed(String atom) throws IOException {
        try (Environment environment = Environment.create()) {
            environment.add(parse("(<http://a/p> <http://a/s> <http://a/o>)"));
            environment.add(parse(atom));
            assertThatThrownBy(() -> export(environment))
                    .isInstanceOf(UnsuitableException.class)
                    .hasMessageContaining("not a triple: atom=" + parse(atom))
                    .hasMessageContaining("as metta");
        }
    }

    @Test
    void spacesStatesAndTokensHaveNoPlaceInTriples() throws IOException {
        try (Environment environment = Environment.create()) {
            environment.newState(AtomCode.integer(1));
            assertThatThrownBy(() -> export(environment))
                    .isInstanceOf(UnsuitableException.class)
                    .hasMessageContaining("states=1");
        }
    }

    @Test
    void triplesComeBackFromMettaToo() throws IOException {
        final String lines = "<http://a/(x);y> <http://a/p> \"a b\"@en .\n_:b <http://a/p> \"7\" .\n";
        try (Environment environment = imported(lines);
                Environment copy = Environment.create();
                Import facts = new Import()) {
            final Path file = directory.resolve("copy.metta.gz");
            Export.writeFile(environment, Format.METTA, file);
            facts.read(file.toString(), ImportOptions.BY_NAME, ReadProgress.NONE);
            facts.addTo(copy, SpaceId.MAIN);
            assertThat(copy.id()).isEqualTo(environment.id());
            assertThat(sorted(export(copy))).isEqualTo(sorted(lines));
        }
    }

    private static List<String> sorted(String text) {
        final String[] lines = text.split("\n");
        Arrays.sort(lines);
        return List.of(lines);
    }
}
