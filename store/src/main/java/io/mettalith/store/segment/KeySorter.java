package io.mettalith.store.segment;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Takes keys in any order and hands the distinct ones out in ascending order, as {@link TreeBuilder} wants them.
 *
 * <pre>{@code
 * TreeBuilder builder = new TreeBuilder(generation);
 * try (KeySorter sorter = new KeySorter()) {
 *     sorter.add(code, code.length, false, 0, 1);
 *     sorter.handOut(builder::add);
 * }
 * SegmentTree tree = builder.build();
 * }</pre>
 *
 * <p><b>Design.</b> Keys are collected in runs of some hundred thousand. A full run is sorted in a thread of its own
 * while the caller fills the next one; a caller that is faster than that sorts a run itself meanwhile. At the end all
 * runs are merged, which reads each of them from front to back. Keys that fit one run never start a thread.
 *
 * <p><b>Memory.</b> Everything whose size depends on the keys is off the heap: about the keys' bytes and four more for
 * each, and less than 100 MiB more while runs are sorted. Handing out frees behind itself, so that keys and tree together take
 * little more than either. All of it is freed by {@link #handOut}, by {@link #close()}, and, for a sorter that nobody
 * closes, some time after it has become unreachable.
 *
 * <p>Keys must be prefix-free, as atom codes are; the order is that of their unsigned bytes.
 *
 * <p>Threading: not thread-safe. Used once: {@link #handOut} closes it. After an {@link OutOfMemoryError} only
 * {@link #close()} makes sense.
 *
 * <p>Cost: O(n) to collect and sort n keys of bounded length, O(n log(n / run)) to merge.
 */
public final class KeySorter implements AutoCloseable {
    private static final int RUN_KEYS = 1 << 19;
    private static final int RUN_BYTES = 1 << 25;
    private static final int CHUNK_BYTES = 1 << 20;
    private static final Cleaner CLEANER = Cleaner.create();

    private final KeyMemory memory = new KeyMemory();
    private final Cleaner.Cleanable cleanable = CLEANER.register(this, memory);
    private final int runKeys;
    private final int runBytes;
    private final int chunkBytes;
    private final boolean parallel;
    private final List<KeyRun> sorted = new ArrayList<>();
    private final RunSorter sorter = new RunSorter(memory);
    private KeyRun run;
    private RunSorter backgroundSorter;
    private FutureTask<KeyRun> background;
    private long size;
    private boolean closed;

    /** Makes an empty sorter. */
    public KeySorter() {
        this(RUN_KEYS, RUN_BYTES, CHUNK_BYTES, Runtime.getRuntime().availableProcessors() > 1);
    }

    KeySorter(int runKeys, int runBytes, int chunkBytes, boolean parallel) {
        this.runKeys = runKeys;
        this.runBytes = runBytes;
        this.chunkBytes = chunkBytes;
        this.parallel = parallel;
        run = newRun();
    }

    /** Returns the bytes of off-heap memory that all sorters of this process hold now. */
    public static long allocatedBytes() {
        return KeyMemory.allocatedBytes();
    }

    /** Takes the distinct keys, in ascending order. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Takes a key.
         *
         * @param key buffer whose first bytes are the key; reused for the next
         * @param length of the key in bytes
         * @param variables whether the key was ever added with variables
         * @param stamp the least that is not 0 of those it was added with, 0 if there is none
         * @param count sum of those it was added with
         */
        void key(byte[] key, int length, boolean variables, long stamp, long count);
    }

    /** Returns the number of keys added, repeated ones included, whatever their counts. */
    public long size() {
        return size;
    }

    /**
     * Adds a key. The parameters are those of {@link TreeBuilder#add}, in any order of keys.
     *
     * @throws IllegalStateException if the sorter has been handed out or closed
     * @throws IllegalArgumentException if the length is not one of a key of at most {@value KeyLayout#MAX_KEY_LENGTH}
     *     bytes in this array, or the count not positive
     * @throws TooManyAtomsException if the count is more than {@link AtomCount#MAX}
     */
    public void add(byte[] key, int length, boolean variables, long stamp, long count) {
        checkOpen();
        if (length <= 0 || length > Math.min(key.length, KeyLayout.MAX_KEY_LENGTH) || count <= 0) {
            throw new IllegalArgumentException("no key to sort: lengthBytes=" + length + ", arrayBytes=" + key.length
                    + ", maximumBytes=" + KeyLayout.MAX_KEY_LENGTH + ", count=" + count);
        }
        AtomCount.check(count);
        run.add(key, length, variables, stamp, count);
        size++;
        if (run.keys() >= runKeys || run.bytes() >= runBytes) {
            finishRun();
        }
        Reference.reachabilityFence(this);
    }

    private void finishRun() {
        final KeyRun full = run;
        run = newRun();
        if (!parallel || background != null && !background.isDone()) {
            sorted.add(sort(sorter, full));
            return;
        }
        awaitBackground();
        backgroundSorter = backgroundSorter == null ? new RunSorter(memory) : backgroundSorter;
        // the task refers to this sorter, which therefore is not cleaned up under it
        background = new FutureTask<>(() -> sort(backgroundSorter, full));
        final Thread thread = new Thread(background, "mettalith-sorter");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (final OutOfMemoryError e) {
            background.run(); // no thread to be had: somebody has to do it, or the sorter would wait for ever
        }
    }

    private KeyRun sort(RunSorter by, KeyRun full) {
        final KeyRun result = newRun();
        by.sort(full, result);
        return result;
    }

    private KeyRun newRun() {
        return new KeyRun(memory, chunkBytes);
    }

    /** Takes over the run that was sorted in the background, waiting for it. An interrupt is kept for later. */
    private void awaitBackground() {
        if (background == null) {
            return;
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    sorted.add(background.get());
                    return;
                } catch (final InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } finally {
            background = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Hands out all keys, and closes the sorter, even if the handler throws.
     *
     * @throws IllegalStateException if the sorter has been handed out or closed
     */
    public void handOut(Handler handler) {
        checkOpen();
        closed = true;
        try {
            if (run.keys() > 0) {
                sorted.add(sort(sorter, run));
            }
            sorter.free();
            awaitBackground();
            if (backgroundSorter != null) {
                backgroundSorter.free();
            }
            new RunMerger(sorted).merge(Objects.requireNonNull(handler));
        } finally {
            free();
        }
    }

    /** Returns the least of two stamps that is one. */
    static long leastStamp(long left, long right) {
        return left == 0 ? right : right == 0 ? left : Math.min(left, right);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("key sorter used after it was handed out or closed: keys=" + size);
        }
    }

    /** Frees everything. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            free();
        }
    }

    private void free() {
        try {
            awaitBackground();
        } finally {
            cleanable.clean();
        }
    }
}
