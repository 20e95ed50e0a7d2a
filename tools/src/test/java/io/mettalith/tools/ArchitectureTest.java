package io.mettalith.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.PrintStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
    private static JavaClasses all;

    @BeforeAll
    static void read() {
        all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.mettalith");
    }

    @Test
    void theScanFindsTheCode() {
        assertThat(all.size()).isGreaterThan(100);
    }

    @Test
    void theStoreKnowsNothingOfEvaluation() {
        noClasses()
                .that()
                .resideInAPackage("io.mettalith.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.mettalith.evaluator..", "io.mettalith.tools..")
                .check(all);
    }

    @Test
    void theEvaluatorKnowsNothingOfTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage("io.mettalith.evaluator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.mettalith.tools..")
                .check(all);
    }

    @Test
    void onlyTheDiskKnowsChronicle() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.mettalith.store.disk..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(all);
    }

    @Test
    void whatReadsAndWritesFilesKnowsNoCommand() {
        noClasses()
                .that()
                .resideInAPackage("io.mettalith.tools.exchange..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.mettalith.tools", "picocli..")
                .check(all);
    }

    @Test
    void packagesOfTheEvaluatorDependOneWay() {
        slices().matching("io.mettalith.evaluator.(*)..")
                .should()
                .beFreeOfCycles()
                .check(all);
    }

    /** What a command prints goes through {@link Output}, whose {@code printf} takes no locale from the system. */
    @Test
    void nothingIsFormattedAsTheSystemSaysItsUsersCount() {
        noClasses()
                .that()
                .resideInAnyPackage("io.mettalith.store..", "io.mettalith.evaluator..", "io.mettalith.tools..")
                .should()
                .callMethod(String.class, "format", String.class, Object[].class)
                .orShould()
                .callMethod(String.class, "formatted", Object[].class)
                .orShould()
                .callMethod(String.class, "toLowerCase")
                .orShould()
                .callMethod(String.class, "toUpperCase")
                .orShould()
                .callMethod(PrintStream.class, "printf", String.class, Object[].class)
                .check(all);
    }
}
