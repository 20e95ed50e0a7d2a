package io.mettalith.tools;

/** What was to be stored does not meet what was required of it. */
final class RequirementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RequirementException(String message) {
        super(message);
    }
}
