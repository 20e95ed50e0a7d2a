package io.mettalith.evaluator.syntax;

import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.HashMap;
import java.util.Map;

/** The variables of one top-level atom: within it a name is one variable. Not thread-safe. */
final class AtomVariables {
    private static final int MOST_KEPT = 64;

    private Map<Symbol, Variable> variables = new HashMap<>();

    /** Returns the variable of that name. */
    Variable get(Symbol name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            variable = new Variable(name.name(), 0);
            variables.put(name, variable);
        }
        return variable;
    }

    /** Forgets all of them, for the next atom. */
    void clear() {
        if (variables.size() > MOST_KEPT) {
            variables = new HashMap<>(); // clearing takes as long as the table is large
        } else if (!variables.isEmpty()) {
            variables.clear();
        }
    }
}
