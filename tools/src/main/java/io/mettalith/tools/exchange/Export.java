package io.mettalith.tools.exchange;

import io.mettalith.store.environment.Environment;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * An environment written as text, such that importing the text into a new store gives an equal snapshot.
 *
 * @param format in which it was written
 * @param atoms how many atoms were written, copies counted
 * @param bytes that were written into a file, -1 where it is none
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
     * Writes a file as {@link WholeFile} does, compressed where its name ends in {@code .gz}.
     *
     * @throws UnsuitableException if the format has no form for some of the environment
     * @throws IOException if the file cannot be written
     */
    public static Export writeFile(Environment environment, Format format, Path file) throws IOException {
        final long[] atoms = {0};
        final long[] bytes = {0};
        WholeFile.write(file, plain -> {
            final CountingStream counted = new CountingStream(plain);
            final Writer out = open(counted, Format.isCompressed(file.toString()));
            atoms[0] = writer(format).write(environment, out);
            out.close();
            bytes[0] = counted.count;
        });
        return new Export(format, atoms[0], bytes[0]);
    }

    private static FactExport writer(Format format) {
        return switch (format) {
            case METTA -> new MettaExport();
            case NTRIPLES -> new TripleExport(false);
            case NQUADS -> new TripleExport(true);
            default ->
                throw new UnsuitableException(
                        "a snapshot is no table: format=" + format + "; export metta, ntriples or nquads");
        };
    }

    private static Writer open(OutputStream file, boolean compressed) throws IOException {
        final OutputStream out = compressed ? new GZIPOutputStream(file, BUFFER_BYTES) : file;
        return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_BYTES);
    }

    /** Counts what is written, and leaves the stream below open. */
    private static final class CountingStream extends FilterOutputStream {
        private long count;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
