package io.mettalith.tools.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Writes a file whole or not at all: into a temporary file beside it, which takes its place once it is complete and on
 * the disk. Symbolic links are followed and stay; the permissions of the file that is replaced, too. What is no regular
 * file, a device or a pipe, is written through.
 *
 * <p>The temporary file is removed if writing fails, and if the process is told to end meanwhile.
 */
public final class WholeFile {
    private static final int MOST_LINKS = 40;

    private WholeFile() {}

    /** Writes what belongs into the file. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes all of it.
         *
         * @param out not buffered; closing it is left to others
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws IOException if it cannot be written; then the file is what it was, unless it is no regular file
     */
    public static void write(Path file, Body body) throws IOException {
        try {
            final Path target = followed(file.toAbsolutePath());
            if (isWrittenThrough(target)) {
                writeThrough(target, body);
            } else {
                replace(target, body);
            }
        } catch (final FileSystemException e) {
            throw e;
        } catch (final IOException e) {
            final FileSystemException named = new FileSystemException(file.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static void writeThrough(Path target, Body body) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            body.writeTo(out);
        }
    }

    /** As {@link #write(Path, Body)}, of a text in UTF-8. */
    public static void write(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reports whether a file, where it is one, is a device, a pipe, or a stream of a process: nothing to be replaced. */
    static boolean isWrittenThrough(Path file) {
        return file.startsWith("/proc") || Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
    }

    /** Follows links, up to one that only the system can follow, as those of a process's streams. */
    static Path followed(Path file) throws IOException {
        Path at = file;
        for (int links = 0; Files.isSymbolicLink(at) && !at.startsWith("/proc"); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "too many symbolic links");
            }
            at = at.resolveSibling(Files.readSymbolicLink(at));
            final Path parent = at.getParent();
            if (parent != null && Files.isDirectory(parent) && !at.startsWith("/proc")) {
                at = parent.toRealPath().resolve(at.getFileName());
            }
        }
        return at;
    }

    private static void replace(Path target, Body body) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "it is a directory; name a file in it");
        }
        final Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        final Thread removal = new Thread(() -> remove(part), "remove-part");
        Runtime.getRuntime().addShutdownHook(removal);
        try {
            writePart(part, body);
            keepPermissions(target, part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(part);
            forget(removal);
        }
    }

    private static void writePart(Path part, Body body) throws IOException {
        try (FileChannel channel = FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            body.writeTo(Channels.newOutputStream(channel));
            channel.force(true);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        final PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view != null && Files.exists(from)) {
            Files.setPosixFilePermissions(to, view.readAttributes().permissions());
        }
    }

    private static void remove(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (final IOException e) {
            // nothing more can be done about it; what failed before is what counts
        }
    }

    private static void forget(Thread removal) {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (final IllegalStateException e) {
            // the process is ending, and the removal is under way
        }
    }
}
