package io.mettalith.store.segment;

import static org.agrona.UnsafeApi.getLong;
import static org.agrona.UnsafeApi.putLong;

import java.util.Arrays;

/**
 * Sorts one run after the other in memory.
 *
 * <p>For each key there is an entry of two words: the eight bytes of the key behind what the keys of its group share,
 * and the address of its record. A group is sorted by the first word alone, by radix from the last byte that differs to
 * the first, without a look at the records; entries that agree form groups of their own, which are sorted by the bytes
 * that follow. Few entries are sorted by insertion. Groups that wait stand on an explicit stack, since keys of megabytes
 * may share nearly everything.
 *
 * <p>Cost: for each eight bytes that tell keys apart, one look at the record and two passes over the entries per byte
 * that differs. Keys that come sorted take no passes.
 *
 * <p>Reusable; not thread-safe.
 *
 * @see <a href="https://doi.org/10.1145/1187436.1187439">Kärkkäinen and Rantala, Engineering Radix Sort for Strings</a>,
 *     for the cached words
 */
final class RunSorter {
    private static final int ENTRY_LENGTH = 2 * Long.BYTES;
    private static final int FEW = 32;
    private static final int DIGITS = 1 << Byte.SIZE;

    private final KeyMemory memory;
    private final int[] counts = new int[DIGITS];
    private long entries;
    private long spare;
    private int capacity;

    /** Groups that wait: first entry, entry behind the last, bytes known to be shared. */
    private int[] stack = new int[48];

    private int stackSize;
    private long varying;

    RunSorter(KeyMemory memory) {
        this.memory = memory;
    }

    /** Appends the distinct keys of a run to another in ascending order, counts added and stamps merged; frees the run. */
    void sort(KeyRun run, KeyRun sorted) {
        final int size = run.keys();
        reserve(size);
        run.forEach(new KeyRun.Visitor() {
            private long at = entries + Long.BYTES;

            @Override
            public void record(long record) {
                putLong(at, record);
                at += ENTRY_LENGTH;
            }
        });
        push(0, size, 0);
        while (stackSize > 0) {
            sortGroup(stack[stackSize - 3], stack[stackSize - 2], stack[stackSize - 1]);
        }
        emit(size, sorted);
        run.free();
    }

    /** Frees the entries. The sorter may be used again. */
    void free() {
        memory.free(entries);
        memory.free(spare);
        entries = 0;
        spare = 0;
        capacity = 0;
    }

    private void reserve(int size) {
        if (size > capacity) {
            free();
            entries = memory.allocate((long) ENTRY_LENGTH * size);
            spare = memory.allocate((long) ENTRY_LENGTH * size);
            capacity = size;
        }
    }

    private void push(int from, int to, int depth) {
        if (stackSize == stack.length) {
            stack = Arrays.copyOf(stack, 2 * stackSize);
        }
        stack[stackSize++] = from;
        stack[stackSize++] = to;
        stack[stackSize++] = depth;
    }

    private void sortGroup(int from, int to, int depth) {
        stackSize -= 3;
        if (to - from <= FEW) {
            sortFew(from, to, depth);
            return;
        }
        final int common = commonPrefix(from, to, depth);
        if (common == KeyLayout.length(record(from))) {
            return; // prefix-free, so all are equal
        }
        if (!loadWords(from, to, common)) {
            sortByWords(from, to);
        }
        sortTies(from, to, common + Long.BYTES);
    }

    private int commonPrefix(int from, int to, int depth) {
        final long first = record(from);
        int common = KeyLayout.length(first);
        for (int i = from + 1; i < to && common > depth; i++) {
            common = KeyLayout.commonPrefix(first, record(i), depth, common);
        }
        return common;
    }

