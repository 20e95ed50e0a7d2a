package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.segment.ContentHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a store has to answer.
 *
 * @param logs of the refs, the newest entry first
 * @param contents of the snapshots
 */
record StoreExpectation(Map<String, List<RefEntry>> logs, Map<ContentHash, List<String>> contents) {
    private static final AtomCode QUERY = new AtomWriter()
            .expression(3)
            .symbol("fact")
            .variable("number")
            .symbol("value-5")
            .toAtomCode();

    /** Asks a store that is known to be right. */
    static StoreExpectation of(SegmentStore store) {
        final Map<String, List<RefEntry>> logs = new TreeMap<>();
        final Map<ContentHash, List<String>> contents = new HashMap<>();
        for (final Ref ref : store.refs()) {
            logs.put(ref.name(), store.log(ref.name()));
            for (final RefEntry entry : store.log(ref.name())) {
                contents.computeIfAbsent(entry.snapshot(), id -> read(store, id.toHex()));
            }
        }
        return new StoreExpectation(logs, contents);
    }

    /** Returns all that a snapshot has, and what a query finds there that an index answers if there is one. */
    static List<String> read(SegmentStore store, String snapshot) {
        try (Environment checkout = store.checkout(snapshot)) {
            return read(checkout);
        }
    }

    static List<String> read(Environment environment) {
        final List<String> lines = new ArrayList<>(Contents.of(environment));
        try (Cursor cursor = environment.match(QUERY)) {
            while (cursor.next()) {
                lines.add("found " + cursor.toStoredAtom());
            }
        }
        return lines;
    }

    /** Returns the same with another log of a ref; an empty one stands for no ref. */
    StoreExpectation withLog(String ref, List<RefEntry> log) {
        final Map<String, List<RefEntry>> changed = new TreeMap<>(logs);
        if (log.isEmpty()) {
            changed.remove(ref);
        } else {
            changed.put(ref, log);
        }
        return new StoreExpectation(changed, contents);
    }

    StoreExpectation withContents(ContentHash snapshot, List<String> lines) {
        final Map<ContentHash, List<String>> changed = new HashMap<>(contents);
        changed.put(snapshot, lines);
        return new StoreExpectation(logs, changed);
    }
}
