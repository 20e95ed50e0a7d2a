package io.mettalith.store.environment;

import static io.mettalith.store.environment.DeltaDescriptor.BASE_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.CHECKSUM_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.EMPTY_LENGTH;
import static io.mettalith.store.environment.DeltaDescriptor.LENGTH_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.MAGIC;
import static io.mettalith.store.environment.DeltaDescriptor.MAGIC_OFFSET;
import static io.mettalith.store.environment.DeltaDescriptor.VERSION;
import static io.mettalith.store.environment.DeltaDescriptor.VERSION_OFFSET;

import io.mettalith.store.atom.AtomCodeException;
import io.mettalith.store.atom.AtomVerifier;
import io.mettalith.store.segment.AtomCount;
import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Decides whether bytes are a delta, to be asked once about bytes of unknown origin. Accepted bytes are exactly those
 * that {@link DeltaWriter} makes of the delta they hold, and can be applied without further checks.
 */
final class DeltaVerifier {
    private static final String HEADER_RULE = "the header is as described";

    private final DeltaReader reader;
    private final UnsafeBuffer code = new UnsafeBuffer(0, 0);
    private long size;

    private DeltaVerifier(byte[] bytes) {
        reader = new DeltaReader(bytes);
    }

    /**
     * Returns the delta that the bytes are, and keeps them.
     *
     * @throws DeltaDamagedException if they are none
     * @throws DeltaTooNewException if they have a later layout
     * @throws DeltaTooOldException if they have a layout that is no longer read
     */
    static Delta verified(byte[] bytes) {
        final ByteBuffer fields = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        check(bytes.length >= EMPTY_LENGTH, "a delta has at least " + EMPTY_LENGTH + " bytes", 0, bytes.length);
        check(fields.getInt(MAGIC_OFFSET) == MAGIC, HEADER_RULE, MAGIC_OFFSET, fields.getInt(MAGIC_OFFSET));
        checkVersion(fields.getInt(VERSION_OFFSET));
        check(fields.getInt(LENGTH_OFFSET) == bytes.length, HEADER_RULE, LENGTH_OFFSET, bytes.length);
        final int end = bytes.length - CHECKSUM_LENGTH;
        final int checksum = DeltaWriter.checksum(bytes, end);
        check(fields.getInt(end) == checksum, "the checksum is that of the bytes before it", end, checksum);
        final DeltaVerifier verifier = new DeltaVerifier(bytes);
        verifier.verifySpaces();
        return new Delta(bytes, ContentHash.fromBytes(bytes, BASE_OFFSET), verifier.size);
    }

    private static void checkVersion(int version) {
        if (version > VERSION) {
            throw new DeltaTooNewException(version);
        }
        if (version < VERSION) {
            throw new DeltaTooOldException(version);
        }
    }

    private void verifySpaces() {
        while (reader.nextSpace()) {
            while (reader.nextEntry()) {
                verifyEntry();
                size++;
            }
        }
    }

    private void verifyEntry() {
        final int length = reader.codeLength();
        code.wrap(reader.code(), 0, length);
        check(AtomCount.fits(Math.abs(reader.count())), "an entry has a count", 0, reader.count());
        check((variables() > 0) == reader.variables(), "an entry tells atoms with variables", 0, size);
        check(
                !reader.placed() || Vocabulary.isOrdered(reader.code(), length),
                "definitions alone have a place",
                0,
                reader.moment());
        check(
                !reader.space().equals(SpaceId.REGISTRY) || Registry.isEntry(reader.code(), length),
                "the registry holds states and tokens alone",
                0,
                size);
    }

    private int variables() {
        try {
            return AtomVerifier.verify(code, 0, reader.codeLength());
        } catch (final AtomCodeException e) {
            throw new DeltaDamagedException("an entry has an atom", e);
        }
    }

    private static void check(boolean holds, String rule, int offset, long found) {
        if (!holds) {
            throw new DeltaDamagedException(rule, offset, found);
        }
    }
}
