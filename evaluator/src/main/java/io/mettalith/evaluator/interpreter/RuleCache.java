package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StoredAtom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The rules that a space sees: its own in the order of definition, and then those of each space it depends on. Sets that
 * were read last are kept, each as long as the version of the space's rules is what it was.
 *
 * <p>Not thread-safe.
 */
final class RuleCache {
    /** So many rules with a head that is no symbol are tried one by one. */
    private static final int NESTED_RULES = 32;

    private final Knowledge knowledge;
    private final Map<Symbol, RuleSet> rules = new HashMap<>();
    private SpaceId cachedSpace = SpaceId.MAIN;
    private final Map<Integer, RuleSet> nested = new HashMap<>();
    private SpaceId nestedSpace = SpaceId.MAIN;

    /** The rules for calls of one head with one number of arguments, and those for other numbers. */
    private record RuleSet(long version, int arity, Rule[] rules, RuleSet next) {}

    RuleCache(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Returns the rules that may match calls with this head and number of arguments. */
    Rule[] of(SpaceId space, Symbol head, int arity) {
        final long version = knowledge.rulesVersion(space);
        if (space != cachedSpace && !space.equals(cachedSpace)) {
            cachedSpace = space;
            rules.clear();
        }
        RuleSet set = rules.get(head);
        while (set != null && set.arity() != arity) {
            set = set.next();
        }
        if (set == null || set.version() != version) {
            set = cache(head, new RuleSet(version, arity, read(space, head, arity), null));
        }
        return set.rules();
    }

    /** Puts a rule set before those of other arities that are as fresh. */
    private RuleSet cache(Symbol head, RuleSet set) {
        RuleSet others = rules.get(head);
        RuleSet kept = null;
        for (; others != null; others = others.next()) {
            if (others.version() == set.version() && others.arity() != set.arity()) {
                kept = new RuleSet(others.version(), others.arity(), others.rules(), kept);
            }
        }
        final RuleSet first = new RuleSet(set.version(), set.arity(), set.rules(), kept);
        rules.put(head, first);
        return first;
    }

    /** Returns the rules that may match a call whose head is no symbol. */
    Rule[] of(SpaceId space, Expression call) {
        final RuleSet set = nested(space, call.size() - 1);
        return set.rules() == null ? ofAtom(space, call) : set.rules();
    }

    /** Reports whether there is any rule for calls of that many arguments whose head is no symbol. */
    boolean hasNested(SpaceId space, int arity) {
        final RuleSet set = nested(space, arity);
        return set.rules() == null || set.rules().length > 0;
    }

    private RuleSet nested(SpaceId space, int arity) {
        final long version = knowledge.rulesVersion(space);
        if (!space.equals(nestedSpace)) {
            nestedSpace = space;
            nested.clear();
        }
        RuleSet set = nested.get(arity);
        if (set == null || set.version() != version) {
            set = new RuleSet(version, arity, readNested(space, arity), null);
            nested.put(arity, set);
        }
        return set;
    }

    /** Returns the rules that may match an atom that is not a call of a symbol. */
    Rule[] ofAtom(SpaceId space, Atom call) {
        final Variable right = new Variable("X", knowledge.ids().next());
        final AtomCode pattern = knowledge.codec().encodePattern(Expression.of(Names.EQUAL, call, right));
        return read(space, (view, seen) -> definitions(view, seen, pattern));
    }

    private Rule[] read(SpaceId space, Symbol head, int arity) {
        final AtomCode code = knowledge.codec().encode(head);
        return read(space, (view, seen) -> withWildcards(view, seen, view.rules(seen, code, arity), arity));
    }

    /** Returns the rules with another head than a symbol, or null if there are so many that an index has to find them. */
    private Rule[] readNested(SpaceId space, int arity) {
        return read(space, (view, seen) -> {
            final List<StoredAtom> stored = view.nestedRules(seen, arity, NESTED_RULES);
            return stored.size() > NESTED_RULES ? null : withWildcards(view, seen, stored, arity);
        });
    }

    private static List<StoredAtom> withWildcards(
            EnvironmentView view, SpaceId space, List<StoredAtom> stored, int arity) {
        stored.addAll(view.wildcardRules(space, arity));
        return stored;
    }

    /** Returns the rules of a space and of those it depends on, or null if the reader returns null for one of them. */
    private Rule[] read(SpaceId space, BiFunction<EnvironmentView, SpaceId, List<StoredAtom>> reader) {
        final List<Rule> read = new ArrayList<>();
        try (KnowledgeView view = knowledge.view(space)) {
            boolean complete = add(reader.apply(view.spaces(), space), read);
            for (final SpaceId other : knowledge.others(space)) {
                complete = complete && add(reader.apply(view.spaces(), other), read);
            }
            return complete ? read.toArray(new Rule[0]) : null;
        }
    }

    private boolean add(List<StoredAtom> stored, List<Rule> into) {
        if (stored == null) {
            return false;
        }
        stored.sort(Comparator.comparingLong(StoredAtom::stamp));
        for (final StoredAtom atom : stored) {
            final Atom read = knowledge.codec().decode(atom.code());
            if (isDefinition(read)) {
                into.add(Rule.of((Expression) read, atom.count()));
            }
        }
        return true;
    }

    private static List<StoredAtom> definitions(EnvironmentView view, SpaceId space, AtomCode pattern) {
        final List<StoredAtom> stored = new ArrayList<>(0);
        try (Cursor cursor = view.match(space, pattern)) {
            while (cursor.next()) {
                stored.add(cursor.toStoredAtom());
            }
        }
        return stored;
    }

    /** Reports whether an atom that may match {@code (= left right)} is of that form, and not a stored variable. */
    private static boolean isDefinition(Atom atom) {
        return atom instanceof Expression expression && expression.size() == 3 && Names.EQUAL.equals(expression.head());
    }
}
