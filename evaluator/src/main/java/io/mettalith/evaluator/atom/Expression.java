package io.mettalith.evaluator.atom;

/**
 * A sequence of atoms in brackets.
 *
 * <p>An expression knows whether a variable occurs anywhere in it, so that substitution, occurs check and equality pass
 * over ground data without looking at it. The flag {@link #evaluated()} marks data that needs no second evaluation; it
 * has no part in equality, and an expression rebuilt with other children does not inherit it.
 *
 * <p>Cost: 24 bytes and the array of the children; the hash of a ground expression is computed once.
 *
 * <p>Threading: immutable; may be shared if {@link #ground()}.
 */
public final class Expression extends Atom {
    /** The expression of no children, {@code ()}. */
    public static final Expression UNIT = new Expression(new Atom[0], true, false);

    private final Atom[] children;
    private final boolean ground;
    private final boolean evaluated;
    private int hash;

    private Expression(Atom[] children, boolean ground, boolean evaluated) {
        this.children = children;
        this.ground = ground;
        this.evaluated = evaluated;
    }

    /** Returns the expression of these children, {@link #UNIT} for none. The array belongs to the expression. */
    public static Expression of(Atom... children) {
        return children.length == 0 ? UNIT : new Expression(children, allGround(children), false);
    }

    /** As {@link #of}, flagged as evaluated. */
    public static Expression value(Atom... children) {
        return children.length == 0 ? UNIT : new Expression(children, allGround(children), true);
    }

    private static boolean allGround(Atom[] children) {
        for (Atom child : children) {
            if (child instanceof Expression expression ? !expression.ground : child instanceof Variable) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of children. */
    public int size() {
        return children.length;
    }

    /**
     * Returns the child at an index from 0.
     *
     * @throws IndexOutOfBoundsException if there is no such child
     */
    public Atom get(int index) {
        return children[index];
    }

    /**
     * Returns the first child.
     *
     * @throws IndexOutOfBoundsException if this expression is {@code ()}
     */
    public Atom head() {
        return children[0];
    }

    /** Reports whether this expression is {@code ()}, flagged or not. */
    public boolean isUnit() {
        return children.length == 0;
    }

    /** Returns a copy of the children. */
    public Atom[] children() {
        return children.clone();
    }

    /** Returns the expression's own array of children, for the evaluator, which does not modify it. */
    public Atom[] childrenUnsafe() {
        return children;
    }

    /** Reports whether no variable, free or bound, occurs in this expression. */
    public boolean ground() {
        return ground;
    }

    /** Reports whether this expression is a value that need not be evaluated again. */
    public boolean evaluated() {
        return evaluated;
    }

    /** Returns an equal expression, of the same children, that is flagged as evaluated. */
    public Expression asEvaluated() {
        if (evaluated) {
            return this;
        }
        Expression flagged = new Expression(children, ground, true);
        flagged.hash = hash;
        return flagged;
    }

    /** Returns the hash once it has been computed, which is only kept for ground expressions, otherwise 0. */
    int knownHash() {
        return hash;
    }

    void keepHash(int computed) {
        if (ground) {
            hash = computed;
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Expression expression && Atoms.equal(this, expression);
    }

    @Override
    public int hashCode() {
        return Atoms.hash(this);
    }
}
