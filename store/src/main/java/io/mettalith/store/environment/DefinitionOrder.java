package io.mettalith.store.environment;

import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The normal form of the order of definitions: their stamps are 1, 2, 3 and so on. A definition that is taken out leaves
 * a gap, and so does one in a batch that was there already; a snapshot has none, since nobody could tell from its contents.
 *
 * <p>Used by one thread.
 */
final class DefinitionOrder {
    private final SpaceState state;
    private final List<Definition> definitions = new ArrayList<>();

    private DefinitionOrder(SpaceState state) {
        this.state = state;
    }

    private record Definition(byte[] code, boolean variables, long stamp, long count) {}

    /** Reports whether the stamps of a space have no gaps. O(log n). */
    static boolean isNormal(SpaceState state) {
        if (state.nextStamp == 1) {
            return true;
        }
        long definitions = 0;
        for (final byte[] prefix : Vocabulary.orderedPrefixes()) {
            definitions += state.tree.entriesWithPrefix(prefix, prefix.length);
        }
        return state.nextStamp == definitions + 1;
    }

    /** Closes the gaps. Takes time proportional to the definitions behind the first, and a look at all before. */
    static void normalize(SpaceState state) {
        new DefinitionOrder(state).renumber();
    }

    private void renumber() {
        for (final byte[] prefix : Vocabulary.orderedPrefixes()) {
            collect(prefix);
        }
        definitions.sort(Comparator.comparingLong(Definition::stamp));
        long stamp = 1;
        for (final Definition definition : definitions) {
            if (definition.stamp() != stamp) {
                adjust(definition, 0, -definition.count());
                adjust(definition, stamp, definition.count());
            }
            stamp++;
        }
        state.nextStamp = stamp;
        state.noteChanges();
    }

    private void collect(byte[] prefix) {
        final TreeCursor cursor = state.tree.cursor();
        cursor.seek(prefix, prefix.length);
        while (cursor.advance()) {
            final byte[] code = Arrays.copyOf(cursor.key(), cursor.keyLength());
            definitions.add(new Definition(code, cursor.hasVariables(), cursor.stamp(), cursor.count()));
        }
    }

    private void adjust(Definition definition, long stamp, long delta) {
        state.adjustAll(definition.code(), definition.code().length, definition.variables(), stamp, delta);
    }
}
