package io.mettalith.store.verify;

import io.mettalith.store.environment.EnvironmentSummary;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.segment.ContentHash;
import io.mettalith.store.snapshot.ArgumentIndexesCodec;
import io.mettalith.store.snapshot.SnapshotCodec;
import io.mettalith.store.verify.Finding.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Checks the records of snapshots and of their argument indexes. Not thread-safe. */
final class RecordCheck {
    private final ValueTable table;
    private final ValueFacts facts;
    private final ValueCheck values;

    RecordCheck(ValueTable table, ValueFacts facts, ValueCheck values) {
        this.table = table;
        this.facts = facts;
        this.values = values;
    }

    /**
     * What was found of one record.
     *
     * @param summary what it says, or nothing if it is damaged
     * @param finding about it
     */
    record Checked(Optional<EnvironmentSummary> summary, Finding finding) {}

    /**
     * Checks the record of a snapshot.
     *
     * @param log that has the entry
     */
    Checked snapshot(RefEntry entry, Path log) {
        final ContentHash id = entry.snapshot();
        final Checked record = check(Part.SNAPSHOT, id, log, bytes -> SnapshotCodec.decode(bytes, id));
        final long atoms = record.summary().map(EnvironmentSummary::atoms).orElse(entry.atoms());
        final boolean ofMain = record.summary().stream().anyMatch(summary -> summary.mainAtoms() == entry.atoms());
        if (atoms == entry.atoms() || ofMain) { // earlier releases counted the main space only
            return record;
        }
        final Damages damages = Damages.of(Damage.of(log, 0, "atoms of " + id, atoms, entry.atoms()));
        return new Checked(record.summary(), Finding.of(Part.SNAPSHOT, id.toHex(), damages));
    }

    /** Checks the record of the argument indexes of a snapshot. */
    Checked indexes(ContentHash hash, EnvironmentSummary contents, Path log) {
        return check(Part.INDEXES, hash, log, bytes -> ArgumentIndexesCodec.decode(bytes, hash, contents));
    }

    private Checked check(Part part, ContentHash hash, Path log, Function<byte[], EnvironmentSummary> decoder) {
        final int ordinal = table.find(hash);
        if (ordinal == ValueTable.ABSENT) {
            return damaged(part, hash, Damage.of(log, 0, "reachable", hash, "in no generation"));
        }
        if (!values.isIntact(ordinal)) {
            return damaged(part, hash, facts.damage(ordinal));
        }
        final byte[] bytes = new byte[table.length(ordinal)];
        table.read(ordinal, bytes);
        try {
            final EnvironmentSummary summary = decoder.apply(bytes);
            return new Checked(Optional.of(summary), new Finding(part, hash.toHex(), List.of(), 0, List.of()));
        } catch (final RuntimeException e) {
            return damaged(part, hash, Damage.of(table.file(ordinal), table.offset(ordinal), e));
        }
    }

    private static Checked damaged(Part part, ContentHash hash, Damage damage) {
        return new Checked(Optional.empty(), Finding.of(part, hash.toHex(), Damages.of(damage)));
    }
}
