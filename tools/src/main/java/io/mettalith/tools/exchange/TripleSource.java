package io.mettalith.tools.exchange;

import com.apicatalog.rdf.api.RdfConsumerException;
import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsReader;
import com.apicatalog.rdf.nquads.NQuadsReaderException;
import io.mettalith.store.atom.AtomCodeException;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;

/**
 * Reads N-Triples.
 *
 * <p>The parser is given one line at a time, so that an error has a line; for its column, the line is read again, one
 * character at a time.
 *
 * @see <a href="https://www.w3.org/TR/n-triples/">RDF 1.1 N-Triples</a>
 */
final class TripleSource implements FactSource, RdfQuadConsumer {
    private static final int PROGRESS_STEP = 1 << 13;
    private static final int BUFFER_CHARACTERS = 256;
    private static final String DIRECTED = "https://www.w3.org/ns/i18n#";
    private static final String REMEDY = "a line is SUBJECT PREDICATE OBJECT and a full stop";

    private final FactFile file;
    private final TripleWriter writer = new TripleWriter();
    private FactSink sink;
    private String line;

    TripleSource(FactFile file) {
        this.file = file;
    }

    @Override
    public void readInto(FactSink into, Runnable read) throws IOException {
        sink = into;
        final Lines lines = new Lines(file.name(), file.text());
        for (line = lines.next(); line != null; line = lines.next()) {
            try {
                parse(new StringReader(line), this);
            } catch (final NQuadsReaderException e) {
                throw FormatException.at(file.name(), lines.number(), failingColumn(), rule(e), REMEDY);
            } catch (final RdfConsumerException | AtomCodeException | IllegalArgumentException e) {
                throw FormatException.at(file.name(), lines.number(), 1, rule(e), REMEDY);
            }
            if (lines.number() % PROGRESS_STEP == 0) {
                read.run();
            }
        }
    }

    private static void parse(Reader reader, RdfQuadConsumer consumer)
            throws NQuadsReaderException, RdfConsumerException {
        new NQuadsReader(reader, BUFFER_CHARACTERS).provide(consumer);
    }

    private static String rule(Exception e) {
        return e.getMessage().strip().replace("\n", "\\n").replaceAll("\\.$", "");
    }

    private int failingColumn() {
        final OneByOne characters = new OneByOne(line);
        try {
            parse(characters, (subject, predicate, object, datatype, language, direction, graph) -> this);
        } catch (final NQuadsReaderException | RdfConsumerException e) {
            return line.codePointCount(0, characters.position) + (characters.ended ? 1 : 0);
        }
        return 1;
    }

    @Override
    public RdfQuadConsumer quad(
            String subject,
            String predicate,
            String object,
            String datatype,
            String language,
            String direction,
            String graph)
            throws RdfConsumerException {
        if (graph != null) {
            throw new RdfConsumerException("a triple has no fourth part: graph=" + graph);
        }
        if (predicate.startsWith(TripleWriter.BLANK)) {
            throw new RdfConsumerException("a predicate is an IRI: predicate=" + predicate);
        }
        writer.triple(subject, predicate);
        if (datatype == null) {
            writer.resource(object);
        } else if (datatype.equals(DIRECTED)) {
            writer.literal(object, directed(language, direction));
        } else if (language == null) {
            writer.literal(object, datatype);
        } else {
            writer.text(object, language);
        }
        sink.add(writer.written(), 1);
        return this;
    }

    /** Returns the datatype that the parser has taken apart. */
    private String directed(String language, String direction) throws RdfConsumerException {
        final String datatype =
                DIRECTED + (language == null ? "" : language) + (direction == null ? "" : "_" + direction);
        if (!line.contains("<" + datatype + ">")) {
            throw new RdfConsumerException(
                    "a datatype of that namespace is a language, _ and a direction: namespace=" + DIRECTED);
        }
        return datatype;
    }

    /** Hands out a text character by character, and knows how far it has come. */
    private static final class OneByOne extends Reader {
        private final String text;
        private int position;
        private boolean ended;

        OneByOne(String text) {
            this.text = text;
        }

        @Override
        public int read(char[] buffer, int offset, int length) {
            if (position == text.length()) {
                ended = true;
                return -1;
            }
            buffer[offset] = text.charAt(position++);
            return 1;
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
