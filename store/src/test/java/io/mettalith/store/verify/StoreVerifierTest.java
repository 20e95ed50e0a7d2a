package io.mettalith.store.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.Extent;
import io.mettalith.store.disk.IndexDescriptor;
import io.mettalith.store.disk.IndexPartWriter;
import io.mettalith.store.disk.MapFacts;
import io.mettalith.store.disk.NotAStoreException;
import io.mettalith.store.disk.SegmentListing;
import io.mettalith.store.disk.StorePaths;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SnapshotDescriptor;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.history.FileRefLogs;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.RefLine;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.SegmentDescriptor;
import io.mettalith.store.snapshot.ArgumentIndexesDescriptor;
import io.mettalith.store.snapshot.CorruptionSupport;
import io.mettalith.store.snapshot.Samples;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.store.verify.Finding.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreVerifierTest {
    private static final int DIRECTORY = SegmentDescriptor.MAGIC;

    @TempDir
    Path temporary;

    private Path directory;
    private StorePaths paths;
    private static ContentHash first;
    private static ContentHash second;

    @TempDir
    static Path shared;

    @BeforeAll
    static void commitTwice() {
        try (SegmentStore store = SegmentStore.openOrCreate(shared.resolve("store"));
                Environment environment = Samples.everything(5, 3_000)) {
            environment.buildIndex(SpaceId.MAIN, 3, 1);
            first = store.commit("main", environment, "first").snapshot();
            environment.add(Samples.fact(1_000_000));
            environment.add(Samples.rule("later", 7));
            second = store.commit("main", environment, "second").snapshot();
            store.commit("other", environment, "the same");
        }
    }

    @BeforeEach
    void copyStore() throws IOException {
        directory = temporary.resolve("store");
        paths = new StorePaths(directory);
        CorruptionSupport.copy(shared.resolve("store"), directory);
    }

    private Verification verify(boolean deep) {
        return verify(directory, deep);
    }

    private static Verification verify(Path store, boolean deep) {
        final StoreVerifier verifier = new StoreVerifier(store);
        return deep ? verifier.deep().verify() : verifier.verify();
    }

    private static Set<Part> damagedParts(Verification verification) {
        return verification.findings().stream()
                .filter(Finding::isDamaged)
                .map(Finding::part)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    private static List<String> damagedNames(Verification verification) {
        return verification.findings().stream()
                .filter(Finding::isDamaged)
                .map(finding -> finding.part() + " " + finding.name())
                .toList();
    }

    private static Damage onlyDamage(Verification verification, Part part) {
        final List<Damage> damages = verification.findings().stream()
                .filter(finding -> finding.part() == part)
                .flatMap(finding -> finding.damages().stream())
                .distinct()
                .toList();
        assertThat(damages).hasSize(1);
        return damages.get(0);
    }

    private static void flip(Path file, long offset) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        bytes[(int) offset] ^= 0x10;
        final Path replacement = file.resolveSibling(file.getFileName() + ".new");
        Files.write(replacement, bytes);
        Files.move(replacement, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns the values that are published, by the library's own reading. */
    private ValueTable values() {
        final ValueTable table = new ValueTable();
        SegmentListing.of(paths).parts().forEach(new GenerationCheck(paths, table)::check);
        table.build();
        return table;
    }

    private static boolean isKind(ValueTable table, int ordinal, byte kind) {
        final byte[] bytes = new byte[table.length(ordinal)];
        table.read(ordinal, bytes);
        return bytes[SegmentDescriptor.KIND_OFFSET] == kind
                && ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(SegmentDescriptor.MAGIC_OFFSET)
                        == SegmentDescriptor.MAGIC;
    }

    private static int firstOfKind(ValueTable table, byte kind) {
        int ordinal = 0;
        while (!isKind(table, ordinal, kind)) {
            ordinal++;
        }
        return ordinal;
    }

    /* ---------------- Whole stores ---------------- */

    @Test
    void everyPartOfAWholeStoreIsFine() {
        for (final boolean deep : new boolean[] {false, true}) {
            final Verification verification = verify(deep);
            assertThat(damagedNames(verification)).isEmpty();
            assertThat(verification.findings().stream().map(Finding::part).collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder(Part.values());
            assertThat(verification.findings())
                    .allSatisfy(finding -> assertThat(finding.remarks()).isEmpty());
        }
    }

    @Test
    void deepVerificationHashesEachValueOnceAndShallowOnlyWhatLeadsToSegments() {
        final ValueTable table = values();
        final Verification deep = verify(true);
        assertThat(deep.values()).isEqualTo(table.size());
        assertThat(deep.bytes()).isEqualTo(table.bytes());
        assertThat(verify(false).bytes()).isLessThan(table.bytes() / 4);
    }

    @Test
    void progressEndsWithTheWhole() {
        final AtomicLong most = new AtomicLong();
        new StoreVerifier(directory)
                .deep()
                .progress((done, total) -> {
                    assertThat(done).isLessThanOrEqualTo(total);
                    most.accumulateAndGet(done, Math::max);
                })
                .verify();
        assertThat(most).hasValue(values().bytes());
    }

    @Test
    void aRefIsVerifiedWithoutTheSnapshotsBeforeIt() {
        final List<String> names = new StoreVerifier(directory)
                .deep().verify("main").findings().stream().map(Finding::name).toList();
        assertThat(names).contains(second.toHex()).doesNotContain(first.toHex());
        final Verification byId =
                new StoreVerifier(directory).deep().verify(first.toHex().substring(0, 8));
        assertThat(byId.findings().stream().map(Finding::name).toList())
                .contains(first.toHex())
                .doesNotContain(second.toHex());
        assertThat(byId.isDamaged()).isFalse();
    }

    @Test
    void unknownRefIsRefused() {
        assertThatThrownBy(() -> new StoreVerifier(directory).verify("mian"))
                .isInstanceOf(UnknownRefException.class)
                .hasMessageContaining("name=mian");
    }

    @Test
    void directoryThatIsNoStoreIsRefused() {
        assertThatThrownBy(() -> new StoreVerifier(temporary).verify()).isInstanceOf(NotAStoreException.class);
    }

    @Test
    void storeIsVerifiedWhileAWriterHasItOpen() {
        try (SegmentStore store = SegmentStore.open(directory);
                Environment environment = store.checkout("main")) {
            environment.add(AtomCode.symbol("third"));
            store.commit("main", environment, "third");
            assertThat(damagedNames(verify(true))).isEmpty();
        }
    }

    /* ---------------- Changed bytes ---------------- */

    @Test
    void changedStoreFileIsNamedAndTheRestIsFine() throws IOException {
        flip(paths.store(), Files.size(paths.store()) - 3);
        final Verification verification = verify(true);
        assertThat(damagedParts(verification)).containsExactly(Part.STORE);
        assertThat(onlyDamage(verification, Part.STORE).file()).isEqualTo(paths.store());
    }

    @Test
    void changedLineOfALogIsNamedAndTheOtherLinesCount() throws IOException {
        flip(paths.log("main"), 5);
        final Verification verification = verify(true);
        assertThat(damagedNames(verification)).containsExactly("LOG main");
        assertThat(onlyDamage(verification, Part.LOG).offset()).isZero();
        assertThat(verification.findings().stream().map(Finding::name)).contains(second.toHex(), "other");
    }

    @Test
    void tornEndOfALogIsARemark() throws IOException {
        Files.writeString(paths.log("main"), "0123", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        final Verification verification = verify(true);
        assertThat(damagedNames(verification)).isEmpty();
        assertThat(verification.findings().stream().flatMap(finding -> finding.remarks().stream()))
                .singleElement()
                .asString()
                .contains("cut short");
    }

    @Test
    void changedIndexIsNamedAndNothingInItIsBelieved() throws IOException {
        final int newest = SegmentListing.of(paths).partsOf(1).last();
        flip(paths.indexPart(1, newest), IndexDescriptor.MAP_LENGTH_OFFSET);
        final Verification verification = verify(true);
        assertThat(damagedParts(verification))
                .contains(Part.INDEX, Part.SNAPSHOT)
                .doesNotContain(Part.LOG, Part.MAP);
        assertThat(onlyDamage(verification, Part.INDEX).rule()).isEqualTo("crc32c");
        assertThat(verification.values()).isZero();
    }

    @Test
    void changedSegmentIsNamedWithFileOffsetAndHashesOnlyByDeepVerification() throws IOException {
        final ValueTable table = values();
        final int segment = firstOfKind(table, SegmentDescriptor.KIND_ATOMS);
        flip(paths.map(1), table.offset(segment) + 40);
        assertThat(damagedNames(verify(false))).isEmpty();
        final Verification verification = verify(true);
        assertThat(damagedParts(verification)).contains(Part.MAP).doesNotContain(Part.INDEX, Part.SNAPSHOT, Part.LOG);
        final Damage damage = onlyDamage(verification, Part.MAP);
        assertThat(damage.file()).isEqualTo(paths.map(1));
        assertThat(damage.offset()).isEqualTo(table.offset(segment));
        assertThat(damage.expected()).isEqualTo(table.hash(segment).toHex());
        assertThat(damage.actual()).hasSize(32).isNotEqualTo(damage.expected());
    }

    @Test
    void damageInOneTreeLeavesTheOthersFine() throws IOException {
        final ValueTable table = values();
        final ContentHash root;
        try (SegmentStore store = SegmentStore.open(directory)) {
            root = store.snapshot("main").spaces().get(1).tree().root();
        }
        flip(paths.map(1), table.offset(table.find(root)) + 33);
        final Verification verification = verify(true);
        assertThat(damagedParts(verification)).containsExactly(Part.MAP, Part.TREE);
        final List<Finding> trees = verification.findings().stream()
                .filter(finding -> finding.part() == Part.TREE)
                .toList();
        assertThat(trees.stream().filter(Finding::isDamaged).count()).isBetween(1L, trees.size() - 2L);
    }

    @Test
    void changedDirectoryIsFoundByShallowVerification() throws IOException {
        final ValueTable table = values();
        final int found = firstOfKind(table, SegmentDescriptor.KIND_DIRECTORY);
        flip(paths.map(1), table.offset(found) + 60);
        final Verification verification = verify(false);
        assertThat(damagedParts(verification)).contains(Part.MAP);
        assertThat(onlyDamage(verification, Part.MAP).rule()).isEqualTo("hash");
    }

    @Test
    void changedRecordIsNamedAndTheOtherSnapshotIsFine() throws IOException {
        final ValueTable table = values();
        flip(paths.map(1), table.offset(table.find(second)) + 20);
        final Verification verification = verify(false);
        assertThat(damagedNames(verification)).containsExactly("MAP segments/0000000001.map", "SNAPSHOT " + second);
    }

    @Test
    void changedHeaderOfASegmentIsFoundByShallowVerification() throws IOException {
        final ValueTable table = values();
        flip(paths.map(1), table.offset(firstOfKind(table, SegmentDescriptor.KIND_ATOMS)));
        assertThat(damagedNames(verify(false)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(name).contains("TREE"));
    }

    @Test
    void cutMapIsNamedAndWhatIsLeftIsVerified() throws IOException {
        final ValueTable table = values();
        final long length = table.offset(table.size() - 1);
        Files.copy(paths.map(1), temporary.resolve("copy"));
        try (var channel = FileChannel.open(temporary.resolve("copy"), StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
        Files.move(temporary.resolve("copy"), paths.map(1), StandardCopyOption.REPLACE_EXISTING);
        final Verification verification = verify(true);
        assertThat(damagedParts(verification)).contains(Part.MAP);
        assertThat(verification.values()).isEqualTo(table.size() - 1);
    }

    @Test
    void missingMapIsNamed() throws IOException {
        Files.delete(paths.map(1));
        final Verification verification = verify(true);
        assertThat(damagedParts(verification)).contains(Part.MAP, Part.SNAPSHOT).doesNotContain(Part.INDEX);
        assertThat(onlyDamage(verification, Part.MAP).rule()).isEqualTo("present");
    }

    @Test
    void changedStructureOfAMapIsARemarkSinceReadersDoNotUseIt() throws IOException {
        flip(paths.map(1), 100);
        final Verification verification = verify(true);
        assertThat(damagedNames(verification)).isEmpty();
        assertThat(verification.findings().stream()
                        .filter(finding -> finding.part() == Part.MAP)
                        .flatMap(finding -> finding.remarks().stream()))
                .singleElement()
                .asString()
                .contains("structure");
    }

    /* ---------------- Wrong from the beginning ---------------- */

    private Verification forged(ForgedStore.Edit edit) throws IOException {
        final Path forged = temporary.resolve("forged");
        ForgedStore.forge(directory, forged, edit);
        return verify(forged, true);
    }

    /** Changes the first value of a kind only. */
    private static ForgedStore.Edit once(byte kind, ForgedStore.Edit edit) {
        final AtomicInteger seen = new AtomicInteger();
        return (magic, bytes) -> {
            if (magic == DIRECTORY && bytes.get(SegmentDescriptor.KIND_OFFSET) == kind && seen.getAndIncrement() == 0) {
                edit.change(magic, bytes);
            }
        };
    }

    private static Set<String> rules(Verification verification) {
        return verification.findings().stream()
                .flatMap(finding -> finding.damages().stream())
                .map(Damage::rule)
                .collect(Collectors.toSet());
    }

    @Test
    void forgedStoreWithoutChangesIsFine() throws IOException {
        assertThat(damagedNames(forged((magic, bytes) -> {}))).isEmpty();
    }

    @Test
    void wrongNumberOfEntriesBelowAChildIsFound() throws IOException {
        final Verification verification = forged(once(SegmentDescriptor.KIND_DIRECTORY, (magic, bytes) -> {
            final int at = ForgedStore.childrenOf(bytes).get(1) + ContentHash.LENGTH;
            bytes.put(at, (byte) (bytes.get(at) ^ 1));
        }));
        assertThat(rules(verification)).containsExactly("entries");
    }

    @Test
    void wrongFirstKeyOfAChildIsFound() throws IOException {
        final Verification verification = forged(once(SegmentDescriptor.KIND_DIRECTORY, (magic, bytes) -> {
            final int at = ForgedStore.childrenOf(bytes).get(2) - 1;
            bytes.put(at, (byte) (bytes.get(at) + 1));
        }));
        assertThat(rules(verification)).containsExactly("firstKey");
    }

    @Test
    void childThatIsThereTwiceIsFound() throws IOException {
        final Verification verification = forged(once(SegmentDescriptor.KIND_DIRECTORY, (magic, bytes) -> {
            final List<Integer> children = ForgedStore.childrenOf(bytes);
            final byte[] hash = new byte[ContentHash.LENGTH];
            bytes.get(children.get(3), hash);
            bytes.put(children.get(2), hash);
        }));
        assertThat(rules(verification)).contains("firstKey", "order");
    }

    @Test
    void childThatIsNotThereIsFound() throws IOException {
        final Verification verification = forged(once(
                SegmentDescriptor.KIND_DIRECTORY,
                (magic, bytes) -> bytes.putLong(ForgedStore.childrenOf(bytes).get(0), 12345)));
        assertThat(rules(verification)).containsExactly("reachable");
    }

    @Test
    void wrongHeightIsFound() throws IOException {
        final Verification verification = forged(once(
                SegmentDescriptor.KIND_DIRECTORY,
                (magic, bytes) -> bytes.putShort(SegmentDescriptor.HEIGHT_OFFSET, (short) 7)));
        assertThat(rules(verification)).containsExactly("height");
    }

    @Test
    void segmentWithAnOwnerIsFound() throws IOException {
        final Verification verification = forged(
                once(SegmentDescriptor.KIND_ATOMS, (magic, bytes) -> bytes.putLong(SegmentDescriptor.OWNER_OFFSET, 9)));
        assertThat(rules(verification)).containsExactly("owner");
        assertThat(damagedParts(verification)).contains(Part.MAP, Part.TREE);
    }

    @Test
    void atomThatIsNoCodeIsFound() throws IOException {
        final Verification verification = forged(once(
                SegmentDescriptor.KIND_ATOMS,
                (magic, bytes) -> bytes.put(SegmentDescriptor.HEADER_LENGTH + 3, (byte) 0x00)));
        assertThat(rules(verification)).containsExactly("atom");
    }

    @Test
    void wrongFlagOfVariablesIsFound() throws IOException {
        final int value = SegmentDescriptor.HEADER_LENGTH + 2;
        final Verification verification = forged(once(
                SegmentDescriptor.KIND_ATOMS,
                (magic, bytes) -> bytes.put(value, (byte) (bytes.get(value) ^ SegmentDescriptor.VARIABLES_FLAG))));
        assertThat(rules(verification)).containsExactly("variables");
    }

    @Test
    void moreCopiesThanTheRecordSaysAreFound() throws IOException {
        final int value = SegmentDescriptor.HEADER_LENGTH + 2;
        final Verification verification = forged(once(
                SegmentDescriptor.KIND_ATOMS,
                (magic, bytes) -> bytes.put(value, (byte) (bytes.get(value) + (1 << SegmentDescriptor.COUNT_SHIFT)))));
        assertThat(rules(verification)).containsExactly("atoms");
    }

    private Verification forgedRecord(int field, long addend) throws IOException {
        return forged((magic, bytes) -> {
            if (magic == SnapshotDescriptor.MAGIC) {
                final int at = SnapshotDescriptor.HEADER_LENGTH + field;
                bytes.putLong(at, bytes.getLong(at) + addend);
            }
        });
    }

    @Test
    void wrongFiguresOfARecordAreFound() throws IOException {
        assertThat(rules(forgedRecord(SnapshotDescriptor.SPACE_ENTRIES_OFFSET, -1)))
                .containsExactly("entries");
    }

    @Test
    void wrongNumberOfAtomsWithVariablesIsFound() throws IOException {
        assertThat(rules(forgedRecord(SnapshotDescriptor.SPACE_VARIABLE_ENTRIES_OFFSET, 1)))
                .containsExactly("variableEntries");
    }

    @Test
    void atomsThatTheLogAndTheTreeDoNotHaveAreFound() throws IOException {
        assertThat(rules(forgedRecord(SnapshotDescriptor.SPACE_ATOMS_OFFSET, 1)))
                .hasSize(2)
                .contains("atoms")
                .anySatisfy(rule -> assertThat(rule).startsWith("atoms of "));
    }

    @Test
    void stampThatHasNotBeenGivenIsFound() throws IOException {
        assertThat(rules(forgedRecord(SnapshotDescriptor.SPACE_NEXT_STAMP_OFFSET, -1)))
                .containsExactly("stamp");
    }

    @Test
    void stampThatIsGivenTwiceIsFound() throws IOException {
        final Verification verification = forged((magic, bytes) -> {
            if (magic == SegmentDescriptor.MAGIC) {
                replaceStamp(bytes, 3, 2);
            }
        });
        assertThat(rules(verification)).containsExactly("stamp given once");
    }

    /** Gives the entries of a segment that have one stamp another; all numbers in it take one byte. */
    private static void replaceStamp(ByteBuffer segment, int from, int to) {
        final boolean atoms = segment.get(SegmentDescriptor.KIND_OFFSET) == SegmentDescriptor.KIND_ATOMS;
        final int end = atoms ? segment.getInt(SegmentDescriptor.ENTRIES_END_OFFSET) : 0;
        int at = SegmentDescriptor.HEADER_LENGTH;
        while (at < end) {
            final int suffixLength = segment.get(at + 1);
            final boolean ordered = (segment.get(at + 2) & SegmentDescriptor.ORDERED_FLAG) != 0;
            if (ordered && segment.get(at + 3) == from) {
                segment.put(at + 3, (byte) to);
            }
            at += (ordered ? 4 : 3) + suffixLength;
        }
    }

    @Test
    void indexWithoutAnAtomOfItsSpaceIsFound() throws IOException {
        final ValueTable table = values();
        final Optional<ContentHash> indexes;
        try (SegmentStore store = SegmentStore.open(directory)) {
            indexes = store.log("main").get(1).indexes();
        }
        final byte[] older = new byte[table.length(table.find(indexes.orElseThrow()))];
        table.read(table.find(indexes.orElseThrow()), older);
        final Verification verification = withIndexRecord(older);
        assertThat(damagedParts(verification)).containsExactly(Part.INDEX_TREE);
        assertThat(rules(verification)).containsExactly("figures of the space's part");
    }

    /** Verifies a store whose newest snapshot has the index trees of the one before. */
    private Verification withIndexRecord(byte[] older) throws IOException {
        final Path target = temporary.resolve("older");
        CorruptionSupport.copy(directory, target);
        final StorePaths copy = new StorePaths(target);
        final RefEntry entry =
                new FileRefLogs(paths, SystemFiles.INSTANCE).last("main").orElseThrow();
        final byte[] record = older.clone();
        System.arraycopy(second.toBytes(), 0, record, ArgumentIndexesDescriptor.SNAPSHOT_OFFSET, ContentHash.LENGTH);
        final ContentHash hash = ContentHash.of(record, 0, record.length);
        final TreeMap<ContentHash, Extent> extents = new TreeMap<>();
        extents.put(hash, new Extent(0, record.length));
        Files.write(copy.map(2), record);
        final ByteBuffer index =
                IndexPartWriter.encode(List.of(), extents, 1, extents.size(), new MapFacts(record.length, 0, 0, 0));
        final byte[] bytes = new byte[index.remaining()];
        index.get(bytes);
        Files.write(copy.indexPart(2, 1), bytes);
        for (final String ref : FileRefLogs.withFile(copy)) {
            Files.delete(copy.log(ref)); // they come from entries that the forged log does not have
        }
        Files.write(
                copy.log("main"),
                RefLine.encode(
                        new RefEntry(
                                entry.number(),
                                entry.kind(),
                                second,
                                List.of(),
                                Optional.of(hash),
                                entry.time(),
                                entry.atoms(),
                                "forged"),
                        RefLine.place("main", new byte[0], 0)));
        return verify(target, true);
    }
}
