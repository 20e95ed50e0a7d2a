package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomPrinter;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * Which literals of RDF are numbers, truth values and strings of MeTTa: those whose text the value gives back.
 *
 * <table>
 *   <caption>Literals that are values</caption>
 *   <tr><th>datatype</th><th>atom</th><th>where the text is</th></tr>
 *   <tr><td>xsd:string</td><td>string</td><td>any</td></tr>
 *   <tr><td>xsd:integer</td><td>integer</td><td>{@code 0}, or digits without a zero before them, perhaps after {@code -}</td></tr>
 *   <tr><td>xsd:double</td><td>float</td><td>as MeTTa prints the float; {@code INF}, {@code -INF}</td></tr>
 *   <tr><td>xsd:boolean</td><td>truth value</td><td>{@code true}, {@code false}</td></tr>
 * </table>
 *
 * <p>All others keep their text and their datatype.
 */
final class Literals {
    static final String STRING = "http://www.w3.org/2001/XMLSchema#string";
    static final String INTEGER = "http://www.w3.org/2001/XMLSchema#integer";
    static final String DOUBLE = "http://www.w3.org/2001/XMLSchema#double";
    static final String BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean";

    private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final Pattern LANGUAGES = Pattern.compile("[a-zA-Z]++(-[a-zA-Z0-9]++)*+(--(ltr|rtl))?");
    private static final Pattern INTEGERS = Pattern.compile("0|-?[1-9][0-9]*");
    private static final Pattern FLOATS = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(e-?[0-9]+)?|-?INF|NaN");
    private static final String INFINITY = "INF";
    private static final int LONG_DIGITS = 18;
    /** Reading more takes a time quadratic in their number; they stay text. */
    private static final int MOST_DIGITS = 10_000;

    private Literals() {}

    /** Reports whether a text is the tag of a language, with a direction or without. */
    static boolean isLanguage(String tag) {
        return LANGUAGES.matcher(tag).matches();
    }

    /** Reports whether literals of a datatype are written with a language instead. */
    static boolean needsLanguage(String datatype) {
        return datatype.equals(RDF + "langString") || datatype.equals(RDF + "dirLangString");
    }

    /** Reports whether a text is that of an integer. */
    static boolean isInteger(String text) {
        return text.length() <= MOST_DIGITS && INTEGERS.matcher(text).matches();
    }

    /** Reports whether an integer's text has so few digits that it is a {@code long} for certain. */
    static boolean isShort(String integer) {
        return integer.length() <= LONG_DIGITS;
    }

    static BigInteger bigInteger(String text) {
        return new BigInteger(text);
    }

    /** Reports whether a text is that of a float, and no other text is. */
    static boolean isFloat(String text) {
        return FLOATS.matcher(text).matches() && text(floating(text)).equals(text);
    }

    static double floating(String text) {
        return Double.parseDouble(text.replace(INFINITY, "Infinity"));
    }

    /** Returns the one text of a float. */
    static String text(double value) {
        if (Double.isInfinite(value)) {
            return value < 0 ? "-" + INFINITY : INFINITY;
        }
        return AtomPrinter.formatFloat(value);
    }

    /** Reports whether a literal with a datatype is a value of MeTTa. */
    static boolean isValue(String text, String datatype) {
        return switch (datatype) {
            case STRING -> true;
            case INTEGER -> isInteger(text);
            case DOUBLE -> isFloat(text);
            case BOOLEAN -> "true".equals(text) || "false".equals(text);
            default -> false;
        };
    }
}
