package io.mettalith.evaluator.atom;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random atoms for property tests, small and repetitive so that some of them are equal. */
public final class RandomAtoms {
    private static final String[] NAMES = {
        "a", "b", "foo", "=", "->", "long-name-of-a-symbol", "ж", "⟨wff⟩", "a\"b", "!x"
    };
    private static final String[] TEXTS = {
        "", "a", "te st", "\"", "\\", "line\nbreak\ttab\r", "\u0000\u001b\u007f", "ж𝄞"
    };

    private final Random random;
    private final List<Variable> variables = new ArrayList<>();

    /** Makes atoms from a seed, over variables of the given number and different names. */
    public RandomAtoms(long seed, int variableCount) {
        random = new Random(seed);
        for (int i = 0; i < variableCount; i++) {
            variables.add(new Variable("v" + i, 0));
        }
    }

    public List<Variable> variables() {
        return variables;
    }

    /** Binds some variables, each to an atom over later ones, so that there is no cycle. */
    public void bindSome() {
        for (int i = 0; i < variables.size(); i++) {
            if (random.nextInt(3) == 0) {
                variables.get(i).bind(atom(2, i + 1));
            }
        }
    }

    public Atom atom(int depth) {
        return atom(depth, 0);
    }

    /** Returns an atom inside so many expressions of one child and one symbol. */
    public Atom buried(Atom atom, int depth) {
        Atom whole = atom;
        for (int i = 0; i < depth; i++) {
            whole = Expression.of(Symbol.of("w"), whole);
        }
        return whole;
    }

    /** Returns an atom rebuilt from other objects, a variable here and there replaced by another. */
    public Atom variation(Atom atom) {
        if (atom instanceof Expression expression) {
            Atom[] children = expression.children();
            for (int i = 0; i < children.length; i++) {
                children[i] = variation(children[i]);
            }
            return Expression.of(children);
        }
        if (atom instanceof Variable && random.nextInt(4) == 0) {
            return variable(0);
        }
        return random.nextInt(40) == 0 ? leaf() : atom;
    }

    private Atom atom(int depth, int firstVariable) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return firstVariable < variables.size() && random.nextInt(2) == 0 ? variable(firstVariable) : leaf();
        }
        Atom[] children = new Atom[random.nextInt(4)];
        for (int i = 0; i < children.length; i++) {
            children[i] = atom(depth - 1, firstVariable);
        }
        return Expression.of(children);
    }

    private Variable variable(int first) {
        return variables.get(first + random.nextInt(variables.size() - first));
    }

    private Atom leaf() {
        return switch (random.nextInt(10)) {
            case 0 -> Numbers.integer(random.nextInt(3));
            case 1 -> Numbers.integer(random.nextLong());
            case 2 -> Numbers.integer(new BigInteger(100, random).negate());
            case 3 -> Numbers.floating(random.nextInt(3));
            case 4 -> Numbers.floating(anyFiniteDouble());
            case 5 -> BoolAtom.of(random.nextBoolean());
            case 6 -> new StringAtom(TEXTS[random.nextInt(TEXTS.length)]);
            default -> Symbol.of(NAMES[random.nextInt(NAMES.length)]);
        };
    }

    private double anyFiniteDouble() {
        double value;
        do {
            value = Double.longBitsToDouble(random.nextLong());
        } while (!Double.isFinite(value));
        return value;
    }
}
