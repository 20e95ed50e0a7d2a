package io.mettalith.evaluator.builtin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * A file that a program has opened. It is closed when nobody refers to it any more, at the latest when the process ends.
 *
 * <p>Text is UTF-8; positions and sizes are in bytes.
 */
final class FileHandle {
    private static final int READ_AT_ONCE = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final String modes;

    private FileHandle(Path path, FileChannel channel, String modes) {
        this.path = path;
        this.channel = channel;
        this.modes = modes;
    }

    /**
     * Opens a file.
     *
     * @param modes letters: r read, w write, c create if missing, a append, t truncate
     * @throws IOException if the file system refuses
     * @throws IllegalArgumentException if the letters make no sense together
     */
    static FileHandle open(Path path, String modes) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("it is a directory");
        }
        return new FileHandle(path, FileChannel.open(path, options(modes)), modes);
    }

    private static Set<OpenOption> options(String modes) {
        final Set<StandardOpenOption> options = EnumSet.noneOf(StandardOpenOption.class);
        for (final char mode : modes.toCharArray()) {
            options.add(option(mode));
        }
        final boolean writes = options.contains(StandardOpenOption.WRITE);
        if (options.contains(StandardOpenOption.CREATE) && !writes) {
            throw new IllegalArgumentException("c needs w or a");
        }
        if (options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                && (modes.indexOf('w') < 0 || modes.indexOf('a') >= 0)) {
            throw new IllegalArgumentException("t needs w and does not go with a");
        }
        if (!writes && !options.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException("r, w or a is needed");
        }
        return Set.copyOf(options);
    }

    /** Appending is writing that goes to the end first: Java's own cannot read. */
    private static StandardOpenOption option(char mode) {
        return switch (mode) {
            case 'r' -> StandardOpenOption.READ;
            case 'w', 'a' -> StandardOpenOption.WRITE;
            case 'c' -> StandardOpenOption.CREATE;
            case 't' -> StandardOpenOption.TRUNCATE_EXISTING;
            default -> throw new IllegalArgumentException("'" + mode + "' is none of r, w, c, a and t");
        };
    }

    /** Returns the text from the position on, and moves to the end. */
    String readToEnd() throws IOException {
        return read(Math.max(0, channel.size() - channel.position()));
    }

    /** Returns the text of the next bytes, of fewer at the end, and moves behind it. */
    String read(long lengthBytes) throws IOException {
        if (!has('r')) {
            throw new IllegalStateException("the file is not open for reading: modes=" + modes + "; open it with r");
        }
        final long left = Math.max(0, channel.size() - channel.position());
        final ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(Math.min(lengthBytes, left)));
        while (bytes.hasRemaining()) {
            bytes.limit(Math.min(bytes.capacity(), bytes.position() + READ_AT_ONCE));
            if (channel.read(bytes) < 0) {
                break;
            }
            bytes.limit(bytes.capacity());
        }
        bytes.flip();
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }

    void write(String text) throws IOException {
        if (!has('w') && !has('a')) {
            throw new IllegalStateException(
                    "the file is not open for writing: modes=" + modes + "; open it with w or a");
        }
        if (has('a')) {
            channel.position(channel.size());
        }
        final ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private boolean has(char mode) {
        return modes.indexOf(mode) >= 0;
    }

    void seek(long offsetBytes) throws IOException {
        channel.position(offsetBytes);
    }

    long sizeBytes() throws IOException {
        return channel.size();
    }

    @Override
    public String toString() {
        return "FileHandle-" + path;
    }
}
