package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.BigIntegerAtom;
import io.mettalith.evaluator.atom.BindingsAtom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.StateCells;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.SymbolCache;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.evaluator.syntax.AtomSink;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomCodeException;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * Turns atoms into the store's codes and back.
 *
 * <p>Writing follows bindings and gives each variable the name it was written with in a source, made different only
 * where two variables of one atom have the same: so what a rule adds to a space has the same code every time. Reading
 * makes fresh variables.
 *
 * <p>An atom is written whole, or part by part as a {@link AtomSink} takes it; the code is the same.
 *
 * <p>Both walk with explicit stacks: nesting is limited by memory alone. Reusable; not thread-safe.
 */
public final class AtomCodec implements AtomSink {
    private static final int SYMBOL_CACHE = 1 << 12;
    private static final int FEW_VARIABLES = 16;
    /** Marks the handle of a space without its dependencies; ids are counted from below. */
    private static final long ALONE = Long.MIN_VALUE;

    private final AtomWriter writer = new AtomWriter();
    private final AtomReader reader = new AtomReader();
    private final SymbolCache symbols = new SymbolCache(SYMBOL_CACHE);
    private final VariableIds ids;
    private final StateCells cells;
    private final SpaceHandles handles;
    private final List<Variable> variables = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    /** The same by variable once there are many, and the names that are taken. */
    private final Map<Variable, String> nameOf = new IdentityHashMap<>();

    private final Set<String> taken = new HashSet<>();
    /** The next suffix to try for each name as written. */
    private final Map<String, Integer> suffixes = new HashMap<>();

    private final List<Variable> read = new ArrayList<>();
    private Expression[] parents = new Expression[16];
    private int[] positions = new int[16];
    private Atom[][] building = new Atom[16][];
    private boolean loosely;
    private boolean loose;

    /** Makes a codec whose fresh variables are numbered by {@code ids}. */
    public AtomCodec(VariableIds ids) {
        this(ids, null, null);
    }

    /**
     * Makes a codec for one environment.
     *
     * @param handles that read handles of spaces are like, or null for any
     * @param cells that read states are compared by, or null for their ids
     */
    AtomCodec(VariableIds ids, SpaceHandles handles, StateCells cells) {
        this.ids = ids;
        this.handles = handles;
        this.cells = cells;
    }

    /**
     * Writes an atom and returns the writer that holds its code until the next call.
     *
     * @throws NotStorableException if there is a native atom in it, or it is longer or deeper than any code
     */
    public AtomWriter write(Atom atom) {
        begin();
        try {
            atom(atom);
        } catch (final AtomCodeException e) {
            throw new NotStorableException(e);
        }
        return writer;
    }

    /** Returns the writer that holds the code of what was written part by part, until the next {@link #begin()}. */
    public AtomWriter written() {
        return writer;
    }

    @Override
    public void begin() {
        writer.reset();
        variables.clear();
        names.clear();
        if (!nameOf.isEmpty()) {
            nameOf.clear();
            taken.clear();
            suffixes.clear();
        }
        loose = false;
    }

    @Override
    public void expression(int arity) {
        writer.expression(arity);
    }

    @Override
    public void symbol(byte[] utf8, int offset, int length) {
        writer.symbol(utf8, offset, length);
    }

    @Override
    public void atom(Atom atom) {
        final Work work = Work.current();
        int depth = 0;
        Atom next = Atoms.deref(atom);
        while (true) {
            work.step();
            if (next instanceof BindingsAtom bindings) {
                next = bindings.written();
            }
            writeToken(next);
            if (next instanceof Expression expression && expression.size() > 0) {
                depth = push(depth, expression);
            }
            while (depth > 0 && positions[depth - 1] == parents[depth - 1].size()) {
                parents[--depth] = null;
            }
            if (depth == 0) {
                return;
            }
            next = Atoms.deref(parents[depth - 1].get(positions[depth - 1]++));
        }
    }

    /** Returns the variables of the last written atom, by their index in its code. */
    public List<Variable> variables() {
        return variables;
    }

    /** Returns an atom's code as a value. */
    public AtomCode encode(Atom atom) {
        return write(atom).toAtomCode();
    }

    /**
     * Returns the code of a pattern, in which variables stand for states, since codes do not tell which cells hold the
     * same, and for native atoms, which no space holds. {@link #isLoose()} says whether there was any.
     */
    AtomCode encodePattern(Atom pattern) {
        return writePattern(pattern).toAtomCode();
    }

    /** As {@link #encodePattern}, with the code in the writer until the next call. */
    AtomWriter writePattern(Atom pattern) {
        loosely = true;
        try {
            return write(pattern);
        } finally {
            loosely = false;
        }
    }

    /** Reports whether the last pattern has states or native atoms, so that whatever answers its code must be compared with it. */
    boolean isLoose() {
        return loose;
    }

    private int push(int depth, Expression expression) {
        if (depth == parents.length) {
            parents = Arrays.copyOf(parents, 2 * depth);
            positions = Arrays.copyOf(positions, 2 * depth);
        }
        parents[depth] = expression;
        positions[depth] = 0;
        return depth + 1;
    }

    private void writeToken(Atom atom) {
        if (atom instanceof Symbol symbol) {
            writer.symbol(symbol.utf8(), 0, symbol.utf8().length);
        } else if (atom instanceof Expression expression) {
            writer.expression(expression.size());
        } else if (atom instanceof Variable variable) {
            writer.variable(nameOf(variable));
        } else {
            writeGrounded(atom);
        }
    }

