package io.mettalith.bench.language;

import io.mettalith.bench.report.LanguageResults;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A program, of which there is a text in each dialect. Its last line says its size, and what comes out for a size is
 * known by arithmetic.
 */
public enum Program {
    /** Naive Fibonacci numbers. */
    FIB("fib", 30, 15, size -> Long.toString(Expected.fibonacci(size))),
    /** Numerals that grow by rounds. */
    PEANO("peano", 300, 20, size -> Long.toString(size + 1)),
    /** Backward chaining with dependent types. */
    CHAINER("chainer", 5, 3, Expected::proofs),
    /** The 8-puzzle, breadth first. */
    PUZZLE("puzzle", 1_000_000, 300, size -> Long.toString(Math.min(size, Expected.PUZZLE_STATES))),
    /** A conjunction of 29 goals. */
    PERMUTATIONS("permutations", 8, 4, size -> size == 8 ? "362880" : "1680"),
    /** A space that doubles. */
    DOUBLING("doubling", 19, 6, size -> Long.toString(3 * ((1L << size) - 1) + 1)),
    /** A million inserts and five queries. */
    SCALE("scale", 1_000_000, 1_000, size -> String.format(Locale.ROOT, "(%d 1 %d 1 1)", size, size / 10)),
    /** Functions that take functions. */
    LISTS("lists", 1_000_000, 1_000, Expected::lists),
    /** Calls that wait for one another. */
    RECURSION(LanguageResults.RECURSION, 1_000_000, 1_000, Long::toString);

    private final String id;
    private final long size;
    private final long quickSize;
    private final LongFunction<String> expected;

    Program(String id, long size, long quickSize, LongFunction<String> expected) {
        this.id = id;
        this.size = size;
        this.quickSize = quickSize;
        this.expected = expected;
    }

    /** Returns the program of a name. */
    static Optional<Program> of(String name) {
        return Arrays.stream(values())
                .filter(program -> program.id.equals(name))
                .findFirst();
    }

    /** Returns its name, which that of its file begins with. */
    public String id() {
        return id;
    }

    /** Returns its size, in a quick run a small one. */
    public long size(boolean quick) {
        return quick ? quickSize : size;
    }

    /** Returns what must come out for a size. */
    public String expected(long ofSize) {
        return expected.apply(ofSize);
    }
}
