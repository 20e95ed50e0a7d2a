package io.mettalith.evaluator.atom;

import java.util.Objects;

/**
 * An object of the host program that the language only passes around: a generator of random numbers, an open file, any
 * Java object that a program was given.
 *
 * <pre>{@code
 * NativeAtom list = new NativeAtom(List.of(1, 2), Symbol.of("JavaList"));
 * list.toString();   // [1, 2]
 * }</pre>
 *
 * <p>Two are equal if their objects are, whatever type they were given. An object whose {@code equals} looks at what may
 * change must not change while an atom holds it, as in any hash table.
 *
 * <p>It lives as long as the process: it cannot be written into a space, a state or a snapshot. A program that tries gets
 * an {@code Error}; a token may be bound to it until the program ends. In a pattern it matches itself and variables.
 *
 * <p>Threading: that of the object.
 */
public final class NativeAtom extends Grounded {
    private final Object value;
    private final Atom type;
    private final String text;

    /** Wraps an object that is shown as its {@code toString} says at the time. */
    public NativeAtom(Object value, Atom type) {
        this(value, type, null);
    }

    /**
     * Wraps an object.
     *
     * @param value the object
     * @param type its type in the language; {@code %Undefined%} fits wherever anything is expected
     * @param text what it is shown as, or null for what its {@code toString} says at the time
     * @throws NullPointerException if the object or the type is null
     */
    public NativeAtom(Object value, Atom type, String text) {
        this.value = Objects.requireNonNull(value, "a native atom needs an object: value=null");
        this.type = Objects.requireNonNull(type, "a native atom needs a type: type=null; %Undefined% fits anywhere");
        this.text = text;
    }

    /** Returns the object. */
    public Object value() {
        return value;
    }

    /** Returns the object if it is of a class, otherwise null. */
    public <T> T value(Class<T> of) {
        return of.isInstance(value) ? of.cast(value) : null;
    }

    /** Returns the type, as it was given. */
    public Atom type() {
        return type;
    }

    /** Returns what the object is shown as. */
    public String text() {
        return text == null ? value.toString() : text;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof NativeAtom atom && value.equals(atom.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}