    private void writeGrounded(Atom atom) {
        if (atom instanceof IntegerAtom integer) {
            writer.integer(integer.value());
        } else if (atom instanceof StringAtom string) {
            writer.string(string.value());
        } else if (atom instanceof FloatAtom real) {
            writer.real(real.value());
        } else if (atom instanceof BoolAtom bool) {
            writer.bool(bool.value());
        } else if (atom instanceof BigIntegerAtom integer) {
            writer.integer(integer.value());
        } else if (atom instanceof StateAtom state) {
            writeState(state);
        } else if (atom instanceof NativeAtom object) {
            writeNative(object);
        } else {
            final SpaceAtom space = (SpaceAtom) atom;
            if (!loosely) {
                space.noteWritten();
            }
            writer.space(space.high(), space.alone() ? space.low() | ALONE : space.low());
        }
    }

    private void writeState(StateAtom state) {
        if (loosely) {
            writeAnything("state");
        } else {
            writer.state(state.high(), state.low());
        }
    }

    private void writeNative(NativeAtom atom) {
        if (!loosely) {
            throw new NotStorableException(atom);
        }
        writeAnything("native");
    }

    private void writeAnything(String name) {
        loose = true;
        writer.variable(nameOf(new Variable(name, 0)));
    }

    private String nameOf(Variable variable) {
        return variables.size() <= FEW_VARIABLES ? nameOfFew(variable) : nameOfMany(variable);
    }

    private String nameOfFew(Variable variable) {
        for (int i = 0; i < variables.size(); i++) {
            if (variables.get(i) == variable) {
                return names.get(i);
            }
        }
        String name = variable.name();
        for (int i = 1; names.contains(name); i++) {
            name = variable.name() + "-" + i;
        }
        return named(variable, name);
    }

    private String named(Variable variable, String name) {
        variables.add(variable);
        names.add(name);
        return name;
    }

    /** As {@link #nameOfFew}, by tables. */
    private String nameOfMany(Variable variable) {
        if (nameOf.isEmpty()) {
            for (int i = 0; i < variables.size(); i++) {
                nameOf.put(variables.get(i), names.get(i));
            }
            taken.addAll(names);
        }
        final String known = nameOf.get(variable);
        if (known != null) {
            return known;
        }
        String name = variable.name();
        int suffix = suffixes.getOrDefault(name, 1);
        while (!taken.add(name)) {
            name = variable.name() + "-" + suffix++;
        }
        suffixes.put(variable.name(), suffix);
        nameOf.put(variable, name);
        return named(variable, name);
    }

    /** Returns the atom that a code stands for, with fresh variables. */
    public Atom decode(AtomCode code) {
        return decode(code.buffer(), 0, code.length());
    }

    /** Returns the atom whose code is in a buffer, with fresh variables. */
    public Atom decode(DirectBuffer buffer, int offset, int length) {
        reader.wrap(buffer, offset, offset + length);
        read.clear();
        int depth = 0;
        while (reader.advance()) {
            Atom atom = readToken(buffer);
            if (atom == null) {
                depth = open(depth, reader.arity());
                continue;
            }
            while (depth > 0) {
                building[depth - 1][positions[depth - 1]++] = atom;
                if (positions[depth - 1] < building[depth - 1].length) {
                    break;
                }
                atom = Expression.of(building[--depth]);
                building[depth] = null;
            }
            if (depth == 0) {
                return atom;
            }
        }
        throw new IllegalStateException("atom code ends early: offset=" + offset + ", lengthBytes=" + length);
    }

    private int open(int depth, int arity) {
        if (depth == building.length) {
            building = Arrays.copyOf(building, 2 * depth);
        }
        if (depth == positions.length) {
            positions = Arrays.copyOf(positions, 2 * depth);
            parents = Arrays.copyOf(parents, 2 * depth);
        }
        building[depth] = new Atom[arity];
        positions[depth] = 0;
        return depth + 1;
    }

    /** Returns the atom of the current token, or null for an expression that has children. */
    private Atom readToken(DirectBuffer buffer) {
        switch (reader.kind()) {
            case SYMBOL:
                return symbols.get(buffer, reader.textOffset(), reader.textLength());
            case EXPRESSION:
                return reader.arity() == 0 ? Expression.UNIT : null;
            case VARIABLE:
                return readVariable();
            case INTEGER:
                return reader.isBigInteger()
                        ? Numbers.integer(reader.bigIntegerValue())
                        : Numbers.integer(reader.longValue());
            case STRING:
                return new StringAtom(reader.text());
            case FLOAT:
                return Numbers.floating(reader.doubleValue());
            case BOOL:
                return BoolAtom.of(reader.boolValue());
            case STATE:
                return new StateAtom(reader.high(), reader.low(), cells);
            default:
                return readSpace();
        }
    }

    private SpaceAtom readSpace() {
        final SpaceId id = new SpaceId(reader.high(), reader.low() & ~ALONE);
        final SpaceAtom handle = handles == null ? Knowledge.atomOf(id) : handles.handle(id);
        return (reader.low() & ALONE) == 0 ? handle : handle.withoutDependencies();
    }

    private Variable readVariable() {
        if (reader.isFirstOccurrence()) {
            final Variable variable = new Variable(reader.text(), ids.next());
            read.add(variable);
            return variable;
        }
        return read.get(reader.variableIndex());
    }
}
