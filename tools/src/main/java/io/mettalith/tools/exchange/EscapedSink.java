package io.mettalith.tools.exchange;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.evaluator.syntax.AtomSink;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StateId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Understands {@link Escapes} in what a file's reader passes on, and passes the atoms on as they were before the export.
 *
 * <p>A top-level expression is held back until its head says whether it is a form or an atom. Not thread-safe.
 */
final class EscapedSink implements AtomSink {
    private static final int NOTHING_HELD = -1;

    /** What a top-level expression is, and how many children it then has. */
    private enum Form {
        ATOM(0),
        COPIES(3),
        IN(2),
        SET(3),
        BIND(3);

        private final int arity;

        Form(int arity) {
            this.arity = arity;
        }
    }

    private final AtomCodec codec;
    private final Map<String, Variable> variables = new HashMap<>();
    private Form form;
    private Atom argument;
    private int heldArity;
    private boolean begun;

    EscapedSink(AtomCodec codec) {
        this.codec = codec;
    }

    @Override
    public void begin() {
        codec.begin();
        form = Form.ATOM;
        argument = null;
        heldArity = NOTHING_HELD;
        begun = false;
        if (!variables.isEmpty()) {
            variables.clear();
        }
    }

    @Override
    public void expression(int arity) {
        if (begun) {
            settle();
            codec.expression(arity);
        } else {
            begun = true;
            heldArity = arity;
        }
    }

    @Override
    public void symbol(byte[] utf8, int offset, int length) {
        if (length > 0 && utf8[offset] == Escapes.MARK) {
            word(new String(utf8, offset, length, StandardCharsets.UTF_8));
        } else {
            settle();
            codec.symbol(utf8, offset, length);
        }
        begun = true;
    }

    @Override
    public void atom(Atom atom) {
        begun = true;
        if (isArgumentNext()) {
            argument = atom;
        } else {
            settle();
            codec.atom(atom);
        }
    }

    private boolean isArgumentNext() {
        return form != Form.ATOM && argument == null;
    }

    /** Passes the expression on that was held back, now that it is known to be an atom; checks that no argument is missing. */
    private void settle() {
        if (isArgumentNext()) {
            throw wrongForm();
        }
        if (heldArity != NOTHING_HELD) {
            codec.expression(heldArity);
            heldArity = NOTHING_HELD;
        }
    }

    private void word(String word) {
        final Form head = heldArity == NOTHING_HELD ? Form.ATOM : formOf(word);
        if (head != Form.ATOM) {
            form = head;
            if (heldArity != form.arity) {
                throw wrongForm();
            }
            heldArity = NOTHING_HELD;
        } else {
            atom(sameVariable(word, EscapedWord.parse(word)));
        }
    }

    private static Form formOf(String word) {
        return switch (word) {
            case Escapes.COPIES -> Form.COPIES;
            case Escapes.IN -> Form.IN;
            case Escapes.SET -> Form.SET;
            case Escapes.BIND -> Form.BIND;
            default -> Form.ATOM;
        };
    }

    /** Returns the one variable of an atom that has this name. */
    private Atom sameVariable(String word, Atom atom) {
        if (atom instanceof Variable variable) {
            final Variable first = variables.putIfAbsent(word, variable);
            return first == null ? variable : first;
        }
        return atom;
    }

    /**
     * Ends the top-level expression that was taken last; returns how many atoms it was, copies counted.
     *
     * @throws EscapeException if it is a form, but not with what its head asks for
     */
    long finish(FactSink sink) {
        settle();
        final long copies = form == Form.COPIES ? copies() : form == Form.ATOM ? 1 : 0;
        switch (form) {
            case ATOM, COPIES -> sink.add(codec.written(), copies);
            case IN -> sink.enter(space());
            case SET -> sink.set(state(), codec.written().toAtomCode());
            case BIND -> sink.bind(token(), codec.written().toAtomCode());
        }
        return copies;
    }

    private long copies() {
        if (argument instanceof IntegerAtom number && number.value() > 0) {
            return number.value();
        }
        throw wrongForm();
    }

    private SpaceId space() {
        if (argument instanceof SpaceAtom space) {
            return new SpaceId(space.high(), space.low());
        }
        throw wrongForm();
    }

    private StateId state() {
        if (argument instanceof StateAtom state) {
            return new StateId(state.high(), state.low());
        }
        throw wrongForm();
    }

    private String token() {
        if (argument instanceof StringAtom name) {
            return name.value();
        }
        throw wrongForm();
    }

    private EscapeException wrongForm() {
        return new EscapeException("not a form of an exported file: head=\\"
                + form.name().toLowerCase(Locale.ROOT) + ", argument=" + argument
                + "; the forms are (\\copies N ATOM), (\\in SPACE), (\\set STATE VALUE), (\\bind \"TOKEN\" VALUE)");
    }
}