    /** Reads the bytes from {@code depth} into the entries; returns whether they are in order already. */
    private boolean loadWords(int from, int to, int depth) {
        boolean ordered = true;
        long differences = 0;
        long before = KeyLayout.word(record(from), depth);
        for (int i = from; i < to; i++) {
            final long word = KeyLayout.word(record(i), depth);
            putLong(entry(i), word);
            differences |= word ^ before;
            ordered &= Long.compareUnsigned(before, word) <= 0;
            before = word;
        }
        varying = differences;
        return ordered;
    }

    private void sortByWords(int from, int to) {
        long source = entries;
        long target = spare;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            if ((varying >>> shift & DIGITS - 1) != 0) {
                distribute(source, target, from, to, shift);
                final long swap = source;
                source = target;
                target = swap;
            }
        }
        if (source != entries) {
            final long offset = (long) ENTRY_LENGTH * from;
            Bytes.copy(source + offset, entries + offset, (long) ENTRY_LENGTH * (to - from));
        }
    }

    /** Copies the entries, ordered by one byte of their words, and in the order they had where that agrees. */
    private void distribute(long source, long target, int from, int to, int shift) {
        final long start = source + (long) ENTRY_LENGTH * from;
        final long end = source + (long) ENTRY_LENGTH * to;
        Arrays.fill(counts, 0);
        for (long at = start; at < end; at += ENTRY_LENGTH) {
            counts[digit(getLong(at), shift)]++;
        }
        int position = from;
        for (int digit = 0; digit < DIGITS; digit++) {
            final int count = counts[digit];
            counts[digit] = position;
            position += count;
        }
        for (long at = start; at < end; at += ENTRY_LENGTH) {
            final long word = getLong(at);
            final long to16 = target + (long) ENTRY_LENGTH * counts[digit(word, shift)]++;
            putLong(to16, word);
            putLong(to16 + Long.BYTES, getLong(at + Long.BYTES));
        }
    }

    private static int digit(long word, int shift) {
        return (int) (word >>> shift) & DIGITS - 1;
    }

    private void sortTies(int from, int to, int depth) {
        for (int start = from; start < to; ) {
            final long word = word(start);
            int end = start + 1;
            while (end < to && word(end) == word) {
                end++;
            }
            if (end - start > FEW) {
                push(start, end, depth);
            } else if (end - start > 1) {
                sortFew(start, end, depth);
            }
            start = end;
        }
    }

    /** Sorts by insertion. */
    private void sortFew(int from, int to, int depth) {
        for (int i = from; i < to; i++) {
            final long record = record(i);
            final long word = KeyLayout.word(record, depth);
            int at = i;
            while (at > from && isLess(word, record, at - 1, depth)) {
                set(at, word(at - 1), record(at - 1));
                at--;
            }
            set(at, word, record);
        }
    }

    private boolean isLess(long word, long record, int other, int depth) {
        final long otherWord = word(other);
        return word == otherWord
                ? KeyLayout.compare(record, record(other), depth) < 0
                : Long.compareUnsigned(word, otherWord) < 0;
    }

    private void emit(int size, KeyRun sorted) {
        for (int i = 0; i < size; ) {
            final long record = record(i++);
            boolean variables = KeyLayout.variables(record);
            long stamp = KeyLayout.stamp(record);
            long count = KeyLayout.count(record);
            for (; i < size && KeyLayout.compare(record, record(i), 0) == 0; i++) {
                variables |= KeyLayout.variables(record(i));
                stamp = KeySorter.leastStamp(stamp, KeyLayout.stamp(record(i)));
                count = AtomCount.sum(count, KeyLayout.count(record(i)));
            }
            sorted.add(record, variables, stamp, count);
        }
    }

    private long entry(int index) {
        return entries + (long) ENTRY_LENGTH * index;
    }

    private long word(int index) {
        return getLong(entry(index));
    }

    private long record(int index) {
        return getLong(entry(index) + Long.BYTES);
    }

    private void set(int index, long word, long record) {
        putLong(entry(index), word);
        putLong(entry(index) + Long.BYTES, record);
    }
}
