package io.mettalith.tools;

import io.mettalith.evaluator.syntax.SourceText;
import java.io.IOException;
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
