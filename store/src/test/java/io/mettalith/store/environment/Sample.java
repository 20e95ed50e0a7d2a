package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.SegmentMemory;
import io.mettalith.store.segment.TreeValidator;
import java.util.ArrayList;
import java.util.List;

/** Short ways to write atoms and to read environments in tests. */
final class Sample {
    private static final long PATIENCE_NS = 30_000_000_000L;

    /** So often in a row nothing must have been freed before what earlier tests left is taken to be gone. */
    private static final int QUIET_ROUNDS = 8;

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

    /** Walks all spaces of an environment that nobody writes meanwhile, and checks every rule their parts must obey. */
    static void validate(Environment environment) {
        for (final SpaceId space : environment.spaces()) {
            TreeValidator.validate(environment.stateOf(space).tree);
            IndexValidator.validate(environment, space);
        }
    }

    /** Returns the off-heap bytes once they are down to {@code expected}, or after some patience. */
    static long settledBytes(long expected) throws InterruptedException {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        while (SegmentMemory.allocatedBytes() > expected && System.nanoTime() < deadline) {
            System.gc();
            Thread.sleep(50);
        }
        return SegmentMemory.allocatedBytes();
    }

    /** Returns the bytes in use on the heap after a collection. */
    static long heapBytes() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(20);
        }
        final Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Returns the off-heap bytes in use once what earlier tests have left to the collector is gone. */
    static long settledBytes() throws InterruptedException {
        long before = Long.MAX_VALUE;
        long now = SegmentMemory.allocatedBytes();
        for (int quiet = 0; quiet < QUIET_ROUNDS; quiet = now < before ? 0 : quiet + 1) {
            before = now;
            System.gc();
            Thread.sleep(20);
            now = SegmentMemory.allocatedBytes();
        }
        return now;
    }
}
