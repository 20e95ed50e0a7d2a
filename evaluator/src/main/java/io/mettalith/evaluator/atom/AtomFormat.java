package io.mettalith.evaluator.atom;

import io.mettalith.store.atom.AtomPrinter;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Prints atoms as hyperon-experimental displays them.
 *
 * <p>Symbols stand as they are, strings quoted and escaped, variables as {@code $name} or {@code $name#id}, numbers in
 * the shortest form that reads back as the same number. A bound variable prints as what it stands for. What is printed
 * parses back as an equal atom, except for variables with an id, handles, native objects, and symbols whose name could not be written.
 *
 * <p>Threading: immutable, as far as its {@link HandlePrinter} is.
 *
 * <p>Complexity: linear in the text, which counts as {@link Work}; the stack does not grow with the depth of the atom.
 */
public final class AtomFormat {
    /** Prints states and spaces by their ids. */
    public static final AtomFormat PLAIN = new AtomFormat(HandlePrinter.IDS);

    private static final int CHARS_PER_STEP = 16;

    private final HandlePrinter handles;

    /** Makes a format that prints states and spaces by the given printer. */
    public AtomFormat(HandlePrinter handles) {
        this.handles = handles;
    }

    /** Returns the text of an atom. */
    public String format(Atom atom) {
        return format(atom, Integer.MAX_VALUE);
    }

    /** Returns the text of an atom, or its beginning where that is longer than so many characters. */
    public String format(Atom atom, int enough) {
        StringBuilder out = new StringBuilder();
        append(out, atom, enough);
        return out.toString();
    }

    /** Appends the text of an atom. */
    public void append(StringBuilder out, Atom atom) {
        append(out, atom, Integer.MAX_VALUE);
    }

    private void append(StringBuilder out, Atom atom, int enough) {
        Atom value = Atoms.deref(atom);
        if (value instanceof Expression expression) {
            appendExpression(out, expression, enough);
        } else {
            appendLeaf(out, value);
        }
    }

    private void appendExpression(StringBuilder out, Expression root, int enough) {
        Work work = Work.current();
        Deque<Frame> path = new ArrayDeque<>();
        Frame frame = open(out, root);
        int counted = out.length();
        while (frame != null && out.length() <= enough) {
            work.steps(1 + (out.length() - counted) / CHARS_PER_STEP);
            counted = out.length();
            if (frame.next == frame.expression.size()) {
                out.append(')');
                frame = path.poll();
            } else if (frame.nextChild(out) instanceof Expression inner) {
                path.push(frame);
                frame = open(out, inner);
            } else {
                appendLeaf(out, frame.child);
            }
        }
    }

    private static Frame open(StringBuilder out, Expression expression) {
        out.append('(');
        return new Frame(expression);
    }

    private void appendLeaf(StringBuilder out, Atom leaf) {
        if (leaf instanceof Symbol symbol) {
            out.append(symbol.name());
        } else if (leaf instanceof Variable variable) {
            appendVariable(out, variable);
        } else {
            appendGrounded(out, (Grounded) leaf);
        }
    }

    private static void appendVariable(StringBuilder out, Variable variable) {
        out.append('$').append(variable.name());
        if (variable.id() != 0) {
            out.append('#').append(variable.id());
        }
    }

    private void appendGrounded(StringBuilder out, Grounded value) {
        if (value instanceof NumberAtom number) {
            appendNumber(out, number);
        } else if (value instanceof StringAtom string) {
            AtomPrinter.appendQuoted(out, string.value());
        } else if (value instanceof BoolAtom bool) {
            out.append(bool.value() ? "True" : "False");
        } else if (value instanceof StateAtom state) {
            out.append(handles.state(state));
        } else if (value instanceof BindingsAtom bindings) {
            appendBindings(out, bindings);
        } else if (value instanceof NativeAtom object) {
            out.append(object.text());
        } else {
            out.append(handles.space((SpaceAtom) value));
        }
    }

    private void appendBindings(StringBuilder out, BindingsAtom bindings) {
        out.append('{');
        for (int i = 0; i < bindings.size(); i++) {
            appendVariable(out.append(i == 0 ? " " : ", "), bindings.variable(i));
            append(out.append(" <- "), bindings.value(i));
        }
        out.append(" }");
    }

    private static void appendNumber(StringBuilder out, NumberAtom number) {
        if (number instanceof IntegerAtom integer) {
            out.append(integer.value());
        } else if (number instanceof FloatAtom floating) {
            out.append(AtomPrinter.formatFloat(floating.value()));
        } else {
            BigInteger integer = ((BigIntegerAtom) number).value();
            Numbers.checkLength(integer.bitLength());
            out.append(integer);
        }
    }

    /** An expression whose children are being printed. */
    private static final class Frame {
        private final Expression expression;
        private int next;
        private Atom child;

        private Frame(Expression expression) {
            this.expression = expression;
        }

        private Atom nextChild(StringBuilder out) {
            if (next > 0) {
                out.append(' ');
            }
            child = Atoms.deref(expression.get(next++));
            return child;
        }
    }
}
