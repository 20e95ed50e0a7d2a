package io.mettalith.bench.conformance;

/** Tells from the text of an atom whether it is or contains an {@code (Error ...)}. */
final class ErrorText {
    private static final String ERROR = "(Error";

    private ErrorText() {}

    static boolean in(String atom) {
        boolean quoted = false;
        for (int i = 0; i < atom.length(); i++) {
            final char c = atom.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && atom.startsWith(ERROR, i) && endsWord(atom, i + ERROR.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsWord(String atom, int at) {
        return at == atom.length() || " ()".indexOf(atom.charAt(at)) >= 0;
    }
}
