package io.mettalith.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * The right to write to a store: an exclusive lock on its file {@code LOCK}, which the system takes back when the process
 * dies. The file says which process holds it, for messages, and says so once a holder has given it back in order: where
 * it does not, a writer was killed or has failed, and what it wrote last may not be on the disk yet.
 *
 * <p>Of one process, too, only one may hold it. That is asked before the file is opened, since closing a second channel
 * on it would give up the lock of the first.
 */
final class WriterLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = new HashSet<>();
    private static final int MAX_HOLDER_LENGTH = 200;
    private static final String IN_ORDER = "in order";
    private static final int POLL_MILLIS = 20;

    private final Path key;
    private final FileChannel channel;
    private final boolean foundInOrder;

    private WriterLock(Path key, FileChannel channel, boolean foundInOrder) {
        this.key = key;
        this.channel = channel;
        this.foundInOrder = foundInOrder;
    }

    /**
     * Takes the lock, as soon as it is free.
     *
     * @param wait how long to wait at most for somebody else who holds it
     * @throws StoreLockedException if somebody still holds it then, or this thread is interrupted
     */
    static WriterLock acquire(StorePaths paths, Duration wait) {
        final long startNs = System.nanoTime();
        while (true) {
            try {
                return acquire(paths);
            } catch (final StoreLockedException e) {
                if (System.nanoTime() - startNs >= wait.toNanos() || !pause()) {
                    throw e;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL_MILLIS);
            return true;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Takes the lock.
     *
     * @throws StoreLockedException if somebody else holds it
     */
    static WriterLock acquire(StorePaths paths) {
        final Path key = reserve(paths);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    paths.lock(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            final FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new StoreLockedException("another process is writing to the store: path=" + paths.root() + ", "
                        + holder(channel) + "; wait until it has ended, reading is possible meanwhile");
            }
            final boolean inOrder = channel.size() == 0 || IN_ORDER.equals(text(channel));
            writeHolder(channel);
            return new WriterLock(key, channel, inOrder);
        } catch (final IOException e) {
            giveUp(key, channel);
            throw IoErrors.writing(paths.lock(), e);
        } catch (final RuntimeException e) {
            giveUp(key, channel);
            throw e;
        }
    }

    private static Path reserve(StorePaths paths) {
        final Path key;
        try {
            key = paths.root().toRealPath();
        } catch (final IOException e) {
            throw IoErrors.writing(paths.root(), e);
        }
        synchronized (HELD_HERE) {
            if (!HELD_HERE.add(key)) {
                throw new StoreLockedException("this process is writing to the store already: path=" + paths.root()
                        + ", pid=" + ProcessHandle.current().pid() + "; commit through the store that is open");
            }
        }
        return key;
    }

    private static void giveUp(Path key, FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException ignored) {
            // nothing was written, and the system closes what is left
        }
        synchronized (HELD_HERE) {
            HELD_HERE.remove(key);
        }
    }

    private static String text(FileChannel channel) throws IOException {
        final ByteBuffer text = ByteBuffer.allocate(MAX_HOLDER_LENGTH);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static String holder(FileChannel channel) throws IOException {
        final String holder = text(channel);
        return holder.matches("pid=\\d+") ? holder : "pid=unknown";
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        write(channel, "pid=" + ProcessHandle.current().pid());
    }

    private static void write(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Reports whether whoever held the lock before has said that all it wrote had been forced. */
    boolean foundInOrder() {
        return foundInOrder;
    }

    /** Says to whoever holds the lock next that all that was written has been forced. */
    void leaveInOrder() {
        try {
            write(channel, IN_ORDER);
        } catch (final IOException ignored) {
            // the next writer forces everything once more
        }
    }

    /** Gives the lock back. Idempotent. */
    @Override
    public void close() {
        if (channel.isOpen()) {
            giveUp(key, channel);
        }
    }
}
