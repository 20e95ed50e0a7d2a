package io.mettalith.tools.exchange;

import io.mettalith.store.environment.Environment;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * An environment written as text, such that importing the text into a new store gives an equal snapshot.
 *
 * @param format in which it was written
 * @param atoms how many atoms were written, copies counted
 * @param bytes length of the file, -1 where it is none
 */
public record Export(Format format, long atoms, long bytes) {
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Writes to whoever takes the text.
     *
     * @throws UnsuitableException if the format has no form for some of the environment
     * @throws IOException if the text cannot be written
     */
    public static Export write(Environment environment, Format format, Writer out) throws IOException {
        return new Export(format, writer(format).write(environment, out), -1);
    }

    /**
     * Writes a file, compressed where its name ends in {@code .gz}. A file of that name is replaced once the new one is
     * complete.
     *
     * @throws UnsuitableException if the format has no form for some of the environment
     * @throws IOException if the file cannot be written
     */
    public static Export writeFile(Environment environment, Format format, Path file) throws IOException {
        final Path target = file.toAbsolutePath();
        final Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            final long atoms;
            try (Writer out = open(part, Format.isCompressed(target.toString()))) {
                atoms = writer(format).write(environment, out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
            return new Export(format, atoms, Files.size(target));
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static FactExport writer(Format format) {
        return switch (format) {
            case METTA -> new MettaExport();
            case NTRIPLES -> new TripleExport();
            default ->
                throw new UnsuitableException(
                        "a snapshot is no table: format=" + format + "; export metta or ntriples");
        };
    }

    private static Writer open(Path file, boolean compressed) throws IOException {
        final OutputStream plain = Files.newOutputStream(file);
        try {
            final OutputStream out = compressed ? new GZIPOutputStream(plain, BUFFER_BYTES) : plain;
            return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_BYTES);
        } catch (final IOException e) {
            plain.close();
            throw e;
        }
    }
}
