package io.mettalith.tools;

import io.mettalith.evaluator.syntax.SourceStream;
import io.mettalith.evaluator.syntax.SourceText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads programs. */
final class Sources {
    private static final String STDIN = "<stdin>";

    private Sources() {}

    /** Reads a file, or standard input for {@code -}. */
    static SourceText read(String file) throws IOException {
        if ("-".equals(file)) {
            return SourceText.ofUtf8(STDIN, System.in.readAllBytes());
        }
        return SourceText.ofUtf8(file, Files.readAllBytes(path(file)));
    }

    /** Opens a file of any length, or standard input for {@code -}. */
    static SourceStream open(String file) throws IOException {
        return "-".equals(file)
                ? new SourceStream(STDIN, standardInput())
                : new SourceStream(file, Files.newInputStream(path(file)));
    }

    /** Returns standard input, which stays open for whoever comes next. */
    private static InputStream standardInput() {
        return new FilterInputStream(System.in) {
            @Override
            public void close() {
                // belongs to the process
            }
        };
    }

    /** Returns the length of a file in bytes, -1 for standard input. */
    static long length(String file) throws IOException {
        return "-".equals(file) ? -1 : Files.size(path(file));
    }

    /** Returns the directory that a program's modules are looked for in. */
    static Path directory(SourceText source) {
        final Path parent =
                STDIN.equals(source.name()) ? null : Path.of(source.name()).getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static Path path(String file) throws IOException {
        final Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(file, null, "it is a directory; name the files in it");
        }
        return path;
    }
}
