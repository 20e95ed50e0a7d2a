package io.mettalith.store.atom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Naive unification of trees, with an occurs check; variables are told apart by side. */
final class ModelUnifier {
    private final Map<String, ModelAtom> bindings = new HashMap<>();

    /** Whether the pattern and the atom unify; a variable of one is never a variable of the other. */
    static boolean unify(ModelAtom pattern, ModelAtom atom) {
        return new ModelUnifier().unifyTrees(renamed(pattern, "pattern "), renamed(atom, "atom "));
    }

    /** Whether a ground atom matches the pattern; the bindings, by name, are added to the map. */
    static boolean match(ModelAtom pattern, ModelAtom atom, Map<String, ModelAtom> bindings) {
        if (pattern instanceof ModelAtom.Variable variable) {
            ModelAtom known = bindings.putIfAbsent(variable.name(), atom);
            return known == null || known.equals(atom);
        }
        if (pattern instanceof ModelAtom.Expr left && atom instanceof ModelAtom.Expr right) {
            return matchChildren(left.children(), right.children(), bindings);
        }
        return pattern.equals(atom);
    }

    private static boolean matchChildren(
            List<ModelAtom> pattern, List<ModelAtom> atom, Map<String, ModelAtom> bindings) {
        boolean matches = pattern.size() == atom.size();
        for (int i = 0; matches && i < pattern.size(); i++) {
            matches = match(pattern.get(i), atom.get(i), bindings);
        }
        return matches;
    }

    private static ModelAtom renamed(ModelAtom atom, String side) {
        if (atom instanceof ModelAtom.Variable variable) {
            return ModelAtom.var(side + variable.name());
        }
        if (atom instanceof ModelAtom.Expr expr) {
            return new ModelAtom.Expr(
                    expr.children().stream().map(child -> renamed(child, side)).toList());
        }
        return atom;
    }

    private boolean unifyTrees(ModelAtom left, ModelAtom right) {
        ModelAtom a = resolve(left);
        ModelAtom b = resolve(right);
        if (a.equals(b)) {
            return true;
        }
        if (a instanceof ModelAtom.Variable variable) {
            return bind(variable, b);
        }
        if (b instanceof ModelAtom.Variable variable) {
            return bind(variable, a);
        }
        return a instanceof ModelAtom.Expr x
                && b instanceof ModelAtom.Expr y
                && unifyChildren(x.children(), y.children());
    }

    private boolean unifyChildren(List<ModelAtom> left, List<ModelAtom> right) {
        boolean unifies = left.size() == right.size();
        for (int i = 0; unifies && i < left.size(); i++) {
            unifies = unifyTrees(left.get(i), right.get(i));
        }
        return unifies;
    }

    private boolean bind(ModelAtom.Variable variable, ModelAtom value) {
        if (occurs(variable, value)) {
            return false;
        }
        bindings.put(variable.name(), value);
        return true;
    }

    private boolean occurs(ModelAtom.Variable variable, ModelAtom value) {
        ModelAtom resolved = resolve(value);
        return resolved.equals(variable)
                || resolved instanceof ModelAtom.Expr expr
                        && expr.children().stream().anyMatch(child -> occurs(variable, child));
    }

    private ModelAtom resolve(ModelAtom atom) {
        ModelAtom resolved = atom;
        while (resolved instanceof ModelAtom.Variable variable && bindings.containsKey(variable.name())) {
            resolved = bindings.get(variable.name());
        }
        return resolved;
    }
}
