package io.mettalith.evaluator.diagnostics;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.documentation.DocGroup;
import io.mettalith.evaluator.documentation.Documentation;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.syntax.SourceMap;
import io.mettalith.evaluator.syntax.SourceSpan;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks in results for calls that stayed as they are: because nothing of that name is known, and says which module has it or
 * which known name was probably meant; or because a function is declared to return them as they are. A name that is the head of a fact, or that neither
 * the expression nor a rule has at the head of a call, is data and no slip. Each name is spoken of once.
 *
 * <p>Cost: results that are data cost some look-ups per head, and of each evaluation only the first {@value
 * #MOST_VISITED} atoms are looked at. What is known is read when the first call turns up.
 *
 * <p>Not thread-safe.
 */
public final class Hints {
    static final int MOST_VISITED = 1000;

    private static final Set<Symbol> QUOTING = Set.of(Symbol.of("quote"), Names.ERROR);

    private final Environment environment;
    private final Supplier<List<SpaceId>> spaces;
    private final Operations operations;
    private final Set<Call> settled = new HashSet<>();
    private final Collection<String> modules;
    private final Set<String> explained = new HashSet<>();
    private KnownNames known;
    private long knownVersion;
    private List<SpaceId> knownSpaces = List.of();

    private record Call(Symbol head, int arity) {}

    /**
     * Makes hints from what these spaces of an environment and a table of operations know at the time.
     *
     * @param modules the modules that a program can import wherever it runs, whose names are documented under theirs
     */
    public Hints(
            Environment environment,
            Supplier<List<SpaceId>> spaces,
            Operations operations,
            Collection<String> modules) {
        this.modules = modules;
        this.environment = environment;
        this.spaces = spaces;
        this.operations = operations;
    }

    /**
     * Returns the hints about the results of an expression, each a line; usually none.
     *
     * @param expression the expression as it was parsed
     * @param source where its parts are written
     */
    public List<String> about(Atom expression, SourceMap source, List<Atom> results) {
        final List<String> hints = new ArrayList<>(0);
        final Deque<Atom> pending = new ArrayDeque<>(results);
        for (int visited = 0; visited < MOST_VISITED && !pending.isEmpty(); visited++) {
            if (Atoms.deref(pending.pop()) instanceof Expression part && part.size() > 0) {
                visit(part, pending, expression, source, hints);
            }
        }
        return hints;
    }

    private void visit(Expression part, Deque<Atom> pending, Atom expression, SourceMap source, List<String> hints) {
        if (part.head() instanceof Symbol head) {
            if (QUOTING.contains(head)) {
                return;
            }
            consider(head, part, expression, source, hints);
        }
        for (final Atom child : part.childrenUnsafe()) {
            if (child instanceof Expression) {
                pending.add(child);
            }
        }
    }

    private void consider(Symbol head, Expression part, Atom expression, SourceMap source, List<String> hints) {
        final Call call = new Call(head, part.size() - 1);
        explainUnevaluated(head, part, expression, source, hints);
        if (settled.contains(call)) {
            return;
        }
        if (isKnown(head, call.arity())) {
            settled.add(call);
        } else if (isWrittenAsHead(head, expression) || known().isCalled(head.name())) {
            settled.add(call);
            suggest(head, part, expression, source, hints);
        }
    }

    private boolean isKnown(Symbol head, int arity) {
        return operations.type(head) != null || isFact(head, arity) || known().contains(head.name());
    }

    /** Reports whether somebody wrote the name where calls are named; elsewhere it was put there, and is data. */
    private static boolean isWrittenAsHead(Symbol head, Atom expression) {
        final Deque<Atom> pending = new ArrayDeque<>();
        pending.add(expression);
        while (!pending.isEmpty()) {
            if (pending.pop() instanceof Expression part && part.size() > 0) {
                if (head.equals(part.head())) {
                    return true;
                }
                pending.addAll(Arrays.asList(part.childrenUnsafe()));
            }
        }
        return false;
    }

    private void suggest(Symbol head, Expression part, Atom expression, SourceMap source, List<String> hints) {
        final String unknown = place(part, expression, source) + ": nothing is known of " + head.name();
        final String module = moduleOf(head);
        if (module != null) {
            hints.add(unknown + "; the module " + module + " has it: !(import! &self " + module + ")");
            return;
        }
        final String meant = known().nearest(head.name(), part.size() - 1);
        if (meant != null) {
            hints.add(unknown + "; did you mean " + meant + "?");
        }
    }

    private static String place(Expression part, Atom expression, SourceMap source) {
        final SourceSpan own = source.spanOf(part);
        final SourceSpan span = own == null ? source.spanOf(expression) : own;
        return "hint: " + span.describe();
    }

    /** Returns the module that a name is documented in, or null. */
    private String moduleOf(Symbol name) {
        return modules.stream()
                .sorted()
                .filter(module -> {
                    final DocGroup group = Documentation.library().group(module);
                    return group != null && group.docs().stream().anyMatch(doc -> name.equals(doc.item()));
                })
                .findFirst()
                .orElse(null);
    }

    /**
     * Explains a call that stayed as it is although something is known of it, where a function that is declared to return
     * {@code Atom} has it as its right side. Each function is spoken of once.
     */
    private void explainUnevaluated(
            Symbol head, Expression part, Atom expression, SourceMap source, List<String> hints) {
        final int arity = part.size() - 1;
        if (!isReducible(head, arity)) {
            return;
        }
        for (final String function : known().returningUnevaluated(head.name(), arity)) {
            if (explained.add(function)) {
                hints.add(place(part, expression, source) + ": " + function + " is declared to return Atom, so the ("
                        + head.name() + " ...) on its right side is not evaluated; declare %Undefined% or the type of"
                        + " its value for that");
            }
        }
    }

    private boolean isReducible(Symbol head, int arity) {
        if (operations.find(head) != null) {
            return true;
        }
        final AtomCode rule =
                AtomCode.expression(AtomCode.symbol(Names.EQUAL.name()), call(head, arity), AtomCode.variable("right"));
        return hasMatch(rule);
    }

    private boolean isFact(Symbol head, int arity) {
        return hasMatch(call(head, arity));
    }

    private boolean hasMatch(AtomCode pattern) {
        try (EnvironmentView view = environment.view()) {
            return spaces.get().stream().anyMatch(space -> view.hasMatch(space, pattern));
        }
    }

    /** Returns the pattern of an expression with this head. */
    private static AtomCode call(Symbol head, int arity) {
        final AtomCode[] pattern = new AtomCode[arity + 1];
        pattern[0] = AtomCode.symbol(head.name());
        for (int i = 1; i <= arity; i++) {
            pattern[i] = AtomCode.variable("x" + i);
        }
        return AtomCode.expression(pattern);
    }

    private KnownNames known() {
        final long version = environment.definitionsVersion();
        final List<SpaceId> visible = spaces.get();
        if (known == null || version != knownVersion || !visible.equals(knownSpaces)) {
            known = KnownNames.of(environment, visible, operations);
            knownVersion = version;
            knownSpaces = visible;
        }
        return known;
    }
}
