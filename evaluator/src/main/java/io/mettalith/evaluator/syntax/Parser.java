package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a text atom by atom, in the syntax of hyperon-experimental.
 *
 * <p>Parsing is interleaved with execution: each call of {@link #next} reads one top-level atom, looking up its words
 * in the tokenizer as it then is, so that what one atom binds is known to the next. The symbol {@code !} at top level
 * is not an atom of the program; it says that the next atom is to be executed. Within one top-level atom a name of a
 * variable is one {@link Variable}, in another atom another.
 *
 * <p>Where the text is not MeTTa, {@link #next} reads on to its end to find all errors, and throws them together. An
 * unexpected bracket or a bad escape is passed over; what a missing bracket swallows is read as part of the expression.
 *
 * <p>Lifetime: a parser reads its text once.
 *
 * <p>Threading: not thread-safe.
 *
 * <p>Complexity: linear in the text; neither the stack nor the time per token grows with the depth of an atom.
 */
public final class Parser {
    static final Symbol EXECUTE = Symbol.of("!");
    private static final int SMALLEST_CACHE = 64;
    private static final int LARGEST_CACHE = 1 << 14;
    private static final int BYTES_PER_CACHED_WORD = 32;

    private final SourceText source;
    private final byte[] text;
    private final Lexer lexer;
    private final Words words;
    private final NodeOffsets offsets = new NodeOffsets();
    private final List<SyntaxError> errors = new ArrayList<>();
    private SyntaxErrorsException failure;

    /** The children read so far of all open expressions. */
    private Atom[] children = new Atom[32];

    private int childCount;

    /** Of each open expression, the index of its first child and its node. */
    private int[] open = new int[32];

    private int openCount;
    private final AtomVariables variables = new AtomVariables();

    private Atom atom;
    private boolean executed;

    /** Begins to read a text, with a tokenizer that may change between atoms. */
    public Parser(SourceText source, Tokenizer tokenizer) {
        this.source = source;
        text = source.utf8();
        lexer = new Lexer(source, errors);
        words = new Words(tokenizer, cacheCapacity(text.length));
    }

    private static int cacheCapacity(int lengthBytes) {
        int wanted = Integer.highestOneBit(lengthBytes / BYTES_PER_CACHED_WORD + 1);
        return Math.max(SMALLEST_CACHE, Math.min(LARGEST_CACHE, wanted));
    }

    /** Returns all errors of a text, in its order; none if it is MeTTa. Makes no atoms. */
    public static List<SyntaxError> checkAll(SourceText source) {
        return new SyntaxCheck(source).run();
    }

    /**
     * Moves to the next top-level atom and reports whether there is one. A {@code !} that nothing follows is ignored.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa between the last atom and the end of the next, with all
     *     errors from there to the end of the text; further calls throw it again
     */
    public boolean next() {
        begin();
        while (atom instanceof Symbol && atom.equals(EXECUTE)) {
            executed = true;
            atom = readAtom();
        }
        return ended();
    }

    /**
     * Moves to the next atom as {@link #next} does, but takes a {@code !} for an atom like any other: what a program reads
     * from a string is no program.
     *
     * @throws SyntaxErrorsException as {@link #next} does
     */
    public boolean nextPart() {
        begin();
        return ended();
    }

    private void begin() {
        if (failure != null) {
            throw failure;
        }
        words.refresh();
        executed = false;
        atom = readAtom();
    }

    private boolean ended() {
        if (!errors.isEmpty()) {
            throw fail();
        }
        return atom != null;
    }

    /**
     * Returns the top-level atom that {@link #next} moved to.
     *
     * @throws IllegalStateException if there is none
     */
    public Atom atom() {
        if (atom == null) {
            throw new IllegalStateException("no atom here: call next() first, and only use what it says there is");
        }
        return atom;
    }

    /** Reports whether {@code !} precedes the atom. */
    public boolean isExecuted() {
        return executed;
    }

    /** Returns where the atom is written, without a {@code !} before it. */
    public SourceSpan span() {
        atom();
        return new SourceSpan(source, offsets.start(0), offsets.end(0));
    }

    /** Returns where the parts of the atom are written. The map stays valid when the parser moves on. */
    public SourceMap sourceMap() {
        return new SourceMap(source, atom(), offsets.copy());
    }

    private SyntaxErrorsException fail() {
        while (readAtom() != null) {
            // only the errors matter
        }
        atom = null;
        errors.sort(Comparator.comparingInt(error -> error.span().startOffset()));
        failure = new SyntaxErrorsException(errors);
        return failure;
    }

    /** Reads one top-level atom, or returns null at the end of the text. */
    private Atom readAtom() {
        offsets.clear();
        variables.clear();
        while (true) {
            TokenKind kind = lexer.next();
            switch (kind) {
                case OPEN -> open();
                case CLOSE -> close();
                case END -> {
                    reportUnclosed();
                    return null;
                }
                default -> push(readToken(kind));
            }
            if (openCount == 0 && childCount == 1) {
                childCount = 0;
                return children[0];
            }
        }
    }

    private Atom readToken(TokenKind kind) {
        int start = lexer.start();
        int end = lexer.end();
        offsets.token(start, end);
        return switch (kind) {
            case WORD -> words.atom(text, start, end);
            case VARIABLE -> variables.get(words.symbol(text, start + 1, end));
            default -> new StringAtom(lexer.string());
        };
    }

    private void push(Atom child) {
        if (childCount == children.length) {
            children = Arrays.copyOf(children, 2 * childCount);
        }
        children[childCount++] = child;
    }

    private void open() {
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount++] = childCount;
        open[openCount++] = offsets.open(lexer.start());
    }

    private void close() {
        if (openCount == 0) {
            errors.add(SyntaxError.unexpectedBracket(source, lexer.start()));
            return;
        }
        int node = open[--openCount];
        int first = open[--openCount];
        offsets.close(node, lexer.end());
        Expression expression = Expression.of(Arrays.copyOfRange(children, first, childCount));
        Arrays.fill(children, first, childCount, null);
        childCount = first;
        push(expression);
    }

    private void reportUnclosed() {
        while (openCount > 0) {
            int node = open[--openCount];
            openCount--;
            if (!lexer.isCutShort()) {
                errors.add(SyntaxError.unclosedBracket(source, offsets.start(node)));
            }
        }
        childCount = 0;
    }
}
