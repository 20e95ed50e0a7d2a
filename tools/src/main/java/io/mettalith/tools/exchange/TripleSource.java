package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCodeException;
import java.io.IOException;

/** Reads N-Triples or N-Quads, by a {@link TripleParser}, line by line. */
final class TripleSource implements FactSource {
    private static final int PROGRESS_STEP = 1 << 13;

    private final FactFile file;
    private final String remedy;
    private final boolean partial;
    private final TripleParser parser;
    private final TripleWriter writer = new TripleWriter();

    /**
     * Makes a source.
     *
     * @param quads whether a statement may have a graph
     * @param partial whether an export that is cut short will do
     */
    TripleSource(FactFile file, boolean quads, boolean partial) {
        this.file = file;
        this.partial = partial;
        parser = new TripleParser(quads);
        remedy = "a line is SUBJECT PREDICATE OBJECT" + (quads ? " GRAPH" : "") + " and a full stop";
    }

    @Override
    public void readInto(FactSink sink, Runnable read) throws IOException {
        final Lines lines = new Lines(file.name(), file.text());
        boolean marked = false;
        String last = "";
        long atoms = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            marked |= lines.number() == 1 && ExportMark.TRIPLES.isHeader(line);
            last = line.isBlank() ? last : line;
            if (parse(line, lines.number())) {
                sink.add(writer.written(), 1);
                atoms++;
            }
            if (lines.number() % PROGRESS_STEP == 0) {
                read.run();
            }
        }
        if (marked && !partial) {
            ExportMark.TRIPLES.check(file.name(), last, atoms);
        }
    }

    private boolean parse(String line, long number) {
        try {
            return parser.parse(line, writer);
        } catch (final TripleParser.TripleException e) {
            final int column = line.codePointCount(0, e.position()) + 1;
            throw FormatException.at(file.name(), number, column, e.getMessage(), remedy);
        } catch (final AtomCodeException | IllegalArgumentException e) {
            throw FormatException.at(file.name(), number, 1, e.getMessage(), remedy);
        }
    }
}
