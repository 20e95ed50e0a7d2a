package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.stdlib.Library;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Functions on expressions as lists, which evaluate their arguments first. */
final class ListFunctions {
    private static final String OF_LIST = "(-> %Undefined% Atom)";
    private static final String OF_TWO = "(-> %Undefined% %Undefined% Atom)";
    private static final StandardOrder ORDER = new StandardOrder();

    private ListFunctions() {}

    static void define(PettaModule module) {
        module.function("length", "(-> %Undefined% Number)", ofList("length", list -> Numbers.integer(list.size())))
                .function("msort", OF_LIST, ofList("msort", ListFunctions::sorted))
                .function("sort", OF_LIST, ofList("sort", ListFunctions::sortedOnce))
                .function("list_to_set", OF_LIST, ofList("list_to_set", list -> list(new LinkedHashSet<>(list))))
                .function("reverse", OF_LIST, ofList("reverse", ListFunctions::reversed))
                .function("last", OF_LIST, ofList("last", ListFunctions::last))
                .function("append", OF_TWO, (machine, arguments) -> append(arguments))
                .function("cons", OF_TWO, (machine, arguments) -> cons(arguments))
                .function("decons", OF_LIST, ofList("decons", ListFunctions::decons))
                .function("exclude-item", OF_TWO, (machine, arguments) -> exclude(arguments))
                .function("second-from-pair", OF_LIST, ofList("second-from-pair", ListFunctions::second))
                .define("maplist", "(-> %Undefined% %Undefined% %Undefined%)", ListFunctions::map);
    }

    /** Makes a function of one list; {@code NotReducible} from it says that the list is too short. */
    private static Operation.Function ofList(String name, Function<List<Atom>, Atom> function) {
        return (machine, arguments) -> {
            if (!(arguments[0] instanceof Expression list)) {
                return notAList(name, arguments);
            }
            final Atom answer = function.apply(children(list));
            return Names.NOT_REDUCIBLE.equals(answer)
                    ? Library.error(name, arguments, name + " expects a longer list")
                    : answer;
        };
    }

    private static Atom notAList(String name, Atom... arguments) {
        return Library.error(name, arguments, name + " expects a list, which is an expression");
    }

    private static List<Atom> children(Expression list) {
        return Arrays.stream(list.childrenUnsafe()).map(Atoms::deref).toList();
    }

    private static Expression list(Iterable<Atom> atoms) {
        final List<Atom> children = new ArrayList<>();
        atoms.forEach(children::add);
        return Expression.of(children.toArray(new Atom[0]));
    }

    private static Atom sorted(List<Atom> list) {
        return list(list.stream().sorted(ORDER).toList());
    }

    private static Atom sortedOnce(List<Atom> list) {
        final TreeSet<Atom> set = new TreeSet<>(ORDER);
        set.addAll(list);
        return list(set);
    }

    private static Atom reversed(List<Atom> list) {
        final List<Atom> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return list(reversed);
    }

    private static Atom last(List<Atom> list) {
        return list.isEmpty() ? Names.NOT_REDUCIBLE : list.get(list.size() - 1);
    }

    private static Atom decons(List<Atom> list) {
        return list.isEmpty() ? Names.NOT_REDUCIBLE : Expression.of(list.get(0), list(list.subList(1, list.size())));
    }

    private static Atom second(List<Atom> list) {
        return list.size() != 2 ? Names.NOT_REDUCIBLE : list.get(1);
    }

    private static Atom append(Atom... arguments) {
        if (!(arguments[0] instanceof Expression one) || !(arguments[1] instanceof Expression other)) {
            return notAList("append", arguments);
        }
        final List<Atom> all = new ArrayList<>(children(one));
        all.addAll(children(other));
        return list(all);
    }

    private static Atom cons(Atom... arguments) {
        if (!(arguments[1] instanceof Expression tail)) {
            return notAList("cons", arguments);
        }
        final List<Atom> all = new ArrayList<>(List.of(arguments[0]));
        all.addAll(children(tail));
        return list(all);
    }

    private static Atom exclude(Atom... arguments) {
        return arguments[1] instanceof Expression list
                ? list(children(list).stream()
                        .filter(child -> !Atoms.languageEquals(arguments[0], child))
                        .toList())
                : notAList("exclude-item", arguments);
    }

    /* ---------------- maplist ---------------- */

    private static void map(Machine machine, Expression call, Atom type, Frame next) {
        if (Machine.argument(call, 2) instanceof Expression) {
            mapFrom(machine, call, 0, null, next);
        } else {
            machine.answer(next, notAList("maplist", Machine.argument(call, 1), Machine.argument(call, 2)));
        }
    }

    /** What a function has made of the first children, the last one first. */
    private record Mapped(Atom value, Mapped before) {}

    private static void mapFrom(Machine machine, Expression call, int index, Mapped done, Frame next) {
        final Expression list = (Expression) Machine.argument(call, 2);
        if (index == list.size()) {
            final Atom[] values = new Atom[index];
            Mapped at = done;
            for (int i = index - 1; i >= 0; i--) {
                values[i] = at.value();
                at = at.before();
            }
            machine.answer(next, Expression.of(values));
            return;
        }
        final Expression application = Expression.of(call.get(1), list.get(index));
        machine.evaluate(Atoms.resolve(application), Names.UNDEFINED, new MapFrame(next, call, index, done));
    }

    private static final class MapFrame extends Frame {
        private final Expression call;
        private final int index;
        private final Mapped done;

        MapFrame(Frame next, Expression call, int index, Mapped done) {
            super(next);
            this.call = call;
            this.index = index;
            this.done = done;
        }

        @Override
        protected Atom waiting() {
            return call;
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            if (Names.EMPTY.equals(value)) {
                machine.fail();
            } else if (Names.isError(value)) {
                machine.answer(next(), value);
            } else {
                mapFrom(machine, call, index + 1, new Mapped(value, done), next());
            }
        }
    }
}
