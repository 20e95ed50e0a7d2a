package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.BoolAtom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Values of a pure function that calls itself more than once: such functions compute the same again and again, which is
 * where keeping values pays. Kept are calls of symbols, numbers and strings that had one ground value.
 *
 * <p>Belongs to a plan, and goes with it when definitions change.
 */
final class Memo {
    private static final int MOST = 1 << 18;

    private final Map<Key, Atom> values = new HashMap<>();

    private record Key(Atom[] call, Atom type) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && type.equals(key.type) && Arrays.equals(call, key.call);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(call) + type.hashCode();
        }
    }

    /** Returns a memo for a head if its function is worth one and proven pure, otherwise null. */
    static Memo of(Machine machine, Symbol head, int arity, Rule[] rules) {
        for (final Rule rule : rules) {
            if (calls(rule.right(), head, arity) > 1) {
                return Purity.holds(machine, head, arity) ? new Memo() : null;
            }
        }
        return null;
    }

    private static int calls(Atom root, Symbol head, int arity) {
        final Deque<Atom> pending = new ArrayDeque<>();
        pending.push(root);
        int found = 0;
        while (!pending.isEmpty()) {
            if (pending.pop() instanceof Expression call && call.size() > 0) {
                found += call.size() == arity + 1 && head.equals(call.head()) ? 1 : 0;
                for (final Atom part : call.childrenUnsafe()) {
                    pending.push(part);
                }
            }
        }
        return found;
    }

    /** Reduces a call, or hands over the value it had before. */
    void call(Machine machine, Rule[] rules, Atom[] parts, Atom type, Frame next) {
        if (type instanceof Variable || !isKept(parts)) {
            RulesChoice.first(machine, rules, parts, type, next);
            return;
        }
        final Key key = new Key(parts.clone(), type);
        final Atom known = values.get(key);
        if (known != null) {
            machine.answer(next, known);
        } else {
            RulesChoice.first(machine, rules, parts, type, new KeepingFrame(next, machine.newestChoice(), this, key));
        }
    }

    private static boolean isKept(Atom[] parts) {
        for (final Atom part : parts) {
            if (!(part instanceof Symbol) && !(part instanceof NumberAtom) && !(part instanceof StringAtom)) {
                return false;
            }
        }
        return true;
    }

    private void keep(Key key, Atom value) {
        if (values.size() >= MOST) {
            values.clear();
        }
        values.put(key, value);
    }

    /** Keeps the value if it is the only one. */
    private static final class KeepingFrame extends AlternativesFrame {
        private final Memo memo;
        private final Key key;
        private boolean delivered;

        KeepingFrame(Frame next, Choice mark, Memo memo, Key key) {
            super(next, mark);
            this.memo = memo;
            this.key = key;
        }

        @Override
        void deliver(Machine machine, Atom value) {
            if (!delivered && !hasAlternatives(machine) && isGround(value) && !Names.isError(value)) {
                memo.keep(key, value);
            }
            delivered = true;
            machine.answer(next, value);
        }

        private static boolean isGround(Atom value) {
            return isKept(new Atom[] {value})
                    || value instanceof BoolAtom
                    || value instanceof Expression expression && expression.ground();
        }
    }
}
