package io.mettalith.evaluator.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Finds the errors of a text that {@link Parser} would find, without making atoms. Used once. */
final class SyntaxCheck {
    private final SourceText source;
    private final List<SyntaxError> errors = new ArrayList<>();
    private final Lexer lexer;

    /** Where the open brackets are. */
    private int[] open = new int[32];

    private int openCount;

    SyntaxCheck(SourceText source) {
        this.source = source;
        lexer = new Lexer(source, errors);
    }

    List<SyntaxError> run() {
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind == TokenKind.OPEN) {
                open();
            } else if (kind == TokenKind.CLOSE) {
                close();
            }
        }
        if (!lexer.isCutShort()) {
            for (int i = 0; i < openCount; i++) {
                errors.add(SyntaxError.unclosedBracket(source, open[i]));
            }
        }
        errors.sort(Comparator.comparingInt(error -> error.span().startOffset()));
        return List.copyOf(errors);
    }

    private void open() {
        if (openCount == open.length) {
            open = Arrays.copyOf(open, 2 * openCount);
        }
        open[openCount++] = lexer.start();
    }

    private void close() {
        if (openCount == 0) {
            errors.add(SyntaxError.unexpectedBracket(source, lexer.start()));
        } else {
            openCount--;
        }
    }
}
