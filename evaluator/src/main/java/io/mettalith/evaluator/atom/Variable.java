package io.mettalith.evaluator.atom;

/**
 * A place in an expression that any one atom may take.
 *
 * <p>A variable is the object: two variables of the same name are different, and {@code equals} compares references.
 * Within one atom of a program the parser makes one object of all occurrences of a name. While a variable is bound it
 * stands for its binding, which may again be a bound variable; {@link Atoms#deref} follows the chain. Whoever binds
 * sees to it that no chain of bindings leads back to its beginning.
 *
 * <p>Threading: confined to the thread that evaluates.
 */
public final class Variable extends Atom {
    private final String name;
    private final long id;
    private Atom binding;

    /**
     * Makes a free variable.
     *
     * @param name the name without {@code $}
     * @param id 0 for a variable as written in a source, otherwise what tells it from others of its name
     */
    public Variable(String name, long id) {
        this.name = name;
        this.id = id;
    }

    /** Returns the name without {@code $}. */
    public String name() {
        return name;
    }

    /** Returns what tells this variable from others of its name, 0 for a variable as written in a source. */
    public long id() {
        return id;
    }

    /** Returns the atom that this variable stands for, or null while it is free. */
    public Atom binding() {
        return binding;
    }

    /** Makes this variable stand for an atom that is not, and does not contain, this variable. */
    public void bind(Atom atom) {
        binding = atom;
    }

    /** Makes this variable free again. */
    public void unbind() {
        binding = null;
    }

    /** Returns a new free variable of the same name, made unique. */
    public Variable fresh(VariableIds ids) {
        return new Variable(name, ids.next());
    }
}
