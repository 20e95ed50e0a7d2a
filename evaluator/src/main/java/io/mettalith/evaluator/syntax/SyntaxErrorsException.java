package io.mettalith.evaluator.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown by the parser when a text is not MeTTa, with all errors from where it stood to the end of the text. */
public final class SyntaxErrorsException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_RENDERED = 20;

    private final transient List<SyntaxError> errors;

    /** Reports errors, at least one, in the order of the text. */
    public SyntaxErrorsException(List<SyntaxError> errors) {
        super(errors.get(0).describe() + more(errors.size() - 1));
        this.errors = List.copyOf(errors);
    }

    private static String more(int count) {
        return count == 0 ? "" : " (+ " + count + " more)";
    }

    /** Returns the errors in the order of the text. */
    public List<SyntaxError> errors() {
        return errors;
    }

    /** Reports whether more text could mend all errors, which is when a prompt asks for another line. */
    public boolean isUnclosed() {
        return errors.stream().allMatch(SyntaxError::isUnclosed);
    }

    /** Returns the errors as shown to a person, the first {@value #MOST_RENDERED} in full. */
    public String render() {
        String first =
                errors.stream().limit(MOST_RENDERED).map(SyntaxError::render).collect(Collectors.joining("\n"));
        int left = Math.max(0, errors.size() - MOST_RENDERED);
        return left == 0 ? first : first + "\n" + more(left).strip();
    }
}
