package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import java.util.List;

/** The rules that may still apply to a call, after the one that is being tried. */
final class RulesChoice extends Choice {
    private final List<Rule> rules;
    private final Atom call;
    private final Atom type;
    private final Frame next;
    private int index;
    private long copies;

    private RulesChoice(List<Rule> rules, Atom call, Atom type, Frame next) {
        this.rules = rules;
        this.call = call;
        this.type = type;
        this.next = next;
    }

    /** Applies the first rule that matches; a call that no rule matches is its own value. */
    static void first(Machine machine, List<Rule> rules, Atom call, Atom type, Frame next) {
        for (int i = candidate(rules, call, 0); i < rules.size(); i = candidate(rules, call, i + 1)) {
            final int after = candidate(rules, call, i + 1);
            if (after == rules.size() && rules.get(i).count() == 1) {
                if (applied(machine, rules.get(i), call, type, next)) {
                    return;
                }
            } else if (firstOfMany(machine, rules, i, call, type, next)) {
                return;
            }
        }
        machine.answer(call, Names.NOT_REDUCIBLE, type, next);
    }

    private static boolean firstOfMany(Machine machine, List<Rule> rules, int index, Atom call, Atom type, Frame next) {
        final RulesChoice choice = new RulesChoice(rules, call, type, next);
        choice.index = index;
        choice.copies = rules.get(index).count();
        choice.takeOne();
        machine.push(choice);
        if (applied(machine, rules.get(index), call, type, next)) {
            return true;
        }
        machine.drop(choice);
        return false;
    }

    private static int candidate(List<Rule> rules, Atom call, int from) {
        int index = from;
        while (index < rules.size() && rules.get(index).cannotMatch(call)) {
            index++;
        }
        return index;
    }

    private static boolean applied(Machine machine, Rule rule, Atom call, Atom type, Frame next) {
        final int mark = machine.unifier().mark();
        final Atom result =
                rule.apply(call, machine.unifier(), machine.knowledge().ids());
        if (result == null) {
            machine.unifier().undo(mark);
            return false;
        }
        if (Minimal.isFunction(result)) {
            Minimal.runFunction(machine, call, (Expression) result, type, next);
        } else {
            machine.answer(call, result, type, next);
        }
        return true;
    }

    /** Uses up one copy of the current rule, and goes on to the next rule after the last. */
    private void takeOne() {
        if (--copies == 0) {
            skipRule();
        }
    }

    private void skipRule() {
        index = candidate(rules, call, index + 1);
        copies = index < rules.size() ? rules.get(index).count() : 0;
    }

    @Override
    protected void retry(Machine machine) {
        while (index < rules.size()) {
            final int current = index;
            takeOne();
            final boolean last = index == rules.size();
            if (last) {
                machine.drop(this);
            }
            if (applied(machine, rules.get(current), call, type, next)) {
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
