package io.mettalith.evaluator.builtin;

/** Thrown where an atom cannot be a JSON text, or a text is none. */
final class JsonFormException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonFormException(String message) {
        super(message);
    }
}
