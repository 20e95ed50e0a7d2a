package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;

/**
 * A part of a rule's right side, compiled: it evaluates what the part stands for without building it first.
 *
 * <p><b>Meaning.</b> {@link #run} does what {@link Machine#evaluate} would do with the part in which every slot is replaced
 * by its value. A node knows some cases and does them fast; in all others it builds the part and hands it to the machine.
 * It decides before anything is evaluated, so no effect happens twice.
 *
 * <p><b>Slots.</b> A rule's variables are numbered; their values are in an array that belongs to one application of the
 * rule. A slot is filled before anything reads it: by the left side, by the {@code let} that binds it, or with a free
 * variable at the beginning. Branches that are tried one after the other share the array: what one fills, the next one
 * fills again before it reads.
 *
 * <p>Nodes are shared by all applications of a rule, and by one machine.
 */
abstract class Node {
    /** Evaluates the part. */
    abstract void run(Machine machine, Atom[] slots, Atom expected, Frame next);

    /**
     * Returns the part's value if that can be told here and now: no rule needs to be applied, nothing is written, there is
     * one value, and it is no error that came about here. Otherwise null.
     */
    Atom direct(Machine machine, Atom[] slots) {
        return null;
    }

    /** Returns what the part looks like now, for reports; null where there is nothing to speak of. */
    Atom shown(Atom[] slots) {
        return null;
    }

    /** Builds the part. */
    abstract Atom instance(Machine machine, Atom[] slots);

    /**
     * Returns the one type of the part before it is evaluated, {@code %Undefined%} if it has none, or null if that cannot
     * be said in short.
     */
    abstract Atom typeOf(Machine machine, Atom[] slots);

    /** Reports whether the part is a number, or an operation on nothing but numbers; false is no answer. */
    boolean isNumber(Atom[] slots) {
        return false;
    }

    /** Builds the part and has the machine evaluate it. */
    final void evaluateInstance(Machine machine, Atom[] slots, Atom expected, Frame next) {
        machine.evaluate(instance(machine, slots), expected, next);
    }

    /** Reports whether a type says nothing of what it is compared with. */
    static boolean isOpen(Atom type) {
        return type == Names.UNDEFINED || Names.UNDEFINED.equals(type) || Names.ATOM.equals(type);
    }
}
