package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Answers;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts documentation and types together, as {@code (@doc-formal ...)}.
 *
 * <p>An atom has one for each of its types. Of several documentations of a function, those with as many arguments as the
 * type has are taken; one that fits no type at all is taken for each, with {@code %Undefined%} for the types it lacks.
 */
final class DocFinder {
    private DocFinder() {}

    /** Returns what is known of an atom, from a space and from what is built in. */
    static List<Atom> find(Machine machine, SpaceAtom space, Atom atom) {
        final List<Doc> docs = docs(machine, space, atom);
        return docs.isEmpty() ? List.of() : formal(docs, types(machine, space, atom));
    }

    /** Returns what is known of an atom, none of whose types is taken for that of a function. */
    static List<Atom> findAtom(Machine machine, SpaceAtom space, Atom atom) {
        final List<Doc> docs = docs(machine, space, atom);
        final List<Atom> formal = new ArrayList<>();
        if (!docs.isEmpty()) {
            types(machine, space, atom).forEach(type -> formalAtoms(docs, type, formal));
        }
        return formal;
    }

    /** Returns what is known of a function of a type. */
    static List<Atom> findFunction(Machine machine, SpaceAtom space, Atom atom, Atom type) {
        final List<Doc> docs =
                docs(machine, space, atom).stream().filter(Doc::isFunction).toList();
        return Names.isFunctionType(type)
                ? formal(docs, List.of(type))
                : docs.stream().map(doc -> (Atom) formalFunction(doc, type)).toList();
    }

    private static List<Atom> types(Machine machine, SpaceAtom space, Atom atom) {
        return machine.types().validTypes(new SpaceId(space.high(), space.low()), atom);
    }

    private static List<Doc> docs(Machine machine, SpaceAtom space, Atom atom) {
        final List<Doc> docs = new ArrayList<>();
        addDocs(machine, space, atom, docs);
        docs.addAll(Documentation.library().of(atom));
        return docs;
    }

    /** Adds the documentation that a space has: of an atom, or for a free variable of all atoms. */
    static void addDocs(Machine machine, SpaceAtom space, Atom atom, List<Doc> into) {
        final Expression ofAtom = Expression.of(DocNames.DOC, atom, fresh(machine, "desc"));
        final Expression ofFunction = Expression.of(
                DocNames.DOC, atom, fresh(machine, "desc"), fresh(machine, "params"), fresh(machine, "return"));
        addAnswers(machine, space, ofFunction, into);
        addAnswers(machine, space, ofAtom, into);
    }

    private static Variable fresh(Machine machine, String name) {
        return new Variable(name, machine.knowledge().ids().next());
    }

    private static void addAnswers(Machine machine, SpaceAtom space, Expression pattern, List<Doc> into) {
        for (final Atom answer : Answers.of(machine, space, pattern)) {
            final Doc doc = Doc.of(answer);
            if (doc != null) {
                into.add(doc);
            }
        }
    }

    private static List<Atom> formal(List<Doc> docs, List<Atom> types) {
        final List<Atom> formal = new ArrayList<>();
        for (final Atom type : types) {
            if (Names.isFunctionType(type)) {
                for (final Doc doc : docs) {
                    if (!doc.isFunction() || fits(doc, type) || types.stream().noneMatch(other -> fits(doc, other))) {
                        formal.add(formalFunction(doc, type));
                    }
                }
            } else {
                formalAtoms(docs, type, formal);
            }
        }
        return formal;
    }

    private static boolean fits(Doc doc, Atom type) {
        return Names.isFunctionType(type)
                && ((Expression) type).size() - 2 == doc.parameters().size();
    }

    private static void formalAtoms(List<Doc> docs, Atom type, List<Atom> into) {
        for (final Doc doc : docs) {
            into.add(doc.isFunction() ? formalFunction(doc, Names.UNDEFINED) : formal(doc, DocNames.ATOM, type));
        }
    }

    private static Expression formal(Doc doc, Atom kind, Atom type) {
        return Expression.of(
                DocNames.DOC_FORMAL,
                Expression.of(DocNames.ITEM, doc.item()),
                Expression.of(DocNames.KIND, kind),
                Expression.of(DocNames.TYPE, type),
                Expression.of(DocNames.DESC, doc.description()));
    }

    private static Expression formalFunction(Doc doc, Atom type) {
        final Expression formal = formal(doc, DocNames.FUNCTION, type);
        if (!doc.isFunction()) {
            return formal;
        }
        final Expression typed =
                typed(doc.parameters(), doc.result(), partTypes(doc.parameters().size(), type));
        final Atom[] parts = new Atom[formal.size() + 2];
        System.arraycopy(formal.childrenUnsafe(), 0, parts, 0, formal.size());
        parts[formal.size()] = Expression.of(DocNames.PARAMS, typed.get(0));
        parts[formal.size() + 1] = typed.get(1);
        return Expression.of(parts);
    }

    /** Returns the types of the arguments and of the result. */
    private static List<Atom> partTypes(int arguments, Atom type) {
        final List<Atom> types = new ArrayList<>();
        if (type instanceof Expression function && Names.isFunctionType(type)) {
            final List<Atom> parts = List.of(function.childrenUnsafe());
            types.addAll(parts.subList(1, Math.min(parts.size() - 1, arguments + 1)));
            while (types.size() < arguments) {
                types.add(Names.UNDEFINED);
            }
            types.add(parts.get(parts.size() - 1));
        }
        return types;
    }

    /**
     * Returns the pair of the documentation of the arguments and that of the result, with types; {@code %Undefined%} where
     * there are too few.
     */
    static Expression typed(List<Atom> parameters, Atom result, List<Atom> types) {
        final Atom[] typed = new Atom[parameters.size()];
        for (int i = 0; i < typed.length; i++) {
            typed[i] = typed(DocNames.PARAM, type(types, i), parameters.get(i));
        }
        return Expression.of(Expression.of(typed), typed(DocNames.RETURN, type(types, parameters.size()), result));
    }

    private static Atom type(List<Atom> types, int index) {
        return index < types.size() ? types.get(index) : Names.UNDEFINED;
    }

    private static Expression typed(Atom name, Atom type, Atom text) {
        return Expression.of(name, Expression.of(DocNames.TYPE, type), Expression.of(DocNames.DESC, text));
    }
}
