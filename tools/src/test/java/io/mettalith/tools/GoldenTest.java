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
    void refs(Form form) throws IOException {
        final Golden golden = family(form);
        golden.run("import", "--into", "graph", file("facts.metta", "(edge a b)"));
        golden.check("refs", ExitCode.OK, "refs");
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

    @Test
    @DisabledIfSystemProperty(named = "golden.update", matches = "true")
    void anotherOutputIsNoticed() throws IOException {
        final Golden golden = family(Form.TEXT);
        assertThatThrownBy(() -> golden.check("show", ExitCode.OK, "show", "family", "--limit", "2"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("golden/show.txt");
    }
}
