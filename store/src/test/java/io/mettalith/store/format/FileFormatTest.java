package io.mettalith.store.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StoredAtom;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/file-format.md to what the library writes. */
class FileFormatTest {
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final int NUMBERS = 1_000;
    private static final String INDEX = "segments/0000000001-0000000003.index";

    @TempDir
    static Path directory;

    private static Path store;
    private static final Map<String, List<String>> ATOMS = new HashMap<>();

    @BeforeAll
    static void commit() {
        store = directory.resolve("store");
        try (SegmentStore opened = SegmentStore.openOrCreate(store);
                Environment small = small();
                Environment large = Environment.create();
                Environment random = random(29)) {
            for (int i = 0; i < NUMBERS; i++) {
                large.add(AtomCode.integer(i));
            }
            opened.commit("small", small, "a few atoms");
            opened.commit("large", large, "the numbers below 1000");
            opened.commit("random", random, "of every kind");
            ATOMS.put("small", atoms(small));
            ATOMS.put("large", atoms(large));
            ATOMS.put("random", atoms(random));
        }
    }

    private static Environment small() {
        final Environment environment = Environment.create();
        environment.add(edge("a", "b"));
        environment.add(edge("b", "c"));
        environment.add(edge("b", "c"));
        environment.add(new AtomWriter()
                .expression(3)
                .symbol("=")
                .expression(2)
                .symbol("twice")
                .variable("x")
                .expression(3)
                .symbol("*")
                .integer(2)
                .variable("x")
                .toAtomCode());
        environment.add(AtomCode.string("h\u00e9"));
        environment.add(AtomCode.real(0.5));
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        return environment;
    }

    private static AtomCode edge(String from, String to) {
        return AtomCode.expression(AtomCode.symbol("edge"), AtomCode.symbol(from), AtomCode.symbol(to));
    }

    /** Returns an environment with atoms of every kind, long ones too. */
    private static Environment random(long seed) {
        final Random random = new Random(seed);
        final Environment environment = Environment.create();
        for (int i = 0; i < 2_000; i++) {
            environment.add(new AtomWriter()
                    .expression(4)
                    .symbol("fact" + random.nextInt(40))
                    .integer(new BigInteger(1 + random.nextInt(90), random).negate())
                    .real(random.nextInt(1_000) / 8.0)
                    .variable("v" + random.nextInt(9))
                    .toAtomCode());
        }
        environment.add(AtomCode.symbol("s".repeat(9_000)));
        environment.add(AtomCode.string("t".repeat(200)));
        environment.add(AtomCode.bool(true));
        environment.add(AtomCode.integer(BigInteger.TWO.pow(700)));
        final AtomWriter wide = new AtomWriter().expression(70);
        for (int i = 0; i < 70; i++) {
            wide.integer(i - 35);
        }
        environment.add(wide.toAtomCode());
        return environment;
    }

    private static List<String> atoms(Environment environment) {
        final List<String> lines = new ArrayList<>();
        try (Cursor cursor = environment.atoms(SpaceId.MAIN)) {
            while (cursor.next()) {
                final StoredAtom atom = cursor.toStoredAtom();
                lines.add(atom.code() + " " + atom.count() + " " + atom.stamp());
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "large", "random"})
    void readerThatKnowsOnlyThePageListsTheSameAtoms(String ref) throws IOException {
        final PageReader reader = PageReader.open(store);
        final Map.Entry<String, Integer> root =
                reader.spaces(reader.lastEntry(ref)[0]).get(0);
        assertThat(reader.atoms(root.getKey(), root.getValue())).containsExactlyElementsOf(ATOMS.get(ref));
    }

    @Test
    void readerThatKnowsOnlyThePageListsAnIndex() throws IOException {
        final PageReader reader = PageReader.open(store);
        final String[] entry = reader.lastEntry("small");
        final Map.Entry<String, Integer> index =
                reader.indexes(entry[0], entry[2]).get(0);
        assertThat(reader.atoms(index.getKey(), index.getValue()))
                .containsExactly("((* 2 $x) = (twice $x)) 1 1", "(b edge a) 1 0", "(c edge b) 2 0");
    }

    @Test
    void readerThatKnowsOnlyThePageRefusesAChangedByte() throws IOException {
        final Path copy = Files.createDirectories(directory.resolve("copy"));
        Files.createDirectories(copy.resolve("segments"));
        for (final String file : List.of("STORE", INDEX, "segments/0000000001.map")) {
            Files.copy(store.resolve(file), copy.resolve(file));
        }
        assertThat(PageReader.open(copy)).isNotNull();
        final byte[] index = Files.readAllBytes(copy.resolve(INDEX));
        index[50] ^= 1;
        Files.write(copy.resolve(INDEX), index);
        assertThatThrownBy(() -> PageReader.open(copy)).hasMessageContaining("crc of an index");
    }

    private static void assertExample(String name, String actual) throws IOException {
        if (UPDATE) {
            FileFormatPage.replace(name, actual);
        }
        assertThat(FileFormatPage.block(name))
                .as(
                        "example %s of %s; if this is what it should be: mvn -pl store test -Dtest=FileFormatTest"
                                + " -Dgolden.update=true",
                        name, FileFormatPage.FILE)
                .isEqualTo(actual);
    }

    @Test
    void pageHasTheStoreFile() throws IOException {
        assertExample("STORE", Files.readString(store.resolve("STORE")));
    }

    @Test
    void pageHasTheLineOfTheLogButForTimeAndChecksum() throws IOException {
        final String[] fields = PageReader.open(store).lastEntry("small");
        fields[5] = "TIME";
        assertExample("log", String.join(" ", fields) + " CRC32C\n");
    }

    @Test
    void pageHasTheRecordOfTheSnapshot() throws IOException {
        final PageReader reader = PageReader.open(store);
        assertExample("snapshot", FileFormatPage.hex(reader.value(reader.lastEntry("small")[0])));
    }

    @Test
    void pageHasTheSegment() throws IOException {
        final PageReader reader = PageReader.open(store);
        final String root = reader.spaces(reader.lastEntry("small")[0]).get(0).getKey();
        assertExample("segment", FileFormatPage.hex(reader.value(root)));
    }

    @Test
    void pageHasTheRecordOfTheIndexes() throws IOException {
        final PageReader reader = PageReader.open(store);
        assertExample("indexes", FileFormatPage.hex(reader.value(reader.lastEntry("small")[2])));
    }

    @Test
    void pageHasTheDirectory() throws IOException {
        final PageReader reader = PageReader.open(store);
        final String root = reader.spaces(reader.lastEntry("large")[0]).get(0).getKey();
        assertExample("directory", FileFormatPage.hex(reader.value(root)));
    }

    /** Of an index, the header's map facts and the offsets depend on how Chronicle lays out a map. */
    @Test
    void pageHasTheRecordOfTheSegmentInTheIndexButForItsOffset() throws IOException {
        final PageReader reader = PageReader.open(store);
        final String root = reader.spaces(reader.lastEntry("small")[0]).get(0).getKey();
        final byte[] index = Files.readAllBytes(store.resolve(INDEX));
        int at = 52;
        while (!HexFormat.of().formatHex(index, at, at + 16).equals(root)) {
            at += 28;
        }
        final byte[] record = Arrays.copyOfRange(index, at, at + 28);
        Arrays.fill(record, 16, 24, (byte) 0);
        assertExample("index-record", FileFormatPage.hex(record));
    }
}
