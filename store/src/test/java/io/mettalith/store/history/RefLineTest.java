package io.mettalith.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.disk.Checksum;
import io.mettalith.store.history.RefEntry.Kind;
import io.mettalith.store.history.RefEntry.Parent;
import io.mettalith.store.segment.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefLineTest {
    private static final String PLACE = "main 0123abcd ";
    private static final ContentHash ID = new ContentHash(0x0123456789abcdefL, -2);
    private static final ContentHash PARENT = new ContentHash(0, 0xff);
    private static final EntryId ENTRY = new EntryId(new ContentHash(-1, 0xabc));

    private static Parent exact(ContentHash snapshot) {
        return new Parent(snapshot, Optional.of(ENTRY));
    }

    private static Parent bySnapshot(ContentHash snapshot) {
        return new Parent(snapshot, Optional.empty());
    }

    private static RefEntry entry(String message) {
        return new RefEntry(
                17,
                Kind.COMMIT,
                ID,
                List.of(exact(PARENT)),
                Optional.empty(),
                Instant.ofEpochMilli(1_800_000_000_123L),
                42,
                message);
    }

    private static Optional<RefEntry> decode(byte[] line) {
        return RefLine.decode(line, 0, line.length - 1, PLACE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                " padded ",
                "- 12 0123abcd",
                "\\",
                "\\n",
                "\n\r\t\u0000\u007f\u0085",
                "\u2028\ud83d\ude00"
            })
    void decodesWhatItEncoded(String message) {
        final byte[] line = RefLine.encode(entry(message), PLACE);
        assertThat(line[line.length - 1]).isEqualTo((byte) '\n');
        assertThat(new String(line, 0, line.length - 1, StandardCharsets.UTF_8)).doesNotContain("\n");
        assertThat(decode(line)).contains(entry(message));
    }

    @Test
    void firstEntryHasNoParent() {
        final RefEntry first = new RefEntry(1, Kind.COMMIT, ID, List.of(), Optional.empty(), Instant.EPOCH, 0, "");
        assertThat(new String(RefLine.encode(first, PLACE), StandardCharsets.UTF_8))
                .startsWith("0123456789abcdeffffffffffffffffe - - commit 1 0 0  ");
        assertThat(decode(RefLine.encode(first, PLACE))).contains(first);
    }

    @Test
    void indexesAreNamedBehindTheParent() {
        final RefEntry indexed = new RefEntry(1, Kind.TAG, ID, List.of(), Optional.of(PARENT), Instant.EPOCH, 7, "x");
        assertThat(new String(RefLine.encode(indexed, PLACE), StandardCharsets.UTF_8))
                .startsWith("0123456789abcdeffffffffffffffffe - 000000000000000000000000000000ff tag 1 0 7 x ");
        assertThat(decode(RefLine.encode(indexed, PLACE))).contains(indexed);
    }

    @Test
    void parentsOfAMergeAreSeparatedByAComma() {
        final RefEntry merge = new RefEntry(
                3, Kind.MERGE, ID, List.of(exact(PARENT), exact(ID)), Optional.empty(), Instant.EPOCH, 7, "x");
        final String entry = "@ffffffffffffffff0000000000000abc";
        assertThat(new String(RefLine.encode(merge, PLACE), StandardCharsets.UTF_8))
                .startsWith("0123456789abcdeffffffffffffffffe 000000000000000000000000000000ff" + entry
                        + ",0123456789abcdeffffffffffffffffe" + entry + " - merge 3 0 7 x ");
        assertThat(decode(RefLine.encode(merge, PLACE))).contains(merge);
    }

    @Test
    void parentsOfAnEarlierFormatAreSnapshots() {
        final RefEntry merge = new RefEntry(
                3,
                Kind.MERGE,
                ID,
                List.of(bySnapshot(PARENT), bySnapshot(ID)),
                Optional.empty(),
                Instant.EPOCH,
                7,
                "x");
        assertThat(new String(RefLine.encode(merge, PLACE), StandardCharsets.UTF_8))
                .startsWith("0123456789abcdeffffffffffffffffe 000000000000000000000000000000ff,"
                        + "0123456789abcdeffffffffffffffffe - merge 3 0 7 x ");
        assertThat(decode(RefLine.encode(merge, PLACE))).contains(merge);
    }

    @Test
    void nameOfAnEntryIsOfItsPastAndNotOfItsIndexesOrSize() {
        final RefEntry entry =
                new RefEntry(3, Kind.COMMIT, ID, List.of(exact(PARENT)), Optional.empty(), Instant.EPOCH, 7, "x");
        final RefEntry indexed =
                new RefEntry(3, Kind.COMMIT, ID, List.of(exact(PARENT)), Optional.of(ID), Instant.EPOCH, 8, "x");
        assertThat(indexed.id()).isEqualTo(entry.id());
        assertThat(List.of(
                        new RefEntry(
                                4, Kind.COMMIT, ID, List.of(exact(PARENT)), Optional.empty(), Instant.EPOCH, 7, "x"),
                        new RefEntry(3, Kind.PICK, ID, List.of(exact(PARENT)), Optional.empty(), Instant.EPOCH, 7, "x"),
                        new RefEntry(
                                3,
                                Kind.COMMIT,
                                PARENT,
                                List.of(exact(PARENT)),
                                Optional.empty(),
                                Instant.EPOCH,
                                7,
                                "x"),
                        new RefEntry(
                                3,
                                Kind.COMMIT,
                                ID,
                                List.of(bySnapshot(PARENT)),
                                Optional.empty(),
                                Instant.EPOCH,
                                7,
                                "x"),
                        new RefEntry(3, Kind.COMMIT, ID, List.of(), Optional.empty(), Instant.EPOCH, 7, "x"),
                        new RefEntry(
                                3, Kind.COMMIT, ID, List.of(exact(PARENT)), Optional.empty(), Instant.EPOCH, 7, "y")))
                .extracting(RefEntry::id)
                .doesNotContain(entry.id())
                .doesNotHaveDuplicates();
    }

    @Test
    void longestLineHasRoom() {
        final RefEntry longest = new RefEntry(
                999_999_999_999_999_999L,
                Kind.BRANCH,
                ID,
                Collections.nCopies(RefLine.MAX_PARENTS, exact(PARENT)),
                Optional.of(PARENT),
                Instant.ofEpochMilli(-999_999_999_999_999_999L),
                Long.MAX_VALUE,
                "\u0001".repeat(RefLine.MAX_MESSAGE_LENGTH));
        assertThat(RefLine.encode(longest, PLACE)).hasSizeLessThanOrEqualTo(RefLine.MAX_LENGTH);
        assertThat(decode(RefLine.encode(longest, PLACE))).contains(longest);
    }

    @Test
    void lineOfAnEarlierFormatIsNone() {
        for (final String fields : List.of(
                "0123456789abcdeffffffffffffffffe - 0 0 message ",
                "0123456789abcdeffffffffffffffffe - - 0 0 message ")) {
            assertThat(decode((fields + Checksum.hex(fields) + "\n").getBytes(StandardCharsets.UTF_8)))
                    .isEmpty();
        }
    }

    @Test
    void moreAtomsThanALongCountsAreNone() {
        final String fields = "0123456789abcdeffffffffffffffffe - - commit 1 0 9223372036854775808 message ";
        final String line = fields + Checksum.hex(PLACE + fields) + "\n";
        assertThat(decode(line.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void lineIsNoneInAnotherPlace() {
        final byte[] line = RefLine.encode(entry("x"), PLACE);
        assertThat(RefLine.decode(line, 0, line.length - 1, "other 0123abcd ")).isEmpty();
        assertThat(RefLine.decode(line, 0, line.length - 1, RefLine.place("main", line, line.length)))
                .isEmpty();
    }

    @Test
    void placeHasTheNameAndTheChecksumOfTheLineBefore() {
        final byte[] line = RefLine.encode(entry("x"), PLACE);
        final String checksum = new String(line, line.length - 9, 8, StandardCharsets.UTF_8);
        assertThat(RefLine.place("main", line, line.length)).isEqualTo("main " + checksum + " ");
        assertThat(RefLine.place("main", line, 0)).isEqualTo("main  ");
    }

    @Test
    void onlyWhatBeginsALineIsTorn() {
        final byte[] line = RefLine.encode(entry("text with \u00e4"), PLACE);
        for (int length = 1; length < line.length; length++) {
            assertThat(RefLine.isTorn(line, 0, length, PLACE))
                    .as("length %d", length)
                    .isTrue();
        }
        line[line.length - 1] = 's';
        assertThat(RefLine.isTorn(line, 0, line.length, PLACE))
                .as("another end")
                .isFalse();
        line[20] = (byte) 0xFF;
        assertThat(RefLine.isTorn(line, 0, 30, PLACE)).isFalse();
        assertThat(RefLine.beginsLikeALine(line, 0, 30)).isFalse();
    }

    @Test
    void everyChangedByteIsNoticed() {
        everyChangedByteIsNoticed(entry("some message"));
        everyChangedByteIsNoticed(
                new RefEntry(9, Kind.BRANCH, ID, List.of(exact(PARENT)), Optional.of(ID), Instant.EPOCH, 1, "indexed"));
        everyChangedByteIsNoticed(new RefEntry(
                9, Kind.MERGE, ID, List.of(bySnapshot(PARENT), exact(ID)), Optional.empty(), Instant.EPOCH, 1, ""));
    }

    private static void everyChangedByteIsNoticed(RefEntry entry) {
        final byte[] line = RefLine.encode(entry, PLACE);
        for (int offset = 0; offset < line.length - 1; offset++) {
            for (int bit = 0; bit < 8; bit++) {
                final byte[] changed = line.clone();
                changed[offset] ^= (byte) (1 << bit);
                assertThat(decode(changed)).as("offset %d", offset).isEmpty();
            }
        }
    }
}
