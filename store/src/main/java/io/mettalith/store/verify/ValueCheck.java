package io.mettalith.store.verify;

import static io.mettalith.store.segment.SegmentDescriptor.KIND_ATOMS;
import static io.mettalith.store.segment.SegmentDescriptor.KIND_DIRECTORY;

import io.mettalith.store.atom.AtomCodeException;
import io.mettalith.store.atom.AtomVerifier;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.segment.DirectoryReader;
import io.mettalith.store.segment.SegmentDamagedException;
import io.mettalith.store.segment.SegmentHeader;
import io.mettalith.store.segment.SegmentReader;
import io.mettalith.store.verify.ValueFacts.State;

/**
 * Checks single values: their hash and, on demand, whatever rule one value alone can break. Only bytes with the right hash
 * are read as a structure. To be reused by one thread; allocates little that depends on the number of values.
 */
final class ValueCheck {
    private final ValueTable table;
    private final ValueFacts facts;
    private final SegmentReader segment = new SegmentReader();
    private final DirectoryReader directory = new DirectoryReader();
    private AtomVerifier atoms = new AtomVerifier();
    private byte[] scratch = new byte[1 << 13];
    private long values;
    private long bytes;

    ValueCheck(ValueTable table, ValueFacts facts) {
        this.table = table;
        this.facts = facts;
    }

    /** Returns how many hashes have been computed. */
    long values() {
        return values;
    }

    /** Returns of how many bytes. */
    long bytes() {
        return bytes;
    }

    /** Reports whether a value has the hash that it is stored under. */
    boolean isIntact(int ordinal) {
        if (facts.state(ordinal) == State.UNKNOWN) {
            checkHash(ordinal);
        }
        return facts.state(ordinal) != State.DAMAGED;
    }

    private void checkHash(int ordinal) {
        final int length = table.length(ordinal);
        if (length > scratch.length) {
            scratch = new byte[Math.max(length, 2 * scratch.length)];
        }
        table.read(ordinal, scratch);
        final ContentHash actual = ContentHash.of(scratch, 0, length);
        values++;
        bytes += length;
        if (actual.equals(table.hash(ordinal))) {
            facts.note(ordinal, State.INTACT);
        } else {
            facts.noteDamage(ordinal, damage(ordinal, 0, "hash", table.hash(ordinal), actual));
        }
    }

    private Damage damage(int ordinal, int offset, String rule, Object expected, Object actual) {
        return Damage.of(table.file(ordinal), table.offset(ordinal) + (long) offset, rule, expected, actual);
    }

    /** Checks a value's hash, and all within it that is a segment or a directory. */
    void check(int ordinal) {
        if (!isIntact(ordinal)) {
            return;
        }
        final long address = table.address(ordinal);
        final int length = table.length(ordinal);
        try {
            if (SegmentHeader.isOfKind(address, length, KIND_ATOMS)) {
                checkSegment(ordinal, address, length);
            } else if (SegmentHeader.isOfKind(address, length, KIND_DIRECTORY)) {
                checkDirectory(ordinal, address, length);
            }
        } catch (final SegmentDamagedException e) {
            facts.noteDamage(ordinal, damage(ordinal, e.offset(), e.field(), e.expected(), e.actual()));
        } catch (final AtomCodeException e) {
            atoms = new AtomVerifier();
            facts.noteDamage(ordinal, damage(ordinal, segment.offset(), "atom", "the code of an atom", e.getMessage()));
        } catch (final RuntimeException e) {
            atoms = new AtomVerifier();
            facts.noteDamage(ordinal, damage(ordinal, 0, "readable", "no refusal", e));
        }
    }

    private void checkDirectory(int ordinal, long address, int length) {
        directory.wrap(address, length);
        while (directory.advance()) {
            // each step checks one child's entry, the last one what remains
        }
        facts.note(ordinal, State.SOUND);
    }

    private void checkSegment(int ordinal, long address, int length) {
        long atomCount = 0;
        int withVariables = 0;
        int withStamps = 0;
        segment.wrap(address, length);
        while (segment.advance()) {
            final boolean variables = atoms.verifyNext(segment.keyView(), 0, segment.keyLength(), segment.shared()) > 0;
            if (variables != segment.hasVariables()) {
                facts.noteDamage(
                        ordinal, damage(ordinal, segment.offset(), "variables", variables, segment.hasVariables()));
                return;
            }
            atomCount += segment.count();
            withVariables += variables ? 1 : 0;
            withStamps += segment.stamp() == 0 ? 0 : 1;
        }
        facts.noteSegment(ordinal, atomCount, withVariables, withStamps);
    }
}
