package io.mettalith.evaluator.builtin;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes atoms as JSON. What is nested is kept on a stack of its own, so only memory limits its depth. */
final class JsonEncoder {
    static final String SYMBOL_PREFIX = "sym!:";
    static final String VARIABLE_PREFIX = "var!:";
    static final Symbol NULL = Symbol.of("null");

    private final Machine machine;
    private final StringBuilder out = new StringBuilder();
    /** What is to be written, the next on top: text as it is, or an atom, or the end of a space. */
    private final Deque<Object> pending = new ArrayDeque<>();

    private final Set<SpaceAtom> open = new HashSet<>();

    private JsonEncoder(Machine machine) {
        this.machine = machine;
    }

    private record EndOfSpace(SpaceAtom space) {}

    /**
     * Returns the text of an atom.
     *
     * @throws JsonFormException if there is something in it that JSON has no form for
     */
    static String encode(Machine machine, Atom atom) {
        final JsonEncoder encoder = new JsonEncoder(machine);
        encoder.pending.push(atom);
        final Work work = Work.current();
        while (!encoder.pending.isEmpty()) {
            work.step();
            encoder.write(encoder.pending.pop());
        }
        return encoder.out.toString();
    }

    private void write(Object next) {
        if (next instanceof String text) {
            out.append(text);
        } else if (next instanceof EndOfSpace end) {
            open.remove(end.space());
            out.append('}');
        } else {
            writeAtom(Atoms.deref((Atom) next));
        }
    }

    private void writeAtom(Atom atom) {
        if (atom instanceof Expression list) {
            writeList(list);
        } else if (atom instanceof SpaceAtom space) {
            writeSpace(space);
        } else if (atom instanceof StringAtom string) {
            quote(string.value());
        } else if (atom instanceof BoolAtom bool) {
            out.append(bool.value());
        } else if (atom instanceof NumberAtom number) {
            writeNumber(number);
        } else if (NULL.equals(atom)) {
            out.append("null");
        } else if (atom instanceof Symbol symbol) {
            quote(SYMBOL_PREFIX + symbol.name());
        } else if (atom instanceof Variable variable) {
            quote(VARIABLE_PREFIX + variable.name());
        } else {
            throw new JsonFormException("JSON has no form for this: found=" + shown(atom));
        }
    }

    private String shown(Atom atom) {
        return machine.host().format(atom);
    }

    private void quote(String text) {
        out.append('"')
                .append(JsonStringEncoder.getInstance().quoteAsString(text))
                .append('"');
    }

    private void writeNumber(NumberAtom number) {
        if (number instanceof FloatAtom floating && !Double.isFinite(floating.value())) {
            throw new JsonFormException("JSON has no form for a number that is not finite: found=" + number);
        }
        out.append(number);
    }

    private void writeList(Expression list) {
        out.append('[');
        pending.push("]");
        for (int i = list.size() - 1; i >= 0; i--) {
            pending.push(list.get(i));
            if (i > 0) {
                pending.push(", ");
            }
        }
    }

    private void writeSpace(SpaceAtom space) {
        if (!open.add(space)) {
            throw new JsonFormException("JSON has no form for a space that is in itself: space=" + shown(space));
        }
        out.append('{');
        pending.push(new EndOfSpace(space));
        final List<Atom> atoms = atoms(space);
        for (int i = atoms.size() - 1; i >= 0; i--) {
            pushPair(atoms.get(i));
            if (i > 0) {
                pending.push(", ");
            }
        }
    }

    private void pushPair(Atom atom) {
        if (!(atom instanceof Expression pair)
                || pair.size() != 2
                || !(Atoms.deref(pair.head()) instanceof StringAtom key)) {
            throw new JsonFormException("a space in JSON has pairs of a string and a value only: found=" + shown(atom)
                    + "; make it by dict-space");
        }
        pending.push(pair.get(1));
        pending.push('"' + new String(JsonStringEncoder.getInstance().quoteAsString(key.value())) + "\":");
    }

    /** Returns the atoms of a space alone, copies included. */
    private List<Atom> atoms(SpaceAtom space) {
        final List<Atom> atoms = new ArrayList<>();
        try (Cursor cursor = machine.knowledge().environment().atoms(new SpaceId(space.high(), space.low()))) {
            while (cursor.next()) {
                final Atom atom = machine.knowledge().codec().decode(cursor.atom(), 0, cursor.length());
                atoms.addAll(Collections.nCopies((int) cursor.count(), atom));
            }
        }
        return atoms;
    }
}
