package io.mettalith.tools.exchange;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file to import, or standard input, opened and decompressed where its name ends in {@code .gz}.
 *
 * <p>Lifetime: closing it closes the file; standard input stays open.
 */
final class FactFile implements AutoCloseable {
    private static final String STDIN = "-";
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final long lengthBytes;
    private final Counter counter;
    private final InputStream text;

    private FactFile(String name, long lengthBytes, Counter counter, InputStream text) {
        this.name = name;
        this.lengthBytes = lengthBytes;
        this.counter = counter;
        this.text = text;
    }

    /** Opens a file; {@code -} is standard input. */
    static FactFile open(String file) throws IOException {
        if (STDIN.equals(file)) {
            final Counter counter = new Counter(new Unclosed(System.in));
            return new FactFile("<stdin>", -1, counter, buffered(counter));
        }
        final Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(file, null, "it is a directory; name the files in it");
        }
        final Counter counter = new Counter(Files.newInputStream(path));
        try {
            return new FactFile(file, Files.size(path), counter, text(file, counter));
        } catch (final IOException e) {
            counter.close();
            throw e;
        }
    }

    private static InputStream text(String file, Counter counter) throws IOException {
        final InputStream buffered = buffered(counter);
        return Format.isCompressed(file) ? buffered(new GZIPInputStream(buffered, BUFFER_BYTES)) : buffered;
    }

    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** Returns the name as errors give it. */
    String name() {
        return name;
    }

    /** Returns the name without directories and the ending of a format. */
    String stem() {
        final Path last = lengthBytes < 0 ? null : Path.of(name).getFileName();
        return last == null ? "row" : Format.stem(last.toString());
    }

    /** Returns the length of the file as it is stored, -1 where it is not known. */
    long lengthBytes() {
        return lengthBytes;
    }

    /** Returns how many bytes of the file as it is stored have been read. */
    long readBytes() {
        return counter.count;
    }

    /** Returns the decompressed bytes; the stream supports marks. */
    InputStream text() {
        return text;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /** Counts what is read. */
    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            final int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            final int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    /** Standard input belongs to the process. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // somebody else may read on
        }
    }
}
