package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The syntax once more, by recursion and regular expressions: slow, and easy to compare with the rules. */
final class ReferenceParser {
    private static final String BLANKS =
            "\\t\\n\\x0B\\f\\r \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
    private static final Pattern SKIPPED = Pattern.compile("([" + BLANKS + "]|;[^\\n]*)*+");
    private static final Pattern WORD = Pattern.compile("[^();" + BLANKS + "]+");
    private static final Pattern VARIABLE = Pattern.compile("\\$([^()" + BLANKS + "]*)");
    private static final Pattern STRING = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\(?:['\"\\\\nrt]|x[0-7]\\p{XDigit}" + "|u\\{(?:\\{*\\p{XDigit}){0,8}\\{*}))*+\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:(['\"\\\\nrt])|x(..)|u\\{([^}]*)})");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9]+\\.[0-9]+|[-+]?[0-9]+(\\.[0-9]+)?[eE][-+]?[0-9]+");

    /** The text is not MeTTa. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final String text;
    private final Map<String, Variable> variables = new HashMap<>();
    private int position;

    private ReferenceParser(String text) {
        this.text = text;
    }

    /** Returns the text of each atom, {@code !} before those that are executed. */
    static List<String> program(String text) {
        ReferenceParser parser = new ReferenceParser(text);
        List<String> program = new ArrayList<>();
        String prefix = "";
        while (!parser.atEnd()) {
            String atom = parser.atom().toString();
            if (atom.equals("!")) {
                prefix = "!";
            } else {
                program.add(prefix + atom);
                prefix = "";
            }
        }
        return program;
    }

    private boolean atEnd() {
        take(SKIPPED);
        return position == text.length();
    }

    private Matcher take(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw new Rejected();
        }
        position = matcher.end();
        return matcher;
    }

    private Atom atom() {
        return switch (text.charAt(position)) {
            case '(' -> expression();
            case ')' -> throw new Rejected();
            case '"' -> new StringAtom(unescaped(take(STRING).group()));
            case '$' -> variable(take(VARIABLE).group(1));
            default -> word(take(WORD).group());
        };
    }

    private Atom expression() {
        position++;
        List<Atom> children = new ArrayList<>();
        while (!atEnd() && text.charAt(position) != ')') {
            children.add(atom());
        }
        if (atEnd()) {
            throw new Rejected();
        }
        position++;
        return Expression.of(children.toArray(new Atom[0]));
    }

    private Atom variable(String name) {
        if (name.contains("#")) {
            throw new Rejected();
        }
        return variables.computeIfAbsent(name, n -> new Variable(n, 0));
    }

    private static Atom word(String word) {
        if (INTEGER.matcher(word).matches()) {
            return Numbers.integer(new BigInteger(word));
        }
        if (FLOAT.matcher(word).matches()) {
            return Numbers.floating(Double.parseDouble(word));
        }
        return word.equals("True") || word.equals("False") ? BoolAtom.of(word.equals("True")) : Symbol.of(word);
    }

    private static String unescaped(String quoted) {
        String content = quoted.substring(1, quoted.length() - 1);
        return ESCAPE.matcher(content).replaceAll(match -> Matcher.quoteReplacement(value((Matcher) match)));
    }

    private static String value(Matcher escape) {
        if (escape.group(1) != null) {
            return switch (escape.group(1)) {
                case "n" -> "\n";
                case "r" -> "\r";
                case "t" -> "\t";
                default -> escape.group(1);
            };
        }
        String digits =
                escape.group(2) != null ? escape.group(2) : escape.group(3).replace("{", "");
        long codePoint = digits.isEmpty() ? 0 : Long.parseLong(digits, 16);
        if (codePoint > 0x10FFFF || codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            throw new Rejected();
        }
        return Character.toString((int) codePoint);
    }
}
