package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.AtomFormat;
import io.mettalith.evaluator.atom.HandlePrinter;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Host;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.NotStorableException;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What an interpreter's machine runs in: where it prints, how, and the tokens of the text that is read. */
final class Surroundings implements Host {
    private final Knowledge knowledge;
    private final Tokenizer tokenizer;
    private final AtomFormat format = new AtomFormat(new Handles());
    /** What each open transaction has bound, the latest first. */
    private final Deque<Deque<Rebinding>> transactions = new ArrayDeque<>();

    private Consumer<String> output = System.out::println;

    Surroundings(Knowledge knowledge, Tokenizer tokenizer) {
        this.knowledge = knowledge;
        this.tokenizer = tokenizer;
    }

    /** Sets where printed lines go. */
    void output(Consumer<String> lines) {
        output = lines;
    }

    @Override
    public void print(String line) {
        output.accept(line);
    }

    @Override
    public String format(Atom atom) {
        return format.format(atom);
    }

    @Override
    public void bind(String token, Atom atom) {
        if (!transactions.isEmpty()) {
            transactions.peek().push(new Rebinding(Symbol.of(token), tokenizer.lookup(token)));
        }
        tokenizer.bind(token, atom);
        try {
            knowledge.environment().bind(token, knowledge.codec().encode(atom));
        } catch (final NotStorableException e) {
            // a native value is bound in this process alone
        }
    }

    @Override
    public void beginTransaction() {
        transactions.push(new ArrayDeque<>());
    }

    @Override
    public void endTransaction(boolean keep) {
        final Deque<Rebinding> done = transactions.pop();
        if (!keep) {
            done.forEach(rebinding -> rebinding.undo(tokenizer));
        } else if (!transactions.isEmpty()) {
            done.descendingIterator().forEachRemaining(transactions.peek()::push);
        }
    }

    /** What a token was bound to before, or null. */
    private record Rebinding(Symbol token, Atom before) {
        void undo(Tokenizer tokenizer) {
            if (before == null) {
                tokenizer.unbind(token);
            } else {
                tokenizer.bind(token, before);
            }
        }
    }

    /** Shows states by their values. */
    private final class Handles implements HandlePrinter {
        @Override
        public String state(StateAtom state) {
            return knowledge
                    .stateIfAny(state)
                    .map(cell -> "(State " + format.format(cell.get(0)) + ")")
                    .orElseGet(() -> HandlePrinter.IDS.state(state));
        }

        @Override
        public String space(SpaceAtom space) {
            return new SpaceId(space.high(), space.low()).toString();
        }
    }
}
