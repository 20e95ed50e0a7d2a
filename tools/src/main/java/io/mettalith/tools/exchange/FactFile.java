package io.mettalith.tools.exchange;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A file to import, or standard input, opened and decompressed where it is compressed.
 *
 * <p>Lifetime: closing it closes the file; standard input stays open.
 */
final class FactFile implements AutoCloseable {
    private static final String STDIN = "-";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final byte[] COMPRESSED = {0x1F, (byte) 0x8B};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

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
            return new FactFile("<stdin>", -1, counter, text(false, counter));
        }
        final Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(file, null, "it is a directory; name the files in it");
        }
        final long lengthBytes = Files.isRegularFile(path) ? Files.size(path) : -1;
        // The stream of a channel asks for its place, which a pipe has not.
        final Counter counter = new Counter(
                lengthBytes < 0 && Files.exists(path) ? new FileInputStream(file) : Files.newInputStream(path));
        try {
            return new FactFile(file, lengthBytes, counter, text(Format.isCompressed(file), counter));
        } catch (final IOException e) {
            counter.close();
            throw e;
        }
    }

    /** Returns the text without what stands around it: compression, which its first bytes tell, and a byte order mark. */
    private static InputStream text(boolean compressed, InputStream in) throws IOException {
        final InputStream stored = buffered(in);
        final boolean unpacked = compressed || startsWith(stored, COMPRESSED);
        final InputStream text = unpacked ? buffered(new GZIPInputStream(new Honest(stored), BUFFER_BYTES)) : stored;
        if (startsWith(text, BYTE_ORDER_MARK)) {
            text.skipNBytes(BYTE_ORDER_MARK.length);
        }
        return text;
    }

    private static boolean startsWith(InputStream in, byte[] beginning) throws IOException {
        in.mark(beginning.length);
        final byte[] found = in.readNBytes(beginning.length);
        in.reset();
        return Arrays.equals(found, beginning);
    }

    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, BUFFER_BYTES);
    }

    /** Reports whether the name is that of a stream, a pipe or a device, so that its ending means nothing. */
    boolean isStream() {
        return lengthBytes < 0;
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

    /**
     * Says that there are more bytes whenever there are. A pipe says so only of those that have arrived, and decompression
     * would take the end of one part for the end of all.
     */
    private static final class Honest extends FilterInputStream {
        Honest(InputStream buffered) {
            super(buffered);
        }

        @Override
        public int available() throws IOException {
            in.mark(1);
            final boolean more = in.read() >= 0;
            in.reset();
            return more ? Math.max(1, in.available()) : 0;
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
