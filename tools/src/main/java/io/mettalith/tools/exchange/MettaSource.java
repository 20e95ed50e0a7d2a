package io.mettalith.tools.exchange;

import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.syntax.FactReader;
import io.mettalith.evaluator.syntax.SourceStream;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.atom.AtomCodeException;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.segment.TooManyAtomsException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads MeTTa: facts as people write them, and what {@link MettaExport} has written. */
final class MettaSource implements FactSource {
    private static final int PROGRESS_STEP = 1 << 14;
    private static final int LONGEST_HEADER = 64;

    private final FactFile file;
    private final boolean partial;
    private final AtomCodec codec = new AtomCodec(new VariableIds());

    /** Makes a source; {@code partial} says whether an export that is cut short will do. */
    MettaSource(FactFile file, boolean partial) {
        this.file = file;
        this.partial = partial;
    }

    @Override
    public void readInto(FactSink sink, Runnable read) throws IOException {
        final String header = header();
        final boolean exported = isExport(header);
        final Tail tail = new Tail(file.text());
        long copies = 0;
        final EscapedSink escaped = new EscapedSink(codec);
        final Tokenizer tokenizer = new Tokenizer();
        tokenizer.bind(Names.SELF, Knowledge.atomOf(SpaceId.MAIN));
        try (SourceStream source = new SourceStream(file.name(), tail)) {
            final FactReader reader = new FactReader(source, tokenizer, exported ? escaped : codec);
            for (int atoms = 1; next(reader); atoms++) {
                if (exported) {
                    copies += finish(reader, escaped, sink);
                } else {
                    sink.add(codec.written(), 1);
                }
                if (atoms % PROGRESS_STEP == 0) {
                    read.run();
                }
            }
        }
        if (ExportMark.METTA.isHeader(header) && !partial) {
            ExportMark.METTA.check(file.name(), tail.lastLine(), copies);
        }
    }

    /** Looks at the first line, without reading it. */
    private String header() throws IOException {
        final InputStream text = file.text();
        text.mark(LONGEST_HEADER);
        final String start = new String(text.readNBytes(LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        text.reset();
        return start.lines().findFirst().orElse("");
    }

    private boolean isExport(String header) {
        final ExportMark mark = ExportMark.METTA;
        if (mark.isHeader(header) || mark.isUnmarkedHeader(header)) {
            return true;
        }
        if (mark.isAnyHeader(header)) {
            throw FormatException.at(
                    file.name(),
                    1,
                    1,
                    "export of another version: found=" + header.stripTrailing() + ", known=" + mark.known(),
                    "import it with the release that wrote it");
        }
        return false;
    }

    private boolean next(FactReader reader) throws IOException {
        try {
            final boolean found = reader.next();
            if (found && reader.isExecuted()) {
                throw new UnsuitableException("import takes facts only, and found a '!': "
                        + reader.span().describe() + "; use run --commit for programs");
            }
            return found;
        } catch (final EscapeException | AtomCodeException e) {
            throw at(reader, e);
        }
    }

    /** Passes on what was read; returns how many atoms it is, copies counted. */
    private static long finish(FactReader reader, EscapedSink escaped, FactSink sink) {
        try {
            return escaped.finish(sink);
        } catch (final EscapeException | AtomCodeException | TooManyAtomsException e) {
            throw at(reader, e);
        }
    }

    private static FormatException at(FactReader reader, RuntimeException e) {
        return new FormatException(reader.span().describe() + ": " + e.getMessage());
    }

    /** Passes a text on, and keeps its end. */
    private static final class Tail extends FilterInputStream {
        private final byte[] end = new byte[LONGEST_HEADER];
        private int length;

        Tail(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            final byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            final int read = in.read(bytes, offset, count);
            if (read > 0) {
                keep(bytes, offset + read, Math.min(read, end.length));
            }
            return read;
        }

        private void keep(byte[] bytes, int to, int count) {
            final int kept = Math.min(length, end.length - count);
            System.arraycopy(end, length - kept, end, 0, kept);
            System.arraycopy(bytes, to - count, end, kept, count);
            length = kept + count;
        }

        /** Returns the last line that is not empty, or its end if it is long. */
        String lastLine() {
            return new String(end, 0, length, StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce("", (earlier, later) -> later);
        }
    }
}
