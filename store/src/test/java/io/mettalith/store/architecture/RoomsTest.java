package io.mettalith.store.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which packages of the store may know which, and that the rules notice a breach. */
class RoomsTest {
    private static final String STORE = "io.mettalith.store";
    private static final List<String> BOTTOM_TO_TOP =
            List.of("atom", "segment", "environment", "disk", "history", "snapshot", "verify", "report");
    private static final int MOST_FILES = 45;
    /** Packages that have yet to be divided. */
    private static final Map<String, Integer> LARGE = Map.of(STORE + ".segment", 55, STORE + ".environment", 66);

    private static final String FIXTURE = "io.mettalith.store.architecture.fixture";

    private final JavaClasses store = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(STORE);
    private final JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);

    private void holds(ArchRule rule) {
        assertThat(Rooms.breaches(rule, store)).isEmpty();
    }

    @Test
    void theScanFindsTheCode() {
        assertThat(store.size()).isGreaterThan(250);
        assertThat(fixture.size()).isEqualTo(3);
    }

    @Test
    void packagesKnowOnlyThoseBelow() {
        holds(Rooms.layers(STORE, BOTTOM_TO_TOP));
    }

    @Test
    void packagesKnowEachOtherInNoCircle() {
        holds(Rooms.noCycles(STORE));
    }

    @Test
    void verificationAndReportsDoNotKnowEachOther() {
        holds(Rooms.apart(STORE + ".verify", STORE + ".report"));
        holds(Rooms.apart(STORE + ".report", STORE + ".verify"));
    }

    @Test
    void noPackageIsTooLarge() {
        holds(Rooms.noPackageOver(MOST_FILES, LARGE));
    }

    /* ---------------- Planted breaches ---------------- */

    @Test
    void arrowUpwardsIsFoundOut() {
        assertThat(Rooms.breaches(Rooms.layers(FIXTURE, List.of("low", "high")), fixture))
                .anyMatch(line -> line.contains("low.Base.top"));
    }

    @Test
    void circleIsFoundOut() {
        assertThat(Rooms.breaches(Rooms.noCycles(FIXTURE), fixture)).hasSize(1);
    }

    @Test
    void acquaintanceIsFoundOut() {
        assertThat(Rooms.breaches(Rooms.apart(FIXTURE + ".high", FIXTURE + ".low"), fixture))
                .anyMatch(line -> line.contains("high.Top.base"));
    }

    @Test
    void largePackageIsFoundOut() {
        assertThat(Rooms.breaches(Rooms.noPackageOver(1, Map.of()), fixture))
                .containsExactly("package too large: name=" + FIXTURE + ".high, files=2");
        assertThat(Rooms.breaches(Rooms.noPackageOver(2, Map.of()), fixture)).isEmpty();
    }
}
