package io.mettalith.bench.language;

import java.util.Locale;

/** What comes out of programs, found without them. */
final class Expected {
    /** Half of all arrangements of eight tiles and a blank: the other half cannot be reached. */
    static final long PUZZLE_STATES = 181_440;

    private static final int INNER = 50;
    private static final int CHAINER_DEPTH = 5;
    private static final String PROOF = "(: (mp (mp (a1 (plus t zero) t t) (eq (plus t zero) t)"
            + " (imp (eq (plus t zero) t) (eq t t)) (a2 t)) (eq (plus t zero) t) (eq t t) (a2 t)) (eq t t))";

    private Expected() {}

    static long fibonacci(long n) {
        long a = 0;
        long b = 1;
        for (long i = 0; i < n; i++) {
            final long next = a + b;
            a = b;
            b = next;
        }
        return a;
    }

    /** The last theorem has one proof, of depth 5; for depths beyond, nobody has counted. */
    static String proofs(long depth) {
        if (depth > CHAINER_DEPTH) {
            throw new IllegalArgumentException("too deep to know: depth=" + depth + "; take 5 or less");
        }
        return depth == CHAINER_DEPTH ? "((1 2 1 1 1 1 1 1) (" + PROOF + "))" : "((1 2 1 1 1 1 1 0) ())";
    }

    static String lists(long n) {
        return String.format(Locale.ROOT, "(%d %d %d %d)", n, n / INNER * sum(INNER), n / 10, sum(n) + n);
    }

    private static long sum(long n) {
        return n * (n + 1) / 2;
    }
}
