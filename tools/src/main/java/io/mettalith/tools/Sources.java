package io.mettalith.tools;

import io.mettalith.evaluator.syntax.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads programs. */
final class Sources {
    private Sources() {}

    /** Reads a file, or standard input for {@code -}. */
    static SourceText read(String file) throws IOException {
        return "-".equals(file)
                ? SourceText.ofUtf8("<stdin>", System.in.readAllBytes())
                : SourceText.ofUtf8(file, Files.readAllBytes(Path.of(file)));
    }
}
