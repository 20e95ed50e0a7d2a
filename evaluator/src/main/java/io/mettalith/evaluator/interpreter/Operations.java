package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The grounded names: operations with their types, and names that have a type only.
 *
 * <p>A name is grounded wherever it occurs, in a program and in a space alike: the store knows it as a symbol, so that
 * facts mean the same to whoever reads them.
 */
public final class Operations {
    private final Map<Symbol, Entry> entries = new HashMap<>();
    private final Map<Symbol, Form> forms = new HashMap<>();
    private final Map<Symbol, Operation> applications = new HashMap<>();
    private int version;

    /** Makes a table without names. */
    public Operations() {}

    /**
     * One name.
     *
     * @param type the function type, or {@code %Undefined%} for an operation on any number of evaluated arguments
     * @param operation what it does, or null for a name that has a type only
     * @param typeIsGround whether the type contains no variables
     * @param types the type as the list that the type system deals in
     */
    record Entry(Atom type, Operation operation, boolean typeIsGround, List<AtomType> types) {
        Entry(Atom type, Operation operation) {
            this(
                    type,
                    operation,
                    !(type instanceof Variable) && !(type instanceof Expression e && !e.ground()),
                    Names.UNDEFINED.equals(type) ? List.of() : List.of(AtomType.of(type)));
        }
    }

    /** Defines a name, instead of what it was before. */
    public void define(Symbol name, Atom type, Operation operation) {
        entries.put(name, new Entry(type, operation));
        forms.remove(name);
        version++;
    }

    /** Says that an operation does what a form does, so that calls in rules may be compiled as that. */
    public void form(Symbol name, Form form) {
        forms.put(name, form);
        version++;
    }

    /** Says how a call is reduced whose head is an expression with this name as its own head: a function as a value. */
    public void application(Symbol name, Operation operation) {
        applications.put(name, operation);
        version++;
    }

    /** Returns what reduces a call with this head, where that is an expression, or null. */
    Operation application(Atom head) {
        return !applications.isEmpty()
                        && head instanceof Expression function
                        && function.size() > 0
                        && Atoms.deref(function.head()) instanceof Symbol name
                ? applications.get(name)
                : null;
    }

    /** Returns the form that calls of a name have, or null. */
    Form form(Symbol name) {
        return forms.get(name);
    }

    /** Returns a number that changes with every definition. */
    int version() {
        return version;
    }

    /**
     * Defines a name of several types, of which the first that applies to a call is taken.
     *
     * @throws IllegalArgumentException if a type has variables
     */
    public void define(Symbol name, List<Atom> types, Operation operation) {
        if (types.stream().anyMatch(type -> type instanceof Expression e && !e.ground())) {
            throw new IllegalArgumentException("one of several types has variables: name=" + name + ", types=" + types);
        }
        entries.put(
                name,
                new Entry(
                        types.get(0),
                        operation,
                        true,
                        types.stream().map(AtomType::of).toList()));
        forms.remove(name);
        version++;
    }

    /** Returns what is known of a name, or null. */
    Entry entry(Symbol name) {
        return entries.get(name);
    }

    /** Returns what a name does, or null where it is not an operation. */
    public Operation find(Symbol name) {
        final Entry entry = entries.get(name);
        return entry == null ? null : entry.operation();
    }

    /** Returns the type of a name, or null where nothing is known of it. */
    public Atom type(Symbol name) {
        final Entry entry = entries.get(name);
        return entry == null ? null : entry.type();
    }

    /** Returns all names. */
    public Iterable<Symbol> names() {
        return entries.keySet();
    }
}
