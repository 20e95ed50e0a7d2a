package io.mettalith.store.history;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The names of refs: words of letters, digits, dots, underscores and hyphens, with slashes between them; none that could be
 * the id of a snapshot.
 */
public final class RefName {
    private static final Pattern VALID =
            Pattern.compile("(?![0-9a-f]{32}$)(?=.{1,100}$)[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*");
    private static final int MAX_SUGGESTIONS = 3;

    private RefName() {}

    static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /**
     * Returns {@code name} if it may name a ref.
     *
     * @throws InvalidRefException if not
     */
    public static String check(String name) {
        if (!isValid(name)) {
            throw new InvalidRefException(
                    "a ref's name has 1 to 100 characters: letters, digits, '.', '_', '-', and '/'"
                            + " between words that begin with a letter or digit; it is no snapshot's id: name=" + name);
        }
        return name;
    }

    /** Returns the names that differ from {@code name} by few edits or begin with it, the nearest first. */
    public static List<String> near(String name, List<String> names) {
        final int tolerance = Math.max(2, name.length() / 3);
        return names.stream()
                .filter(candidate -> distance(name, candidate) <= tolerance || candidate.startsWith(name))
                .sorted(Comparator.<String>comparingInt(candidate -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_SUGGESTIONS)
                .toList();
    }

    /** Levenshtein's distance, letter case ignored. */
    private static int distance(String left, String right) {
        int[] above = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            final int[] current = new int[right.length() + 1];
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                final char a = Character.toLowerCase(left.charAt(row - 1));
                final char b = Character.toLowerCase(right.charAt(column - 1));
                final int replaced = above[column - 1] + (a == b ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[right.length()];
    }
}
