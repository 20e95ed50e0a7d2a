package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.SegmentMemory;
import java.util.ArrayList;
import java.util.List;

/** Short ways to write atoms and to read environments in tests. */
final class Sample {
    private Sample() {}

    /** Returns an expression of symbols; a word that begins with {@code $} is a variable. */
    static AtomCode atom(String... words) {
        final AtomCode[] children = new AtomCode[words.length];
        for (int i = 0; i < words.length; i++) {
            children[i] = word(words[i]);
        }
        return AtomCode.expression(children);
    }

    static AtomCode word(String text) {
        return text.startsWith("$") ? AtomCode.variable(text.substring(1)) : AtomCode.symbol(text);
    }

    /** Returns {@code (= left right)}. */
    static AtomCode rule(AtomCode left, String right) {
        return AtomCode.expression(AtomCode.symbol("="), left, word(right));
    }

    /** Returns what a cursor yields, with {@code *n} behind atoms of several copies, and closes it. */
    static List<String> texts(Cursor cursor) {
        final List<String> texts = new ArrayList<>();
        try (cursor) {
            while (cursor.next()) {
                texts.add(cursor.toStoredAtom().code() + (cursor.count() > 1 ? "*" + cursor.count() : ""));
            }
        }
        return texts;
    }

    static List<String> texts(Environment environment) {
        return texts(environment.atoms(SpaceId.MAIN));
    }

    /** Returns the off-heap bytes in use once what earlier tests have left to the collector is gone. */
    static long settledBytes() throws InterruptedException {
        long before = Long.MAX_VALUE;
        long now = SegmentMemory.allocatedBytes();
        for (int quiet = 0; quiet < 3; quiet = now < before ? 0 : quiet + 1) {
            before = now;
            System.gc();
            Thread.sleep(20);
            now = SegmentMemory.allocatedBytes();
        }
        return now;
    }
}
