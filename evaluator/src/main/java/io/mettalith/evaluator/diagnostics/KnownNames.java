package io.mettalith.evaluator.diagnostics;

import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomKind;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that can stand at the head of a call, each with the numbers of arguments it takes: operations, heads of rules,
 * symbols with a type. Of a large knowledge base the first few thousand are read.
 */
final class KnownNames {
    private static final int MOST_READ = 20_000;
    private static final int ANY_ARITY = -1;
    private static final AtomCode RULES = pattern("=");
    private static final AtomCode TYPES = pattern(":");

    private final Map<String, Set<Integer>> arities = new HashMap<>();

    private final Set<String> called = new HashSet<>();
    /** The functions with a rule whose right side is a call, by that call. */
    private final Map<Call, Set<String>> callers = new HashMap<>();

    private final Set<String> returningAtoms = new HashSet<>();

    private record Call(String head, int arity) {}

    private KnownNames() {}

    private static AtomCode pattern(String relation) {
        return AtomCode.expression(AtomCode.symbol(relation), AtomCode.variable("l"), AtomCode.variable("r"));
    }

    /** Reads the names that are known now. */
    static KnownNames of(Environment environment, List<SpaceId> spaces, Operations operations) {
        final KnownNames names = new KnownNames();
        operations.names().forEach(name -> names.addOperation(name, operations));
        try (EnvironmentView view = environment.view()) {
            for (final SpaceId space : spaces) {
                names.read(view, space, RULES, KnownNames::addRule);
                names.read(view, space, RULES, KnownNames::addCaller);
                names.readCalls(view, space);
                names.read(view, space, TYPES, KnownNames::addType);
            }
        }
        return names;
    }

    private interface Entry {
        void add(KnownNames names, AtomReader left);
    }

    private void read(EnvironmentView view, SpaceId space, AtomCode pattern, Entry entry) {
        final AtomReader reader = new AtomReader();
        try (Cursor cursor = view.match(space, pattern)) {
            for (int i = 0; i < MOST_READ && cursor.next(); i++) {
                reader.wrap(cursor.atom(), 0, cursor.length());
                if (reader.advance() && reader.kind() == AtomKind.EXPRESSION && reader.advance() && reader.advance()) {
                    entry.add(this, reader);
                }
            }
        }
    }

    /** Reads what rules have at the head of an expression. */
    private void readCalls(EnvironmentView view, SpaceId space) {
        final AtomReader reader = new AtomReader();
        try (Cursor cursor = view.match(space, RULES)) {
            for (int i = 0; i < MOST_READ && cursor.next(); i++) {
                reader.wrap(cursor.atom(), 0, cursor.length());
                boolean atHead = false;
                while (reader.advance()) {
                    if (atHead && reader.kind() == AtomKind.SYMBOL) {
                        called.add(reader.text());
                    }
                    atHead = reader.kind() == AtomKind.EXPRESSION && reader.arity() > 0;
                }
            }
        }
    }

    private void addOperation(Symbol name, Operations operations) {
        final boolean function = Names.isFunctionType(operations.type(name));
        add(name.name(), function ? ((Expression) operations.type(name)).size() - 2 : ANY_ARITY);
    }

    private void addRule(AtomReader left) {
        if (left.kind() == AtomKind.EXPRESSION && left.arity() > 0) {
            final int arity = left.arity() - 1;
            left.advance();
            if (left.kind() == AtomKind.SYMBOL) {
                add(left.text(), arity);
            }
        }
    }

    private void addType(AtomReader left) {
        if (left.kind() != AtomKind.SYMBOL) {
            return;
        }
        final String name = left.text();
        left.advance();
        int arity = ANY_ARITY;
        if (left.kind() == AtomKind.EXPRESSION && left.arity() > 1) {
            final int size = left.arity();
            left.advance();
            arity = left.kind() == AtomKind.SYMBOL && left.text().equals("->") ? size - 2 : ANY_ARITY;
            if (arity != ANY_ARITY) {
                addReturnType(name, left, size);
            }
        }
        add(name, arity);
    }

    /** Takes the last part of a function type, whose first part the reader is at. */
    private void addReturnType(String name, AtomReader type, int size) {
        for (int i = 1; i < size; i++) {
            type.skipChildren();
            type.advance();
        }
        if (type.kind() == AtomKind.SYMBOL && type.text().equals(Names.ATOM.name())) {
            returningAtoms.add(name);
        }
    }

    /** Takes a rule whose right side is a call. */
    private void addCaller(AtomReader rule) {
        if (rule.kind() != AtomKind.EXPRESSION || rule.arity() == 0) {
            return;
        }
        final int parts = rule.arity();
        rule.advance();
        final String name = rule.kind() == AtomKind.SYMBOL ? rule.text() : null;
        for (int i = 0; i < parts; i++) {
            rule.skipChildren();
            rule.advance();
        }
        if (name != null && rule.kind() == AtomKind.EXPRESSION && rule.arity() > 0) {
            final int arity = rule.arity() - 1;
            rule.advance();
            if (rule.kind() == AtomKind.SYMBOL) {
                callers.computeIfAbsent(new Call(rule.text(), arity), call -> new TreeSet<>())
                        .add(name);
            }
        }
    }

    /** Returns the functions that are declared to return {@code Atom} and have such a call as a right side. */
    List<String> returningUnevaluated(String head, int arity) {
        return callers.getOrDefault(new Call(head, arity), Set.of()).stream()
                .filter(returningAtoms::contains)
                .toList();
    }

    private void add(String name, int arity) {
        arities.computeIfAbsent(name, key -> new HashSet<>(2)).add(arity);
    }

    boolean contains(String name) {
        return arities.containsKey(name);
    }

    /** Reports whether a rule has a name at the head of an expression. */
    boolean isCalled(String name) {
        return called.contains(name);
    }

    /** Returns the known name nearest to another that takes as many arguments, or null where none is near. */
    String nearest(String name, int arity) {
        String nearest = null;
        int least = mostEdits(name) + 1;
        for (final Map.Entry<String, Set<Integer>> entry : arities.entrySet()) {
            final boolean applies =
                    entry.getValue().contains(arity) || entry.getValue().contains(ANY_ARITY);
            if (applies && isWord(name) == isWord(entry.getKey())) {
                final int distance = EditDistance.between(name, entry.getKey(), least);
                if (distance < least
                        || distance == least
                                && nearest != null
                                && entry.getKey().compareTo(nearest) < 0) {
                    nearest = entry.getKey();
                    least = distance;
                }
            }
        }
        return nearest;
    }

    /** Reports whether a name begins as a word does: nobody writes a word for an operator by a slip. */
    private static boolean isWord(String name) {
        return !name.isEmpty() && Character.isLetter(name.codePointAt(0));
    }

    /** Returns how many slips are likely in a name: none in the shortest, which are near to everything. */
    private static int mostEdits(String name) {
        return name.length() < 3 ? 0 : name.length() < 5 ? 1 : 2;
    }
}
