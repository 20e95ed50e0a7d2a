package io.mettalith.evaluator.diagnostics;

import java.util.Arrays;

/**
 * How many edits lie between two names: characters put in, taken out or replaced, and neighbours swapped (the optimal
 * string alignment distance).
 */
final class EditDistance {
    private EditDistance() {}

    /** Returns the distance, or {@code most + 1} if it is greater than {@code most}. */
    static int between(String left, String right, int most) {
        if (Math.abs(left.length() - right.length()) > most) {
            return most + 1;
        }
        int[] beforeLast = new int[right.length() + 1];
        int[] last = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        Arrays.setAll(last, i -> i);
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                final boolean same = left.charAt(i - 1) == right.charAt(j - 1);
                current[j] = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            final int[] spare = beforeLast;
            beforeLast = last;
            last = current;
            current = spare;
        }
        return Math.min(last[right.length()], most + 1);
    }
}
