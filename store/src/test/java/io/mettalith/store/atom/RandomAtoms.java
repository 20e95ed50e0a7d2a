package io.mettalith.store.atom;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Random trees: small vocabularies, so that atoms share beginnings, and now and then the edges of every kind. */
final class RandomAtoms {
    private static final String[] NAMES = {
        "", "a", "b", "c", "f", "parent", "Tom", "Bob", "=", "->", "é", "変", "🂡", "ab"
    };
    private static final double[] FLOATS = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.1,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_NORMAL
    };
    private static final int[] EDGE_LENGTHS = {126, 127, 128, 129, 16383, 16384};
    private static final int[] EDGE_ARITIES = {62, 63, 64, 127, 128};

    private final RandomGenerator random;
    private final boolean withVariables;

    RandomAtoms(RandomGenerator random, boolean withVariables) {
        this.random = random;
        this.withVariables = withVariables;
    }

    ModelAtom next() {
        return next(1 + random.nextInt(5));
    }

    ModelAtom next(int depth) {
        return depth > 0 && random.nextInt(10) < 7 ? expression(depth) : leaf();
    }

    private ModelAtom expression(int depth) {
        if (random.nextInt(200) == 0) {
            return children(EDGE_ARITIES[random.nextInt(EDGE_ARITIES.length)], 0);
        }
        return children(random.nextInt(5), depth - 1);
    }

    private ModelAtom children(int arity, int depth) {
        List<ModelAtom> children = new ArrayList<>(arity);
        for (int i = 0; i < arity; i++) {
            children.add(next(depth));
        }
        return new ModelAtom.Expr(children);
    }

    ModelAtom leaf() {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> withVariables ? new ModelAtom.Variable(name()) : new ModelAtom.Sym(name());
            case 3 -> new ModelAtom.Bool(random.nextBoolean());
            case 4, 5 -> new ModelAtom.Int(integer());
            case 6 -> new ModelAtom.Real(real());
            case 7 -> new ModelAtom.Str(text());
            case 8 -> random.nextBoolean() ? new ModelAtom.State(word(), word()) : new ModelAtom.Space(word(), word());
            default -> new ModelAtom.Sym(random.nextInt(20) == 0 ? text() : name());
        };
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)];
    }

    private long word() {
        return random.nextBoolean() ? random.nextLong() : random.nextInt(3) - 1;
    }

    double real() {
        return switch (random.nextInt(3)) {
            case 0 -> FLOATS[random.nextInt(FLOATS.length)];
            case 1 -> random.nextInt(2000) / 8.0 - 100;
            default -> canonical(Double.longBitsToDouble(random.nextLong()));
        };
    }

    private static double canonical(double value) {
        return Double.isNaN(value) ? Double.NaN : value;
    }

    BigInteger integer() {
        return switch (random.nextInt(5)) {
            case 0 -> BigInteger.valueOf(random.nextInt(10) - 5);
            case 1 -> powerOfTwo().add(BigInteger.valueOf(random.nextInt(3) - 1));
            case 2 ->
                powerOfTwo().add(BigInteger.valueOf(random.nextInt(3) - 1)).negate();
            case 3 -> BigInteger.valueOf(random.nextLong());
            default -> new BigInteger(random.nextInt(300), asRandom()).negate();
        };
    }

    private BigInteger powerOfTwo() {
        return BigInteger.ONE.shiftLeft(random.nextInt(random.nextInt(50) == 0 ? 1200 : 72));
    }

    private Random asRandom() {
        return new Random(random.nextLong());
    }

    String text() {
        int length = random.nextInt(100) == 0
                ? EDGE_LENGTHS[random.nextInt(EDGE_LENGTHS.length)]
                : random.nextInt(random.nextInt(20) == 0 ? 200 : 6);
        int alphabet = random.nextInt(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(codePoint(alphabet));
        }
        return text.toString();
    }

    private int codePoint(int alphabet) {
        if (alphabet == 0) {
            return 'a' + random.nextInt(3);
        }
        int codePoint = alphabet == 1 ? random.nextInt(0x100) : random.nextInt(Character.MAX_CODE_POINT + 1);
        return codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint;
    }
}
