package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;

/** The rules that may still apply to a call, after the one that is being tried. */
final class RulesChoice extends Choice {
    private static final Atom[] NO_CALL = {};

    private final Rule[] rules;
    private final Atom[] parts;
    private final Atom atom;
    private final Atom type;
    private final Frame next;
    private int index;
    private long copies;

    private RulesChoice(Rule[] rules, Atom[] parts, Atom atom, Atom type, Frame next) {
        this.rules = rules;
        this.parts = parts;
        this.atom = atom;
        this.type = type;
        this.next = next;
    }

    /** Applies the first rule that matches an atom; one that no rule matches is its own value. */
    static void first(Machine machine, Rule[] rules, Atom atom, Atom type, Frame next) {
        if (atom instanceof Expression call) {
            first(machine, rules, call.childrenUnsafe(), type, next);
        } else {
            first(machine, rules, NO_CALL, atom, type, next);
        }
    }

    /** Applies the first rule that matches a call of these parts; one that no rule matches is its own value. */
    static void first(Machine machine, Rule[] rules, Atom[] parts, Atom type, Frame next) {
        first(machine, rules, parts, null, type, next);
    }

    private static void first(Machine machine, Rule[] rules, Atom[] parts, Atom atom, Atom type, Frame next) {
        int i = candidate(rules, parts, 0);
        while (i < rules.length) {
            final int after = candidate(rules, parts, i + 1);
            if (after == rules.length && rules[i].count() == 1) {
                if (applied(machine, rules[i], parts, atom, type, next)) {
                    return;
                }
            } else if (new RulesChoice(rules, parts, atom, type, next).firstOfMany(machine, i)) {
                return;
            }
            i = after;
        }
        machine.answer(call(parts, atom), Names.NOT_REDUCIBLE, type, next);
    }

    private boolean firstOfMany(Machine machine, int at) {
        index = at;
        copies = rules[at].count();
        takeOne();
        machine.push(this);
        if (applied(machine, rules[at], parts, atom, type, next)) {
            return true;
        }
        machine.drop(this);
        return false;
    }

    private static int candidate(Rule[] rules, Atom[] parts, int from) {
        int index = from;
        while (index < rules.length && parts != NO_CALL && rules[index].cannotMatch(parts)) {
            index++;
        }
        return index;
    }

    private static Atom call(Atom[] parts, Atom atom) {
        return atom == null ? Expression.of(parts) : atom;
    }

    private static boolean applied(Machine machine, Rule rule, Atom[] parts, Atom atom, Atom type, Frame next) {
        final int mark = machine.unifier().mark();
        final Atom[] slots =
                rule.match(parts, atom, machine.unifier(), machine.knowledge().ids());
        if (slots == null) {
            machine.unifier().undo(mark);
            return false;
        }
        final Node body =
                machine.compiles() && isEvaluated(Atoms.deref(type)) && !rule.isFunction() ? rule.body(machine) : null;
        if (body != null) {
            rule.fillFree(slots, machine.knowledge().ids());
            machine.enter(body, slots, type, next);
        } else {
            answer(machine, rule.result(slots, machine.knowledge().ids()), call(parts, atom), type, next);
        }
        return true;
    }

    private static boolean isEvaluated(Atom type) {
        return type == Names.UNDEFINED
                || type != Names.RAW && !Names.ATOM.equals(type) && !Names.EXPRESSION.equals(type);
    }

    private static void answer(Machine machine, Atom result, Atom call, Atom type, Frame next) {
        if (Minimal.isFunction(result)) {
            Minimal.runFunction(machine, call, (Expression) result, type, next);
        } else {
            machine.answer(call, result, type, next);
        }
    }

    /** Uses up one copy of the current rule, and goes on to the next rule after the last. */
    private void takeOne() {
        if (--copies == 0) {
            skipRule();
        }
    }

    private void skipRule() {
        index = candidate(rules, parts, index + 1);
        copies = index < rules.length ? rules[index].count() : 0;
    }

    @Override
    protected void retry(Machine machine) {
        while (index < rules.length) {
            final int current = index;
            takeOne();
            final boolean last = index == rules.length;
            if (last) {
                machine.drop(this);
            }
            if (applied(machine, rules[current], parts, atom, type, next)) {
                return;
            }
            if (last) {
                machine.fail();
                return;
            }
            if (index == current) {
                skipRule();
            }
        }
        machine.drop(this);
        machine.fail();
    }
}
