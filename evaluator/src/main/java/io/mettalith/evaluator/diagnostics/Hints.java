package io.mettalith.evaluator.diagnostics;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
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
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks in results for calls that stayed as they are because nothing of that name is known, and says which known name was
 * probably meant. A name that is the head of a fact, or that neither
 * the expression nor a rule has at the head of a call, is data and no slip. Each name is spoken of once.
 *
 * <p>Cost: results without unknown heads cost a look-up per head, and of each evaluation only the first {@value
 * #MOST_VISITED} atoms are looked at. What is known is read when the first unknown head turns up.
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
    private KnownNames known;
    private long knownVersion;
    private List<SpaceId> knownSpaces = List.of();

    private record Call(Symbol head, int arity) {}

    /** Makes hints from what these spaces of an environment and a table of operations know at the time. */
    public Hints(Environment environment, Supplier<List<SpaceId>> spaces, Operations operations) {
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
        final String meant = known().nearest(head.name(), part.size() - 1);
        if (meant != null) {
            final SourceSpan own = source.spanOf(part);
            final SourceSpan span = own == null ? source.spanOf(expression) : own;
            hints.add("hint: " + span.describe() + ": nothing is known of " + head.name() + "; did you mean " + meant
                    + "?");
        }
    }

    private boolean isFact(Symbol head, int arity) {
        final AtomCode[] pattern = new AtomCode[arity + 1];
        pattern[0] = AtomCode.symbol(head.name());
        for (int i = 1; i <= arity; i++) {
            pattern[i] = AtomCode.variable("x" + i);
        }
        final AtomCode code = AtomCode.expression(pattern);
        try (EnvironmentView view = environment.view()) {
            return spaces.get().stream().anyMatch(space -> view.hasMatch(space, code));
        }
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
