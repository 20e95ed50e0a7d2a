package io.mettalith.tools;

import io.mettalith.evaluator.syntax.SourceText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads programs. */
final class Sources {
    private Sources() {}

    /** Reads a file, or standard input for {@code -}. */
    static SourceText read(String file) throws IOException {
        if ("-".equals(file)) {
            return SourceText.ofUtf8("<stdin>", System.in.readAllBytes());
        }
        final Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new FileSystemException(file, null, "it is a directory; name the files in it");
        }
        return SourceText.ofUtf8(file, Files.readAllBytes(path));
    }
}
