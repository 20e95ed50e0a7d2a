package io.mettalith.store.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file system that the Java platform gives. Stateless. */
public final class SystemFiles implements FileOperations {
    public static final FileOperations INSTANCE = new SystemFiles();

    private static final int MAX_ZEROS = 1 << 20;

    private SystemFiles() {}

    @Override
    public void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory);
    }

    @Override
    public void write(Path file, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            writeFully(channel, 0, bytes);
        }
    }

    @Override
    public void append(Path file, long position, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            writeFully(channel, position, bytes);
        }
    }

    private static void writeFully(FileChannel channel, long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        channel.force(true);
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void allocate(Path file, long from, long to) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            final ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(MAX_ZEROS, to - from));
            for (long at = from; at < to; ) {
                at += channel.write(zeros.clear().limit((int) Math.min(zeros.capacity(), to - at)), at);
            }
        }
    }

    /** Chronicle sets room aside for all of the map; what is not the structure is given back. */
    @Override
    public ChronicleGeneration createMap(Path file, GenerationSize size) throws IOException {
        final ChronicleGeneration map = ChronicleGeneration.create(file, size);
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            final long length = access.length();
            access.setLength(Pages.upTo(map.structureLength()));
            access.setLength(length);
            return map;
        } catch (final IOException | RuntimeException e) {
            map.close();
            throw e;
        }
    }

    @Override
    public ChronicleGeneration openMap(Path file, long usedChunks) throws IOException {
        return ChronicleGeneration.open(file, usedChunks);
    }

    @Override
    public long put(ChronicleGeneration map, SealedBytes value) {
        return map.put(value) - map.baseAddress();
    }

    @Override
    public void sync(ChronicleGeneration map) {
        map.sync();
    }
}
