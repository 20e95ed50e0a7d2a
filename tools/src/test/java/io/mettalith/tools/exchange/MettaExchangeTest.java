package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import io.mettalith.store.segment.TooManyAtomsException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MettaExchangeTest {
    @TempDir
    private Path directory;

    private static List<String> export(AtomCode... atoms) throws IOException {
        try (Environment environment = Environment.create()) {
            Stream.of(atoms).forEach(environment::add);
            return export(environment);
        }
    }

    private static List<String> export(Environment environment) throws IOException {
        final StringWriter out = new StringWriter();
        Export.write(environment, Format.METTA, out);
        return out.toString().lines().toList();
    }

    private Environment imported(String... lines) throws IOException {
        final Path file = Files.write(directory.resolve("facts.metta"), List.of(lines));
        final Environment environment = Environment.create();
        try (Import facts = new Import()) {
            facts.read(file.toString(), ImportOptions.BY_NAME, ReadProgress.NONE);
            facts.addTo(environment, SpaceId.MAIN);
        }
        return environment;
    }

    private static AtomCode call(String head, AtomCode... arguments) {
        return AtomCode.expression(Stream.concat(Stream.of(AtomCode.symbol(head)), Stream.of(arguments))
                .toArray(AtomCode[]::new));
    }

    @Test
    void plainAtomsAreWrittenAsMettaWritesThem() throws IOException {
        assertThat(export(call("edge", AtomCode.variable("x"), AtomCode.integer(-7), AtomCode.string("a\nb"))))
                .containsExactly("; mettalith-export: 1", "(edge $x -7 \"a\\nb\")");
    }

    @Test
    void definitionsComeFirstAndInTheirOrder() throws IOException {
        final AtomCode late = call("=", AtomCode.symbol("b"), AtomCode.integer(1));
        final AtomCode later = call(":", AtomCode.symbol("a"), AtomCode.symbol("T"));
        final AtomCode last = call("=", AtomCode.symbol("a"), AtomCode.integer(2));
        assertThat(export(AtomCode.symbol("fact"), late, later, last))
                .containsExactly("; mettalith-export: 1", "(= b 1)", "(: a T)", "(= a 2)", "fact");
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "False", "12", "-1.5", "&self", "a b", "(", "a;b", "\"q", "$v", "\\x", "", "!"})
    void aSymbolThatIsNoWordIsEscaped(String name) throws IOException {
        final List<String> lines = export(AtomCode.symbol(name));
        assertThat(lines.get(1)).startsWith("\\symbol:");
        try (Environment copy = imported(lines.toArray(String[]::new))) {
            assertThat(copy.count(AtomCode.symbol(name))).isOne();
        }
    }

    @Test
    void escapesAreWrittenAsDocumented() throws IOException {
        assertThat(export(AtomCode.symbol("50% (net)")))
                .containsExactly("; mettalith-export: 1", "\\symbol:50%25%20%28net%29");
        assertThat(export(call("p", AtomCode.variable("a b"), AtomCode.real(Double.NaN))))
                .contains("(p \\variable:a%20b \\float:NaN)");
        assertThat(export(call("p", new AtomWriter().space(0x1f, 2).toAtomCode(), AtomCode.symbol("é"))))
                .contains("(p \\space:1f-2 é)");
    }

    @Test
    void manyCopiesAreANumberAndFewAreLines() throws IOException {
        try (Environment environment = Environment.create()) {
            for (int i = 0; i < 17; i++) {
                environment.add(AtomCode.symbol("many"));
            }
            environment.add(AtomCode.symbol("two"));
            environment.add(AtomCode.symbol("two"));
            assertThat(export(environment))
                    .containsExactly("; mettalith-export: 1", "two", "two", "(\\copies 17 many)");
        }
    }

    @Test
    void spacesStatesAndTokensComeBack() throws IOException {
        try (Environment environment = Environment.create()) {
            final SpaceId empty = environment.newSpace();
            final SpaceId other = environment.newSpace();
            environment.add(other, AtomCode.symbol("there"));
            final StateId state = environment.newState(AtomCode.integer(7));
            environment.bind(
                    "&kb", new AtomWriter().space(other.high(), other.low()).toAtomCode());
            final List<String> lines = export(environment);
            assertThat(lines)
                    .containsExactly(
                            "; mettalith-export: 1",
                            "(\\in \\space:1-1)",
                            "(\\in \\space:1-2)",
                            "there",
                            "(\\set \\state:1-3 7)",
                            "(\\bind \"&kb\" \\space:1-2)");
            try (Environment copy = imported(lines.toArray(String[]::new))) {
                assertThat(copy.spaces()).containsExactly(SpaceId.MAIN, empty, other);
                assertThat(copy.count(other, AtomCode.symbol("there"))).isOne();
                assertThat(copy.state(state)).contains(AtomCode.integer(7));
                assertThat(copy.id()).isEqualTo(environment.id());
            }
        }
    }

    @Test
    void backslashesMeanNothingInOtherFiles() throws IOException {
        try (Environment environment = imported("(\\copies 2 a)", "\\symbol:a%20b")) {
            assertThat(environment.count(call("\\copies", AtomCode.integer(2), AtomCode.symbol("a"))))
                    .isOne();
            assertThat(environment.count(AtomCode.symbol("\\symbol:a%20b"))).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\what:x",
                "(a \\symbol:%4)",
                "\\symbol:%ff",
                "\\float:1.5",
                "\\state:zz-1",
                "\\space:12",
                "(\\copies a b)",
                "(\\copies 0 a)",
                "(\\copies 4611686018427387904 (a b))",
                "(\\copies 1152921504606846976 a)",
                "(\\copies 2 a b)",
                "(\\copies 2)",
                "(\\in &self x)",
                "(\\in a)",
                "(\\set 1 2)",
                "(\\bind name 2)",
                "(\\copies (a) b)",
                "(x (\\copies 2 b))"
            })
    void aWrongEscapeIsNamedWithItsPlace(String line) {
        assertThatThrownBy(() -> imported("; mettalith-export: 1", "(fine)", "  " + line))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("facts.metta:3:3: ");
    }

    @Test
    void moreCopiesThanCanBeCountedTogetherAreRefused() {
        assertThatThrownBy(() -> imported(
                        "; mettalith-export: 1", "(\\copies 1152921504606846975 (a b))", "(\\copies 17 (a b))"))
                .isInstanceOf(TooManyAtomsException.class)
                .hasMessageContaining("atoms=1152921504606846975, toAdd=17, maximum=1152921504606846975");
    }

    @Test
    void anExportOfANewerReleaseIsRefused() {
        assertThatThrownBy(() -> imported("; mettalith-export: 2", "(fine)"))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("facts.metta:1:1: export of another version: found=; mettalith-export: 2")
                .hasMessageContaining("the release that wrote it");
    }
}
