package io.mettalith.store.disk;

import java.io.IOException;
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

    @Override
    public ValueFile createMap(Path file, GenerationSize size) throws IOException {
        return ChronicleFile.create(file, size);
    }

    @Override
    public ValueFile openMap(Path file, long usedChunks) throws IOException {
        return ChronicleFile.open(file, usedChunks);
    }

    @Override
    public long put(ValueFile map, SealedBytes value) {
        return map.put(value);
    }

    @Override
    public void sync(ValueFile map) throws IOException {
        map.sync();
    }
}
