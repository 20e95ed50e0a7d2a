package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Matching;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.NativeModule;
import io.mettalith.evaluator.stdlib.Library;
import io.mettalith.store.environment.SpaceId;

/**
 * JSON texts as atoms: arrays are expressions, objects are spaces of {@code (key value)} pairs, {@code null} is the symbol
 * of that name. Other symbols and variables are strings with a prefix, so that what is encoded decodes to the same.
 */
final class JsonModule implements NativeModule {
    private static final Symbol MATCH = Symbol.of("match");

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void define(Operations operations) {
        new Library(operations)
                .function("json-encode", "(-> Atom String)", (machine, arguments) -> encode(machine, arguments))
                .function("json-decode", "(-> String Atom)", (machine, arguments) -> decode(machine, arguments))
                .function(
                        "dict-space",
                        "(-> %Undefined% SpaceType)",
                        (machine, arguments) -> dictionary(machine, arguments))
                .define("get-value", "(-> SpaceType Atom %Undefined%)", JsonModule::value)
                .define("get-keys", "(-> SpaceType Atom)", JsonModule::keys);
    }

    private static Atom encode(Machine machine, Atom... arguments) {
        try {
            return new StringAtom(JsonEncoder.encode(machine, arguments[0]));
        } catch (final JsonFormException e) {
            return Library.error("json-encode", arguments, e.getMessage());
        }
    }

    private static Atom decode(Machine machine, Atom... arguments) {
        if (!(arguments[0] instanceof StringAtom text)) {
            return Names.NOT_REDUCIBLE;
        }
        try {
            return new JsonDecoder(machine.knowledge()).decode(text.value());
        } catch (final JsonFormException e) {
            return Library.error("json-decode", arguments, e.getMessage());
        }
    }

    private static Atom dictionary(Machine machine, Atom... arguments) {
        if (!(arguments[0] instanceof Expression pairs)) {
            return Library.error("dict-space", arguments, "dict-space expects a list of (<key> <value>) pairs");
        }
        final SpaceAtom space = machine.knowledge().newSpace();
        final SpaceId id = new SpaceId(space.high(), space.low());
        for (final Atom pair : pairs.childrenUnsafe()) {
            machine.knowledge().add(id, pair);
        }
        return space;
    }

    private static void value(Machine machine, Expression call, Atom type, Frame next) {
        final Variable value = new Variable("value", machine.knowledge().ids().next());
        final Atom pattern = Expression.of(Machine.argument(call, 2), value);
        machine.answer(call, Expression.of(MATCH, Machine.argument(call, 1), pattern, value), type, next);
    }

    private static void keys(Machine machine, Expression call, Atom type, Frame next) {
        if (!(Machine.argument(call, 1) instanceof SpaceAtom space)) {
            machine.answer(
                    next,
                    Names.error(Expression.of(Atoms.deref(call.head()), call.get(1)), "get-keys expects a space"));
            return;
        }
        final Variable key = new Variable("key", machine.knowledge().ids().next());
        final Variable value = new Variable("value", machine.knowledge().ids().next());
        Matching.begin(machine, space, Expression.of(key, value), key, Names.EMPTY, next);
    }
}
