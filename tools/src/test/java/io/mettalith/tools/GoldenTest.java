package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.tools.Golden.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each command prints, to the letter: {@link Golden} has the rules. */
class GoldenTest {
    @TempDir
    private Path directory;

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** Makes a store with one ref, {@code family}. */
    private Golden family(Form form) throws IOException {
        final Golden golden = new Golden(form, directory);
        golden.run("import", "--into", "family", file("family.metta", """
                (parent Tom Bob) (parent Pam Bob) (parent Bob Ann) (parent Bob Pat)
                (: parent (-> Person Person Fact))
                (= (grandparent $x) (match &self (, (parent $x $y) (parent $y $z)) $z))
                """));
        return golden;
    }

    @ParameterizedTest
    @EnumSource
    void imports(Form form) throws IOException {
        final Golden golden = new Golden(form, directory);
        final String facts = file("facts.metta", "(edge a b) (edge b c) (edge b c)");
        golden.check("import", ExitCode.OK, "import", "--into", "graph", facts);
    }

    @ParameterizedTest
    @EnumSource
    void importsATable(Form form) throws IOException {
        final Golden golden = new Golden(form, directory);
        golden.check("import-csv", ExitCode.OK, "import", "--into", "staff", file("people.csv", "name,age\nAnn,41\n"));
    }

    @ParameterizedTest
    @EnumSource
    void exports(Form form) throws IOException {
        final String to = directory.resolve("family.metta").toString();
        family(form).check("export", ExitCode.OK, "export", "family", "-o", to);
    }

    @Test
    void exportsToStandardOutput() throws IOException {
        family(Form.TEXT).check("export-metta", ExitCode.OK, "export", "family");
    }

    @Test
    void exportsTriples() throws IOException {
        final Golden golden = new Golden(Form.TEXT, directory);
        golden.run("import", "--into", "films", file("films.nt", """
                <http://films.example/alien> <http://films.example/title> "Alien"@en .
                <http://films.example/alien> <http://films.example/year> \
                "1979"^^<http://www.w3.org/2001/XMLSchema#integer> .
                """));
        golden.check("export-ntriples", ExitCode.OK, "export", "films", "--format", "ntriples");
    }

    @ParameterizedTest
    @EnumSource
    void refs(Form form) throws IOException {
        final Golden golden = family(form);
        golden.run("import", "--into", "graph", file("facts.metta", "(edge a b)"));
        golden.check("refs", ExitCode.OK, "refs");
    }

    @ParameterizedTest
    @EnumSource
    void compact(Form form) throws IOException {
        final Golden golden = family(form);
        golden.run("import", "--into", "graph", file("facts.metta", "(edge a b)"));
        golden.run("delete", "graph");
        golden.check("compact", ExitCode.OK, "compact");
    }

    @ParameterizedTest
    @EnumSource
    void verify(Form form) throws IOException {
        family(form).check("verify", ExitCode.OK, "verify", "--deep");
    }

    @ParameterizedTest
    @EnumSource
    void stat(Form form) throws IOException {
        family(form).check("stat", ExitCode.OK, "stat", "family");
    }

    @ParameterizedTest
    @EnumSource
    void show(Form form) throws IOException {
        family(form).check("show", ExitCode.OK, "show", "family");
    }

    @ParameterizedTest
    @EnumSource
    void showOfAPattern(Form form) throws IOException {
        family(form).check("show-pattern", ExitCode.OK, "show", "family", "(parent $x Bob)");
    }

    /** Makes a store in which {@code main} and {@code side} have each gone their own way from {@code family}. */
    private Golden branches(Form form) throws IOException {
        final Golden golden = family(form);
        golden.run("branch", "main", "family");
        golden.run("branch", "side", "family");
        golden.run("import", "--into", "main", file("main.metta", "(parent Ann Eve)"));
        golden.run("import", "--into", "side", file("side.metta", "(parent Pat Jim) (parent Pam Bob) (= (age Jim) 3)"));
        return golden;
    }

    @ParameterizedTest
    @EnumSource
    void branch(Form form) throws IOException {
        family(form).check("branch", ExitCode.OK, "branch", "feature", "family");
    }

    @ParameterizedTest
    @EnumSource
    void tag(Form form) throws IOException {
        family(form).check("tag", ExitCode.OK, "tag", "v1", "family");
    }

    @ParameterizedTest
    @EnumSource
    void delete(Form form) throws IOException {
        branches(form).check("delete", ExitCode.OK, "delete", "side");
    }

    @ParameterizedTest
    @EnumSource
    void log(Form form) throws IOException {
        final Golden golden = branches(form);
        golden.run("merge", "--into", "main", "side", "-m", "what the side found\nin two lines");
        golden.check("log", ExitCode.OK, "log", "main");
    }

    @ParameterizedTest
    @EnumSource
    void diff(Form form) throws IOException {
        branches(form).check("diff", ExitCode.DIFFERENCE, "diff", "main", "side");
    }

    @ParameterizedTest
    @EnumSource
    void diffOfSpacesAndTokens(Form form) throws IOException {
        final Golden golden = family(form);
        final String program =
                file("spaces.metta", "!(bind! &kb (new-space)) !(add-atom &kb (inside 1)) !(bind! &s (new-state 7))");
        golden.run("run", "--from", "family", "--commit", "spaces", program);
        golden.check("diff-spaces", ExitCode.DIFFERENCE, "diff", "family", "spaces");
    }

    @ParameterizedTest
    @EnumSource
    void diffWithALimit(Form form) throws IOException {
        branches(form).check("diff-limit", ExitCode.DIFFERENCE, "diff", "main", "side", "--limit", "1");
    }

    @ParameterizedTest
    @EnumSource
    void diffInNumbers(Form form) throws IOException {
        branches(form).check("diff-summary", ExitCode.DIFFERENCE, "diff", "main", "side", "--summary");
    }

    @ParameterizedTest
    @EnumSource
    void diffOfEquals(Form form) throws IOException {
        final Golden golden = family(form);
        golden.run("branch", "same", "family");
        golden.check("diff-equal", ExitCode.OK, "diff", "family", "same");
    }

    @ParameterizedTest
    @EnumSource
    void merge(Form form) throws IOException {
        branches(form).check("merge", ExitCode.OK, "merge", "--into", "main", "side");
    }

    @ParameterizedTest
    @EnumSource
    void mergeThatMovesForward(Form form) throws IOException {
        branches(form).check("merge-forward", ExitCode.OK, "merge", "--into", "family", "side");
    }

    @ParameterizedTest
    @EnumSource
    void mergeOfWhatIsThere(Form form) throws IOException {
        branches(form).check("merge-contained", ExitCode.OK, "merge", "--into", "side", "family");
    }

    @ParameterizedTest
    @EnumSource
    void report(Form form) throws IOException {
        final Golden golden = family(form);
        golden.run("import", "--into", "graph", file("facts.metta", "(edge a b) (parent Tom Bob)"));
        final String page = directory.resolve("page.html").toString();
        golden.check("report", ExitCode.OK, "report", "family", "--against", "graph", "-o", page);
    }

    @Test
    @DisabledIfSystemProperty(named = "golden.update", matches = "true")
    void anotherOutputIsNoticed() throws IOException {
        final Golden golden = family(Form.TEXT);
        assertThatThrownBy(() -> golden.check("show", ExitCode.OK, "show", "family", "--limit", "2"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("golden/show.txt");
    }
}
