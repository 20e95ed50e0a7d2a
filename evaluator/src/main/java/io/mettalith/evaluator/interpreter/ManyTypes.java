package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The types of an expression whose parts have several types each: one tuple type for each way to choose among those of its
 * parts, in the order of the choices, the last part's changing fastest; and then all types that it has otherwise. Such a type
 * is made when it is asked for. There may be more than the list can number: then the last are out of reach.
 *
 * <p>Threading: immutable.
 */
final class ManyTypes extends AbstractList<AtomType> implements RandomAccess {
    private final List<List<AtomType>> choices;
    private final List<AtomType> others;
    /** How many tuple types there are. */
    private final int tuples;

    /**
     * Makes the types of an expression.
     *
     * @param choices the types to choose from for each part, the head first; those that are errors stand for their types
     * @param others the types that are not tuples of these
     */
    ManyTypes(List<List<AtomType>> choices, List<AtomType> others) {
        this.choices = choices;
        this.others = others;
        tuples = count(choices, Integer.MAX_VALUE - others.size());
    }

    /** Returns the number of ways to choose one of each, or {@code most} where it is greater. */
    static int count(List<List<AtomType>> choices, int most) {
        long count = 1;
        for (final List<AtomType> types : choices) {
            if (types.isEmpty()) {
                return 0;
            }
            count = Math.min(most, count * types.size());
        }
        return (int) count;
    }

    @Override
    public int size() {
        return tuples + others.size();
    }

    @Override
    public AtomType get(int index) {
        return index < tuples ? AtomType.of(tuple(choices, index)) : others.get(index - tuples);
    }

    /** Returns the tuple of one choice. */
    static Expression tuple(List<List<AtomType>> choices, int index) {
        final Atom[] parts = new Atom[choices.size()];
        int left = index;
        for (int i = parts.length - 1; i >= 0; i--) {
            final List<AtomType> types = choices.get(i);
            parts[i] = types.get(left % types.size()).type();
            left /= types.size();
        }
        return Expression.of(parts);
    }

    /** Says which types of a part may be what is asked for, as the narrower list of them. */
    interface Narrowing {
        List<AtomType> of(List<AtomType> types, Atom formal);
    }

    /** Returns those types that may match an expression, as far as can be told part by part, and all that are no tuples. */
    List<AtomType> narrowedTo(Expression formal, Narrowing narrowing) {
        if (formal.size() != choices.size()) {
            return others;
        }
        final List<List<AtomType>> narrower = new ArrayList<>(choices.size());
        for (int i = 0; i < choices.size(); i++) {
            final List<AtomType> types = narrowing.of(choices.get(i), formal.get(i));
            if (types.isEmpty()) {
                return others;
            }
            narrower.add(types);
        }
        return new ManyTypes(narrower, others);
    }

    /** Returns the types that are no tuples of those of the parts. */
    List<AtomType> others() {
        return others;
    }

    /** Returns those of some types that are of functions, or errors of such; of many, a tuple's is none. */
    static List<AtomType> functions(List<AtomType> types) {
        return (types instanceof ManyTypes many ? many.others : types)
                .stream().filter(AtomType::isFunction).toList();
    }

    /** Returns those of some types that {@link #functions} leaves. */
    static List<AtomType> notFunctions(List<AtomType> types) {
        if (types instanceof ManyTypes many) {
            return new ManyTypes(many.choices, notFunctions(many.others));
        }
        return types.stream().filter(type -> !type.isFunction()).toList();
    }

    /** Returns these types without those that are errors. */
    ManyTypes valid() {
        return new ManyTypes(choices, others.stream().filter(AtomType::isValid).toList());
    }

    /** Reports whether a type is one of the tuple types. */
    boolean hasTuple(Expression type) {
        if (type.size() != choices.size()) {
            return false;
        }
        for (int i = 0; i < choices.size(); i++) {
            final Atom part = type.get(i);
            if (choices.get(i).stream().noneMatch(choice -> part.equals(choice.type()))) {
                return false;
            }
        }
        return true;
    }
}
