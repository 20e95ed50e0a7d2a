package io.mettalith.evaluator.syntax;

/** What the {@link Lexer} tells apart. */
enum TokenKind {
    OPEN,
    CLOSE,
    WORD,
    VARIABLE,
    STRING,
    END
}
