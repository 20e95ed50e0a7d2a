package io.mettalith.evaluator.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogModuleTest {
    @TempDir
    private Path directory;

    private final Running running = new Running("catalog");

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void allModulesThatCanBeImportedAreListed() throws IOException {
        Files.createDirectories(directory.resolve("whole"));
        Files.createFile(directory.resolve("whole/module.metta"));
        Files.createFile(directory.resolve("single.metta"));
        Files.createFile(directory.resolve("other.txt"));
        running.metta().modules().directory(directory);
        running.metta().modules().include(directory.resolve("missing"));
        assertThat(running.run("!(catalog-list! all)")).isEqualTo("[()]");
        assertThat(running.printed())
                .containsExactly(
                        "builtin:",
                        "   catalog",
                        "   fileio",
                        "   json",
                        "   petta",
                        "   random",
                        directory + ":",
                        "   single",
                        "   whole",
                        directory.resolve("missing") + ":");
    }

    @Test
    void oneCatalogIsListedByItsName() {
        assertThat(running.run("!(catalog-list! builtin)")).isEqualTo("[()]");
        assertThat(running.printed()).contains("builtin:", "   json").hasSize(6);
        assertThat(running.run("!(catalog-list! nothing)"))
                .startsWith("[(Error (catalog-list! nothing) no such catalog: catalogs=[builtin");
    }

    @Test
    void thereIsNothingToUpdateOrToClear() {
        assertThat(running.run("!(catalog-update! all) !(catalog-clear! all)")).isEqualTo("[()][()]");
        assertThat(running.run("!(catalog-update! builtin)")).contains("(Error ", "no catalog is a copy");
    }
}
