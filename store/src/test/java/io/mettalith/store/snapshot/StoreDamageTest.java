package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.disk.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages the files of stores in every way. Whoever opens them then reads what was committed, or gets a {@link
 * StoreException} that names the place: never another answer, another exception, a dead process or none within ten
 * seconds. A failure names the number that repeats it.
 */
class StoreDamageTest {
    @TempDir
    Path temporary;

    private DamageRun run(String sample, String plan, int end, int stride) throws IOException, InterruptedException {
        final DamageRun run = new DamageRun(sample, plan, true, temporary);
        run.run(end, stride);
        System.out.println(run);
        return run;
    }

    @Test
    void changedBytesAreRefusedOrDoNotMatter() throws IOException, InterruptedException {
        final DamageRun run = run("small", "flips", Integer.MAX_VALUE, 131);
        assertThat(run.failures()).isEmpty();
        assertThat(run.count(Verdict.REFUSED)).isPositive();
    }

    @Test
    void filesCutOffOrExtendedAreRefusedOrShowAnEarlierState() throws IOException, InterruptedException {
        final DamageRun run = run("large", "cuts", Integer.MAX_VALUE, 13);
        assertThat(run.failures()).isEmpty();
        assertThat(run.count(Verdict.REFUSED)).isPositive();
    }

    @Test
    void randomDamageIsRefusedOrDoesNotMatter() throws IOException, InterruptedException {
        final DamageRun run = run("large", "random", 150, 1);
        assertThat(run.failures()).isEmpty();
        assertThat(run.count(Verdict.REFUSED)).isPositive();
    }

    @Test
    void storeThatDoesNotVerifyIsFoundOut() throws IOException, InterruptedException {
        final DamageRun run = new DamageRun("large", "random", false, temporary);
        run.run(100, 1);
        assertThat(run.failures()).isNotEmpty();
    }

    @Test
    @Tag("nightly")
    void everyByteChangedIsRefusedOrDoesNotMatter() throws IOException, InterruptedException {
        assertThat(run("small", "flips", Integer.MAX_VALUE, 1).failures()).isEmpty();
    }

    @Test
    @Tag("nightly")
    void filesCutOffAtEverySectorAreRefusedOrShowAnEarlierState() throws IOException, InterruptedException {
        assertThat(run("large", "cuts", Integer.MAX_VALUE, 1).failures()).isEmpty();
    }

    @Test
    @Tag("nightly")
    void muchRandomDamageIsRefusedOrDoesNotMatter() throws IOException, InterruptedException {
        assertThat(run("large", "random", 10_000, 1).failures()).isEmpty();
    }
}
