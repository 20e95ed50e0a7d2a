package io.mettalith.evaluator.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.syntax.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules in trees of directories as projects have them: all that is in a root is found, and nothing that is not. */
class ModuleTreesTest {
    private static final Path PROJECT = Path.of("src/test/resources/io/mettalith/evaluator/projects/reasoner");

    @TempDir
    private Path directory;

    private final Metta metta = Metta.create();

    @BeforeEach
    void lookInTheProgramsDirectory() throws IOException {
        Files.createDirectories(directory.resolve("project/sub"));
        metta.modules().directory(directory.resolve("project"));
    }

    @AfterEach
    void close() {
        metta.close();
    }

    private void file(String name, String text) throws IOException {
        final Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String run(String program) {
        final StringBuilder out = new StringBuilder();
        metta.run(program).forEach(results -> out.append(metta.format(results)));
        return out.toString();
    }

    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            return files.filter(file -> file.toString().endsWith(".out"))
                    .map(file -> Path.of(file.toString().replace(".out", ".metta")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aProgramOfAProjectFindsItsModules(Path program) throws IOException {
        final List<String> lines = new ArrayList<>();
        metta.output(lines::add);
        metta.modules().directory(program.getParent());
        metta.modules().include(PROJECT);
        metta.run(
                SourceText.ofUtf8(program.toString(), Files.readAllBytes(program)),
                results -> lines.add(metta.format(results)));
        assertThat(lines)
                .isEqualTo(Files.readAllLines(Path.of(program.toString().replace(".metta", ".out"))));
    }

    private static final String REFUSED = "module outside of the directories that modules may be in: file=";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!(import! &self ../outside)",
                "!(import! &self ../outside.metta)",
                "!(import! &self \"sub/../../outside\")",
                "!(import! &self %s/outside)",
                "!(import! &self (library ../outside))",
                "!(import! &self ..)",
                "!(mod-space! ../outside)",
                "!(include ../outside)",
                "!(import! &self link)",
                "!(import! &self ./link)",
                "!(import! &self self:link)",
                "!(include link)",
                "!(import! &self linked:outside)",
                "!(import! &self linked)",
                "!(import! &self linked/outside.metta)",
                "!(import! &self inner:up)"
            })
    void whatLiesOutsideOfAllRootsIsRefused(String program) throws IOException {
        file("outside.metta", "(= (outside) seen)");
        file("project/inner.metta", "!(println! inner)");
        file("project/inner/up.metta", "!(import! &self ../../outside)");
        link("project/link.metta", directory.resolve("outside.metta"));
        link("project/linked", directory);
        assertThat(run(program.formatted(directory) + "!(outside)"))
                .contains(REFUSED, "name its directory with --include or register-module!)");
        assertThat(metta.modules().names()).doesNotContain("top:outside", "top:link");
        metta.modules().include(directory);
        assertThat(run(program.formatted(directory))).doesNotContain("Error");
    }

    private void link(String name, Path target) throws IOException {
        try {
            Files.createSymbolicLink(directory.resolve(name), target);
        } catch (final UnsupportedOperationException e) {
            assumeTrue(false, "no symbolic links here");
        }
    }

    @Test
    void aLinkWithinTheRootsIsTheSameModule() throws IOException {
        file("project/real.metta", "!(println! once) (= (real) 1)");
        link("project/other.metta", directory.resolve("project/real.metta"));
        final List<String> printed = new ArrayList<>();
        metta.output(printed::add);
        assertThat(run("!(import! &self real) !(import! &self other) !(import! &self ./other.metta) !(real)"))
                .isEqualTo("[()][()][()][1]");
        assertThat(printed).containsExactly("once");
    }

    @Test
    void aPathBeginsBesideTheFileThatAsksThenAtTheProgramThenWhereIncluded() throws IOException {
        file("project/a/here.metta", "!(import! &self ./x) !(import! &self b/y) !(import! &self \"c/z.metta\")");
        file("project/a/x.metta", "(= (x) beside)");
        file("project/x.metta", "(= (x) wrong)");
        file("project/b/y.metta", "(= (y) program)");
        file("more/b/y.metta", "(= (y) wrong)");
        file("more/c/z.metta", "(= (z) included)");
        metta.modules().include(directory.resolve("more"));
        assertThat(run("!(import! &self a/here) !((x) (y) (z))")).isEqualTo("[()][(beside program included)]");
        assertThat(metta.modules().names()).containsExactly("top", "top:a:here", "top:a:x", "top:b:y", "top:c:z");
    }

    @Test
    void aModuleWithATextIsPreferredToADirectory() throws IOException {
        file("project/lists/data.metta", "(data)");
        file("more/lists.metta", "(= (lists) found)");
        metta.modules().include(directory.resolve("more"));
        assertThat(run("!(import! &self lists) !(lists) !(import! &self ./lists) !(import! &d lists:data)"
                        + "!(match &d (data) yes)"))
                .isEqualTo("[()][found][()][()][yes]");
    }

    @Test
    void twoFilesDoNotShareAName() throws IOException {
        file("project/util.metta", "(= (util) 1)");
        file("more/util.metta", "(= (util) 2)");
        metta.modules().include(directory.resolve("more"));
        final String other = directory.resolve("more/util.metta").toString();
        assertThat(run("!(import! &self util) !(util) !(import! &self \"" + other + "\")"))
                .startsWith("[()][1][(Error ")
                .contains("two modules of one name: name=top:util, file=" + other);
        metta.modules().include(directory);
        assertThat(run("!(import! &self \"" + other + "\") !(collapse (util))")).isEqualTo("[()][(1 2)]");
        assertThat(metta.modules().names()).containsExactly("top", "top:more:util", "top:util");
    }

    @Test
    void registeringOpensADirectoryAndATransactionThatFailsShutsItAgain() throws IOException {
        file("kit/parts/m.metta", "(= (m) 1)");
        assertThat(run("!(import! &self ../kit/parts/m)")).contains(REFUSED);
        run("!(transaction (let () (register-module! ../kit) (Error a b)))");
        assertThat(run("!(import! &self ../kit/parts/m)")).contains(REFUSED);
        assertThat(run("!(import! &self kit:parts:m)")).contains("module not found: name=kit:parts:m");
        assertThat(run("!(register-module! ../kit) !(import! &self ../kit/parts/m) !(m)"))
                .isEqualTo("[()][()][1]");
        assertThat(metta.modules().names()).containsExactly("top", "top:kit", "top:kit:parts:m");
    }

    @Test
    void aMissingPathSaysWhereItWasLookedFor() {
        assertThat(run("!(import! &self lib/nowhere)"))
                .contains("module not found: path=lib/nowhere, searched=[", directory.resolve("project") + "]");
        assertThat(run("!(import! &self (library nowhere more))"))
                .contains(
                        "path=(library nowhere more), searched=[",
                        directory.resolve("project/lib").toString());
    }
}
