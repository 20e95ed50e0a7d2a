package io.mettalith.evaluator.module;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.stdlib.StandardLibrary;

/** What a program does with modules: {@code import!}, {@code include} and their kin. */
public final class ModuleOperations {
    private static final String NAME_EXPECTED =
            "expects the name or the path of a module, a symbol or a string, or (library <name>)";
    private static final String PATH_EXPECTED = "expects the path of a module, a symbol or a string";

    private final Modules modules;

    private ModuleOperations(Modules modules) {
        this.modules = modules;
    }

    /** Defines the operations on the modules of an interpreter. */
    public static void define(Operations operations, Modules modules) {
        final ModuleOperations of = new ModuleOperations(modules);
        function(operations, "import!", "(-> Atom Atom (->))", 2, of::importModule);
        function(operations, "mod-space!", "(-> Atom SpaceType)", 1, of::spaceOfModule);
        function(operations, "module-space-no-deps", "(-> SpaceType SpaceType)", 1, ModuleOperations::alone);
        function(operations, "register-module!", "(-> Atom (->))", 1, of::register);
        function(operations, "git-module!", "(-> Atom (->))", 1, ModuleOperations::git);
        function(operations, "print-mods!", "(-> (->))", 0, of::print);
        operations.define(Symbol.of("include"), StandardLibrary.type("(-> Atom %Undefined%)"), of::include);
    }

    /** Defines a function whose call becomes an error where there is something wrong with a module. */
    private static void function(
            Operations operations, String name, String type, int arity, Operation.Function function) {
        final Symbol symbol = Symbol.of(name);
        operations.define(
                symbol,
                StandardLibrary.type(type),
                Operation.of(arity, (machine, arguments) -> answer(symbol, function, machine, arguments)));
    }

    private static Atom answer(Symbol name, Operation.Function function, Machine machine, Atom... arguments) {
        try {
            return function.apply(machine, arguments);
        } catch (final ModuleException e) {
            final Atom[] call = new Atom[arguments.length + 1];
            call[0] = name;
            System.arraycopy(arguments, 0, call, 1, arguments.length);
            return Names.error(Expression.of(call), e.getMessage());
        }
    }

    private static Module asking(Machine machine) {
        if (machine.host() instanceof ModuleHost host) {
            return host.module();
        }
        throw new ModuleException("no modules here: the machine's host has none; run it in an interpreter");
    }

    private static ModuleReference reference(Machine machine, Atom atom) {
        final ModuleReference reference = ModuleReference.of(atom);
        if (reference == null) {
            throw new ModuleException(
                    NAME_EXPECTED + ": found=" + machine.host().format(atom));
        }
        return reference;
    }

    private static String path(Machine machine, Atom atom) {
        final String path = ModuleReference.textOf(atom);
        if (path == null) {
            throw new ModuleException(
                    PATH_EXPECTED + ": found=" + machine.host().format(atom));
        }
        return path;
    }

    private Atom importModule(Machine machine, Atom... arguments) {
        final Module asking = asking(machine);
        final String name = modules.load(asking, reference(machine, arguments[1]));
        final SpaceAtom space = modules.space(name);
        if (arguments[0] instanceof Symbol token) {
            machine.host().bind(token.name(), space);
        } else if (Knowledge.atomOf(asking.space()).equals(arguments[0])) {
            modules.use(asking, name);
        } else if (!space.equals(arguments[0])) {
            throw new ModuleException("import! goes into &self or a new token: found="
                    + machine.host().format(arguments[0])
                    + "; name a token that is not bound yet");
        }
        return Expression.UNIT;
    }

    private Atom spaceOfModule(Machine machine, Atom... arguments) {
        return modules.space(modules.load(asking(machine), reference(machine, arguments[0])));
    }

    private static Atom alone(Machine machine, Atom... arguments) {
        return arguments[0] instanceof SpaceAtom space ? space.withoutDependencies() : Names.NOT_REDUCIBLE;
    }

    private Atom register(Machine machine, Atom... arguments) {
        modules.register(asking(machine), path(machine, arguments[0]));
        return Expression.UNIT;
    }

    private static Atom git(Machine machine, Atom... arguments) {
        throw new ModuleException("git-module! does not fetch anything: url="
                + machine.host().format(arguments[0])
                + "; clone the repository and use register-module! on its directory");
    }

    private Atom print(Machine machine, Atom... arguments) {
        modules.names().forEach(machine.host()::print);
        return Expression.UNIT;
    }

    private void include(Machine machine, Expression call, Atom type, Frame next) {
        try {
            machine.answers(
                    call, modules.include(asking(machine), reference(machine, Machine.argument(call, 1))), type, next);
        } catch (final ModuleException e) {
            machine.answer(next, Names.error(call, e.getMessage()));
        }
    }
}
