package io.mettalith.bench.peer;

import static org.lmdbjava.DirectBufferProxy.PROXY_DB;

import io.mettalith.store.atom.AtomWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.lmdbjava.CopyFlags;
import org.lmdbjava.Cursor;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.EnvFlags;
import org.lmdbjava.GetOp;
import org.lmdbjava.PutFlags;
import org.lmdbjava.SeekOp;
import org.lmdbjava.Txn;

/**
 * LMDB through lmdbjava, in a temporary directory: a memory-mapped B+tree, written through the map and never synced,
 * with Agrona's buffers, which are lmdbjava's quickest and allocate nothing.
 *
 * <p>It has snapshots that cost nothing, for reading only and one writer at a time. So a fork, which must be written,
 * copies the file and opens it. A reader keeps one transaction open, so that a lookup pays for no more than the lookup.
 */
final class LmdbPeer implements Peer {
    private static final long MAP_SIZE = 8L << 30;
    private static final int MAX_KEY_LENGTH = 511;
    private static final int MAX_READERS = 64;
    private static final EnvFlags[] FLAGS = {
        EnvFlags.MDB_NOSYNC, EnvFlags.MDB_NOMETASYNC, EnvFlags.MDB_WRITEMAP, EnvFlags.MDB_NOTLS
    };

    private final NativeKey key = new NativeKey();
    private final UnsafeBuffer value = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Long.BYTES, Long.BYTES));
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final Path directory;
    private final Env<DirectBuffer> env;
    private final Dbi<DirectBuffer> atoms;

    LmdbPeer() {
        this(newDirectory());
    }

    private LmdbPeer(Path directory) {
        this.directory = directory;
        env = Env.create(PROXY_DB)
                .setMapSize(MAP_SIZE)
                .setMaxDbs(1)
                .setMaxReaders(MAX_READERS)
                .open(directory.toFile(), FLAGS);
        atoms = env.openDbi("atoms", DbiFlags.MDB_CREATE);
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("mettalith-bench-lmdb");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sorts and appends, in one transaction. */
    @Override
    public void load(Knowledge knowledge) {
        final AtomWriter writer = new AtomWriter();
        value.putLong(0, 1);
        try (Txn<DirectBuffer> txn = env.txnWrite()) {
            try (Cursor<DirectBuffer> cursor = atoms.openCursor(txn)) {
                IntStream.range(0, knowledge.size())
                        .mapToObj(i -> {
                            knowledge.write(writer, i);
                            return Arrays.copyOf(writer.array(), writer.length());
                        })
                        .sorted(Arrays::compareUnsigned)
                        .forEachOrdered(bytes -> cursor.put(key.of(bytes), value, PutFlags.MDB_APPEND));
            }
            txn.commit();
        }
    }

    @Override
    public Peer fork() {
        final Path copy = newDirectory();
        env.copy(copy.toFile(), CopyFlags.MDB_CP_COMPACT);
        return new LmdbPeer(copy);
    }

    @Override
    public Object bareFork() {
        throw new UnsupportedOperationException("a fork is a file: system=lmdb");
    }

    @Override
    public void add(Key added) {
        addAll(List.of(added));
    }

    @Override
    public void addAll(List<Key> keys) {
        try (Txn<DirectBuffer> txn = env.txnWrite()) {
            for (final Key adding : keys) {
                final DirectBuffer added = key.of(adding.bytes());
                final DirectBuffer count = atoms.get(txn, added);
                value.putLong(0, count == null ? 1 : count.getLong(0) + 1);
                atoms.put(txn, added, value);
            }
            txn.commit();
        }
    }

    @Override
    public Reader reader() {
        final TransactionReader reader = new TransactionReader(env, atoms);
        readers.add(reader);
        return reader;
    }

    /** Returns the length of the pages in use. */
    @Override
    public long offHeapBytes() {
        return (env.info().lastPageNumber + 1) * env.stat().pageSize;
    }

    /** Ends the readers' transactions first: the native library crashes where they outlive it. */
    @Override
    public void close() {
        readers.forEach(Reader::close);
        env.close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class TransactionReader implements Reader {
        private final NativeKey key = new NativeKey();
        private final Dbi<DirectBuffer> atoms;
        private final Txn<DirectBuffer> txn;
        private final Cursor<DirectBuffer> cursor;
        private boolean closed;

        TransactionReader(Env<DirectBuffer> env, Dbi<DirectBuffer> atoms) {
            this.atoms = atoms;
            txn = env.txnRead();
            cursor = atoms.openCursor(txn);
        }

        @Override
        public boolean contains(Key asked) {
            return atoms.get(txn, key.of(asked.bytes())) != null;
        }

        @Override
        public long scan(Query query) {
            long sum = 0;
            boolean found = cursor.get(key.of(query.prefix()), GetOp.MDB_SET_RANGE);
            while (found && key.begins(cursor.key())) {
                sum += cursor.val().getLong(0);
                found = cursor.seek(SeekOp.MDB_NEXT);
            }
            return sum;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                cursor.close();
                txn.close();
            }
        }
    }

    /** One key at a time in memory that the native library can read, which lives as long as this does. */
    private static final class NativeKey {
        private final ByteBuffer memory = BufferUtil.allocateDirectAligned(MAX_KEY_LENGTH, Long.BYTES);
        private final long address = BufferUtil.address(memory);
        private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

        DirectBuffer of(byte[] bytes) {
            view.wrap(address, bytes.length);
            view.putBytes(0, bytes);
            return view;
        }

        /** Reports whether another key begins with this one; compares eight bytes at a time. */
        boolean begins(DirectBuffer other) {
            final int length = view.capacity();
            if (other.capacity() < length) {
                return false;
            }
            int i = 0;
            for (; i + Long.BYTES <= length; i += Long.BYTES) {
                if (other.getLong(i) != view.getLong(i)) {
                    return false;
                }
            }
            for (; i < length; i++) {
                if (other.getByte(i) != view.getByte(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
