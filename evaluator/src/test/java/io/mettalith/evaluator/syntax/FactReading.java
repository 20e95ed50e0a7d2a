package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.store.atom.AtomWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A text as the fact reader reads it and as the parser does, each a line per atom or error. */
final class FactReading {
    static final int WHOLE = 1 << 16;

    private FactReading() {}

    static FactReader reader(byte[] text, Tokenizer tokenizer, AtomSink sink, int partBytes) {
        return new FactReader(
                new SourceStream(Parsing.FILE, new ByteArrayInputStream(text), partBytes), tokenizer, sink);
    }

    static List<String> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), new Tokenizer(), WHOLE);
    }

    /** Returns what the fact reader makes of a text that it reads in parts. */
    static List<String> read(byte[] text, Tokenizer tokenizer, int partBytes) {
        AtomCodec codec = new AtomCodec(new VariableIds());
        FactReader reader = reader(text, tokenizer, codec, partBytes);
        List<String> lines = new ArrayList<>();
        try {
            while (reader.next()) {
                lines.add(line(reader.isExecuted(), reader.span(), codec.written()));
            }
        } catch (SyntaxErrorsException e) {
            addErrors(e, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** Returns what the parser makes of it, whose atoms are then written. */
    static List<String> parse(byte[] text, Tokenizer tokenizer) {
        AtomCodec codec = new AtomCodec(new VariableIds());
        Parser parser = new Parser(SourceText.ofUtf8(Parsing.FILE, text.clone()), tokenizer);
        List<String> lines = new ArrayList<>();
        try {
            while (parser.next()) {
                lines.add(line(parser.isExecuted(), parser.span(), codec.write(parser.atom())));
            }
        } catch (SyntaxErrorsException e) {
            addErrors(e, lines);
        }
        return lines;
    }

    private static String line(boolean executed, SourceSpan span, AtomWriter code) {
        return span.describe() + (executed ? " ! " : " ") + span.text() + " "
                + HexFormat.of().formatHex(code.array(), 0, code.length()) + (code.ground() ? " ground" : "");
    }

    private static void addErrors(SyntaxErrorsException errors, List<String> lines) {
        errors.errors().forEach(error -> lines.add("error: " + error.describe() + "; " + error.hint()));
    }
}
