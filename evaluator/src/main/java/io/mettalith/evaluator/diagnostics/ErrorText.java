package io.mettalith.evaluator.diagnostics;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import java.util.function.Function;

/** Says in words what an {@code (Error atom reason)} is. */
final class ErrorText {
    private final Function<Atom, String> format;

    ErrorText(Function<Atom, String> format) {
        this.format = format;
    }

    /** Returns the text, of one line or more. */
    String of(Expression error) {
        if (error.size() != 3) {
            return shown(error);
        }
        final Atom reason = error.get(2);
        if (reason instanceof Expression details && details.size() > 0 && details.head() instanceof Symbol kind) {
            return ofDetails(error.get(1), kind.name(), details);
        }
        return reason instanceof Symbol symbol
                ? ofSymbol(error.get(1), symbol.name())
                : ofMessage(error.get(1), reason);
    }

    private String ofDetails(Atom atom, String kind, Expression details) {
        if (kind.equals("BadArgType") && details.size() == 4) {
            return "argument " + shown(details.get(1)) + " of " + shown(atom) + " is of type " + shown(details.get(3))
                    + ", but " + shown(details.get(2)) + " is expected";
        }
        if (kind.equals("BadType") && details.size() == 3) {
            return shown(atom) + " is of type " + shown(details.get(2)) + ", but " + shown(details.get(1))
                    + " is expected";
        }
        return shown(atom) + ": " + shown(details);
    }

    private String ofSymbol(Atom atom, String reason) {
        return switch (reason) {
            case "IncorrectNumberOfArguments" -> "wrong number of arguments: " + shown(atom);
            case "StackOverflow" ->
                "nested too deeply: " + shown(atom) + "; allow more depth or look for an endless recursion";
            case "NoReturn" -> "function without return: " + shown(atom);
            case "DivisionByZero" -> "division by zero: " + shown(atom);
            default -> shown(atom) + ": " + reason;
        };
    }

    private String ofMessage(Atom atom, Atom message) {
        final String text = message instanceof StringAtom string ? string.value() : shown(message);
        return shown(atom) + (text.startsWith("\n") ? text : ": " + text);
    }

    private String shown(Atom atom) {
        return Report.shortened(format.apply(atom));
    }
}
