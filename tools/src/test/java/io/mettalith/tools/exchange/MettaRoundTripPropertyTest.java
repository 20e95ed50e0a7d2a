package io.mettalith.tools.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.AtomBatch;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an environment holds, it is the same after an export and an import. */
class MettaRoundTripPropertyTest {
    private static final int ROUNDS = 150;
    private static final int NIGHTLY_ROUNDS = 5_000;
    private static final long SEED = Long.getLong("mettalith.test.seed", System.nanoTime());

    @TempDir
    private Path directory;

    @Test
    void bulkLoadedEnvironmentsComeBackWithTheSameId() throws IOException {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            checkBulk(seed);
        }
    }

    @Test
    void editedEnvironmentsComeBackWithTheSameContentsOrderAndId() throws IOException {
        for (long seed = SEED; seed < SEED + ROUNDS; seed++) {
            checkEdited(seed);
        }
    }

    @Test
    @Tag("nightly")
    void manyEnvironmentsComeBack() throws IOException {
        for (long seed = SEED; seed < SEED + NIGHTLY_ROUNDS; seed++) {
            checkBulk(seed);
            checkEdited(seed);
        }
    }

    private void checkBulk(long seed) throws IOException {
        final Random random = new Random(seed);
        try (Environment original = Environment.create()) {
            loadAll(original, random);
            addCells(original, random);
            checkComesBack(original, seed);
        }
    }

    private void checkEdited(long seed) throws IOException {
        final Random random = new Random(seed);
        try (Environment original = Environment.create()) {
            edit(original, random);
            addCells(original, random);
            checkComesBack(original, seed);
        }
    }

    private void checkComesBack(Environment original, long seed) throws IOException {
        final String description = "-Dmettalith.test.seed=" + seed;
        final StringWriter text = new StringWriter();
        Export.write(original, Format.METTA, text);
        final Path file = Files.writeString(directory.resolve("e.metta"), text.toString());
        try (Environment copy = Environment.create();
                Import facts = new Import()) {
            facts.read(file.toString(), ImportOptions.BY_NAME, ReadProgress.NONE);
            facts.addTo(copy, SpaceId.MAIN);
            assertThat(Contents.of(copy)).as(description).isEqualTo(Contents.of(original));
            assertThat(copy.id()).as(description).isEqualTo(original.id());
            final StringWriter again = new StringWriter();
            Export.write(copy, Format.METTA, again);
            assertThat(again.toString()).as(description).isEqualTo(text.toString());
        }
    }

    private static void loadAll(Environment environment, Random random) {
        final RandomAtoms atoms = new RandomAtoms(random);
        load(environment, SpaceId.MAIN, atoms, random);
        for (int spaces = random.nextInt(3); spaces > 0; spaces--) {
            load(environment, environment.newSpace(), atoms, random);
        }
    }

    /** Loads a batch in which no definition comes twice, since a second copy would take a place of its own. */
    private static void load(Environment environment, SpaceId space, RandomAtoms atoms, Random random) {
        final AtomWriter writer = new AtomWriter();
        final Set<AtomCode> defined = new HashSet<>();
        try (AtomBatch batch = new AtomBatch()) {
            for (int i = random.nextInt(60); i > 0; i--) {
                final boolean definition = random.nextInt(3) == 0;
                final AtomCode atom = definition ? atoms.definition() : atoms.fact();
                if (!definition || defined.add(atom)) {
                    batch.add(writer.reset().atom(atom), random.nextInt(5) == 0 ? 1 + random.nextInt(40) : 1);
                }
            }
            environment.addAll(space, batch);
        }
    }

    private static void edit(Environment environment, Random random) {
        final RandomAtoms atoms = new RandomAtoms(random);
        final List<AtomCode> added = new ArrayList<>();
        SpaceId space = SpaceId.MAIN;
        for (int i = random.nextInt(80); i > 0; i--) {
            final int choice = random.nextInt(10);
            if (choice == 0) {
                space = random.nextBoolean() ? environment.newSpace() : SpaceId.MAIN;
            } else if (choice < 3 && !added.isEmpty()) {
                environment.remove(space, added.get(random.nextInt(added.size())));
            } else if (choice < 5 && !added.isEmpty()) {
                environment.add(space, added.get(random.nextInt(added.size())));
            } else {
                added.add(random.nextInt(3) == 0 ? atoms.definition() : atoms.fact());
                environment.add(space, added.get(added.size() - 1));
            }
        }
    }

    private static void addCells(Environment environment, Random random) {
        final RandomAtoms atoms = new RandomAtoms(random);
        for (int states = random.nextInt(4); states > 0; states--) {
            environment.newState(atoms.fact());
        }
        for (int tokens = random.nextInt(4); tokens > 0; tokens--) {
            environment.bind(atoms.name(), atoms.fact());
        }
    }
}
