package io.mettalith.store.atom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The naive model of an atom: a tree of values. */
sealed interface ModelAtom {
    record Variable(String name) implements ModelAtom {}

    record Bool(boolean value) implements ModelAtom {}

    record Int(BigInteger value) implements ModelAtom {}

    record Real(double value) implements ModelAtom {}

    record Str(String value) implements ModelAtom {}

    record State(long high, long low) implements ModelAtom {}

    record Space(long high, long low) implements ModelAtom {}

    record Expr(List<ModelAtom> children) implements ModelAtom {}

    record Sym(String name) implements ModelAtom {}

    static ModelAtom expr(ModelAtom... children) {
        return new Expr(List.of(children));
    }

    static ModelAtom sym(String name) {
        return new Sym(name);
    }

    static ModelAtom var(String name) {
        return new Variable(name);
    }

    /** Writes the tree, by {@code long} where the value fits one. */
    default AtomWriter write(AtomWriter writer) {
        if (this instanceof Expr expr) {
            writer.expression(expr.children.size());
            expr.children.forEach(child -> child.write(writer));
            return writer;
        }
        return writeLeaf(writer);
    }

    private AtomWriter writeLeaf(AtomWriter writer) {
        if (this instanceof Variable variable) {
            return writer.variable(variable.name);
        } else if (this instanceof Bool bool) {
            return writer.bool(bool.value);
        } else if (this instanceof Int integer) {
            return integer.value.bitLength() < Long.SIZE
                    ? writer.integer(integer.value.longValueExact())
                    : writer.integer(integer.value);
        } else if (this instanceof Real real) {
            return writer.real(real.value);
        } else if (this instanceof Str str) {
            return writer.string(str.value);
        } else if (this instanceof State state) {
            return writer.state(state.high, state.low);
        } else if (this instanceof Space space) {
            return writer.space(space.high, space.low);
        }
        return writer.symbol(((Sym) this).name);
    }

    default AtomCode code() {
        return write(new AtomWriter()).toAtomCode();
    }

    /** Reads one atom as a tree; the names of variables must agree with their indexes. */
    static ModelAtom read(AtomReader reader) {
        return read(reader, new ArrayList<>());
    }

    private static ModelAtom read(AtomReader reader, List<String> names) {
        if (!reader.advance()) {
            throw new AssertionError("an atom is missing");
        }
        return switch (reader.kind()) {
            case VARIABLE -> readVariable(reader, names);
            case BOOL -> new Bool(reader.boolValue());
            case INTEGER ->
                new Int(reader.isBigInteger() ? reader.bigIntegerValue() : BigInteger.valueOf(reader.longValue()));
            case FLOAT -> new Real(reader.doubleValue());
            case STRING -> new Str(reader.text());
            case STATE -> new State(reader.high(), reader.low());
            case SPACE -> new Space(reader.high(), reader.low());
            case SYMBOL -> new Sym(reader.text());
            case EXPRESSION -> readChildren(reader, names);
        };
    }

    private static ModelAtom readVariable(AtomReader reader, List<String> names) {
        if (reader.isFirstOccurrence()) {
            names.add(reader.text());
        }
        String name = names.get(reader.variableIndex());
        if (!name.equals(reader.text())) {
            throw new AssertionError("variable " + name + " reads as " + reader.text());
        }
        return new Variable(name);
    }

    private static ModelAtom readChildren(AtomReader reader, List<String> names) {
        int arity = reader.arity();
        List<ModelAtom> children = new ArrayList<>(arity);
        for (int i = 0; i < arity; i++) {
            children.add(read(reader, names));
        }
        return new Expr(children);
    }

    default boolean ground() {
        return variables().isEmpty();
    }

    /** Names of the variables and their indexes, in the order of the first occurrences. */
    default Map<String, Integer> variables() {
        Map<String, Integer> variables = new HashMap<>();
        collectVariables(variables);
        return variables;
    }

    private void collectVariables(Map<String, Integer> variables) {
        if (this instanceof Variable variable) {
            variables.putIfAbsent(variable.name, variables.size());
        } else if (this instanceof Expr expr) {
            expr.children.forEach(child -> child.collectVariables(variables));
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
