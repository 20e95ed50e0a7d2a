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
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads MeTTa: facts as people write them, and what {@link MettaExport} has written. */
final class MettaSource implements FactSource {
    private static final int PROGRESS_STEP = 1 << 14;
    private static final int LONGEST_HEADER = 64;

    private final FactFile file;
    private final AtomCodec codec = new AtomCodec(new VariableIds());

    MettaSource(FactFile file) {
        this.file = file;
    }

    @Override
    public void readInto(FactSink sink, Runnable read) throws IOException {
        final boolean exported = isExport();
        final EscapedSink escaped = new EscapedSink(codec);
        final Tokenizer tokenizer = new Tokenizer();
        tokenizer.bind(Names.SELF, Knowledge.atomOf(SpaceId.MAIN));
        try (SourceStream source = new SourceStream(file.name(), file.text())) {
            final FactReader reader = new FactReader(source, tokenizer, exported ? escaped : codec);
            for (int atoms = 1; next(reader); atoms++) {
                if (exported) {
                    finish(reader, escaped, sink);
                } else {
                    sink.add(codec.written(), 1);
                }
                if (atoms % PROGRESS_STEP == 0) {
                    read.run();
                }
            }
        }
    }

    /** Looks at the first line, without reading it. */
    private boolean isExport() throws IOException {
        final InputStream text = file.text();
        text.mark(LONGEST_HEADER);
        final String start = new String(text.readNBytes(LONGEST_HEADER), StandardCharsets.ISO_8859_1);
        text.reset();
        if (!start.startsWith(Escapes.HEADER_START)) {
            return false;
        }
        final String header = start.lines().findFirst().orElseThrow().stripTrailing();
        if (!header.equals(Escapes.HEADER)) {
            throw FormatException.at(
                    file.name(),
                    1,
                    1,
                    "export of another version: found=" + header + ", known=" + Escapes.HEADER,
                    "import it with the release that wrote it");
        }
        return true;
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

    private void finish(FactReader reader, EscapedSink escaped, FactSink sink) {
        try {
            escaped.finish(sink);
        } catch (final EscapeException | AtomCodeException | TooManyAtomsException e) {
            throw at(reader, e);
        }
    }

    private static FormatException at(FactReader reader, RuntimeException e) {
        return new FormatException(reader.span().describe() + ": " + e.getMessage());
    }
}
