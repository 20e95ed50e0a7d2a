package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.StringAtom;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a text of any length atom by atom, as {@link Parser} does, but passes their parts on instead of making atoms.
 *
 * <pre>{@code
 * AtomCodec codec = new AtomCodec(new VariableIds());
 * try (SourceStream source = new SourceStream(file, in)) {
 *     FactReader reader = new FactReader(source, tokenizer, codec);
 *     while (reader.next()) {
 *         batch.add(codec.written());
 *     }
 * }
 * }</pre>
 *
 * <p>What comes out is what the parser gives for the same text, with two differences that only a long text shows: it is
 * read as it is needed, and of its errors those are reported that stand within some megabytes of the first.
 *
 * <p>The text is read in parts. A token that touches the end of a part may go on behind it, so its whole top-level atom
 * is read again from the next part, which begins with it.
 *
 * <p>Threading: not thread-safe.
 *
 * <p>Complexity: linear in the text. Memory is bounded by the longest atom, and a symbol allocates none.
 */
public final class FactReader {
    private static final int CACHED_WORDS = 1 << 12;
    private static final int ERROR_REACH_BYTES = 1 << 22;

    private final SourceStream stream;
    private final Words words;
    private final AtomSink sink;
    private final AtomTokens tokens = new AtomTokens();
    private final AtomVariables variables = new AtomVariables();
    private final List<SyntaxError> errors = new ArrayList<>();
    private SourceText source;
    private Lexer lexer;
    private boolean executed;
    private SyntaxErrorsException failure;

    /**
     * Begins to read a text, with a tokenizer that may change between atoms.
     *
     * @param stream which the caller closes
     * @param sink what takes each atom that is read
     */
    public FactReader(SourceStream stream, Tokenizer tokenizer, AtomSink sink) {
        this.stream = stream;
        this.sink = sink;
        words = new Words(tokenizer, CACHED_WORDS);
    }

    /**
     * Reads the next top-level atom into the sink and reports whether there was one. A {@code !} that nothing follows is
     * ignored.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa between the last atom and the end of the next, with the
     *     errors from there on; further calls throw it again
     * @throws IOException if the text cannot be read
     */
    public boolean next() throws IOException {
        if (failure != null) {
            throw failure;
        }
        words.refresh();
        executed = false;
        boolean found = readTokens();
        while (found && isExecute()) {
            executed = true;
            found = readTokens();
        }
        if (found) {
            write();
        }
        return found;
    }

    /** Reports whether {@code !} precedes the atom. */
    public boolean isExecuted() {
        return executed;
    }

    /**
     * Returns where the atom is written, without a {@code !} before it.
     *
     * @throws IllegalStateException if there is none
     */
    public SourceSpan span() {
        if (tokens.count() == 0) {
            throw new IllegalStateException("no atom here: call next() first, and only use what it says there is");
        }
        return new SourceSpan(source, tokens.start(0), lexer.end());
    }

    /** Returns how much of the text has been read. */
    public long readBytes() {
        return lexer == null ? 0 : stream.offset() + lexer.end();
    }

    private boolean isExecute() {
        if (tokens.count() != 1 || tokens.what(0) != AtomTokens.WORD) {
            return false;
        }
        int start = tokens.start(0);
        int end = tokens.end(0);
        Atom special = words.special(source.utf8(), start, end);
        return special == null ? end - start == 1 && source.utf8()[start] == '!' : special.equals(Parser.EXECUTE);
    }

    /** Reads the tokens of one top-level atom; returns false at the end of the text. */
    private boolean readTokens() throws IOException {
        if (lexer == null) {
            moveOn(0);
        }
        int from = lexer.end();
        while (true) {
            TokenKind kind = lexToEndOfAtom();
            if (lexer.end() == source.lengthBytes() && !stream.isLast()) {
                moveOn(tokens.count() == 0 ? Math.max(from, lexer.lastComment()) : from);
                from = 0;
                continue;
            }
            boolean unexpected = kind == TokenKind.CLOSE && tokens.count() == 0;
            boolean unclosed = kind == TokenKind.END && tokens.isOpen();
            if (unexpected || unclosed || !errors.isEmpty()) {
                throw fail(from);
            }
            return kind != TokenKind.END;
        }
    }

    /** Reads on to the end of the atom, the end of the part, or an error, and returns the last token's kind. */
    private TokenKind lexToEndOfAtom() {
        tokens.clear();
        TokenKind kind;
        do {
            kind = lexer.next();
            switch (kind) {
                case OPEN -> tokens.open(lexer.start(), lexer.end());
                case CLOSE -> {
                    if (tokens.isOpen()) {
                        tokens.close();
                    }
                }
                case WORD -> tokens.add(AtomTokens.WORD, lexer.start(), lexer.end());
                case VARIABLE -> tokens.add(AtomTokens.VARIABLE, lexer.start(), lexer.end());
                case STRING -> tokens.addString(lexer.string(), lexer.start(), lexer.end());
                case END -> {
                    return kind;
                }
            }
        } while (tokens.isOpen() && errors.isEmpty());
        return kind;
    }

    private void moveOn(int from) throws IOException {
        source = stream.advance(from, 0);
        lexer = new Lexer(source, errors, !stream.isLast());
        errors.clear();
    }

    /** Leaves it to the parser to say what is wrong, and drops what is so only because the part ends. */
    private SyntaxErrorsException fail(int from) throws IOException {
        source = stream.advance(from, ERROR_REACH_BYTES);
        List<SyntaxError> found = Parser.checkAll(source);
        List<SyntaxError> certain =
                stream.isLast() ? found : found.stream().filter(this::isCertain).toList();
        tokens.clear();
        failure = new SyntaxErrorsException(certain.isEmpty() ? found : certain);
        return failure;
    }

    private boolean isCertain(SyntaxError error) {
        return !error.isUnclosed() && error.span().endOffset() < source.lengthBytes();
    }

    private void write() {
        byte[] text = source.utf8();
        variables.clear();
        sink.begin();
        int strings = 0;
        for (int token = 0; token < tokens.count(); token++) {
            switch (tokens.what(token)) {
                case AtomTokens.WORD -> writeWord(text, tokens.start(token), tokens.end(token));
                case AtomTokens.VARIABLE ->
                    sink.atom(variables.get(words.symbol(text, tokens.start(token) + 1, tokens.end(token))));
                case AtomTokens.STRING ->
                    sink.atom(new StringAtom(tokens.strings().get(strings++)));
                default -> sink.expression(tokens.what(token));
            }
        }
    }

    private void writeWord(byte[] text, int start, int end) {
        Atom special = words.special(text, start, end);
        if (special == null) {
            sink.symbol(text, start, end - start);
        } else {
            sink.atom(special);
        }
    }
}
