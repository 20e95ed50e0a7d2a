package io.mettalith.store.disk;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** One bit for each of a fixed number of things, off at first. Threading: any thread may set and ask. */
final class Marks {
    private final AtomicIntegerArray words;

    Marks(int count) {
        words = new AtomicIntegerArray((int) (((long) count + Integer.SIZE - 1) / Integer.SIZE));
    }

    boolean has(int position) {
        return (words.get(position / Integer.SIZE) & 1 << position) != 0;
    }

    void set(int position) {
        words.getAndAccumulate(position / Integer.SIZE, 1 << position, (word, bit) -> word | bit);
    }
}
