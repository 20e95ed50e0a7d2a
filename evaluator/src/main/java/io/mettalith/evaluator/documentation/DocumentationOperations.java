package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Frame;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.Modules;
import io.mettalith.evaluator.stdlib.Library;
import java.util.Arrays;
import java.util.List;

/** Documentation within the language: the forms it is written in, finding it and printing it. */
public final class DocumentationOperations {
    private static final String FINDING = "(-> SpaceType Atom %Undefined%)";

    private final Modules modules;

    private DocumentationOperations(Modules modules) {
        this.modules = modules;
    }

    /** Defines the operations, which also know what modules are there. */
    public static void define(Operations operations, Modules modules) {
        declareForms(operations);
        new DocumentationOperations(modules).define(operations);
    }

    private static void declareForms(Operations operations) {
        new Library(operations)
                .declare(DocNames.DESC.name(), "(-> String DocDescription)")
                .declare(DocNames.PARAMS.name(), "(-> Expression DocParameters)")
                .declare(DocNames.ITEM.name(), "(-> Atom DocItem)")
                .declare(DocNames.KIND.name(), "(-> Atom DocKind)")
                .declare(DocNames.TYPE.name(), "(-> Atom DocType)");
        overload(
                operations,
                DocNames.DOC,
                null,
                "(-> Atom DocDescription DocInformal)",
                "(-> Atom DocDescription DocParameters DocReturn DocInformal)");
        overload(
                operations,
                DocNames.PARAM,
                null,
                "(-> String DocParameter)",
                "(-> DocType DocDescription DocParameter)");
        overload(operations, DocNames.RETURN, null, "(-> String DocReturn)", "(-> DocType DocDescription DocReturn)");
        overload(
                operations,
                DocNames.DOC_FORMAL,
                null,
                "(-> DocItem DocKind DocType DocDescription DocFormal)",
                "(-> DocItem DocKind DocType DocDescription DocParameters DocReturn DocFormal)");
    }

    private static void overload(Operations operations, Symbol name, Operation operation, String... types) {
        operations.define(name, Arrays.stream(types).map(Library::type).toList(), operation);
    }

    private void define(Operations operations) {
        overload(operations, Symbol.of("get-doc"), this::getDoc, FINDING, "(-> Atom %Undefined%)");
        overload(operations, Symbol.of("help!"), this::help, "(-> Atom (->))", "(-> (->))");
        new Library(operations)
                .define("get-doc-single-atom", FINDING, this::getDoc)
                .define(
                        "get-doc-atom",
                        FINDING,
                        (machine, call, type, next) -> answer(
                                machine,
                                call,
                                next,
                                space -> DocFinder.findAtom(machine, space, Machine.argument(call, 2))))
                .define(
                        "get-doc-function",
                        "(-> SpaceType Atom Type %Undefined%)",
                        (machine, call, type, next) -> answer(
                                machine,
                                call,
                                next,
                                space -> DocFinder.findFunction(
                                        machine, space, Machine.argument(call, 2), Machine.argument(call, 3))))
                .function(
                        "get-doc-params",
                        "(-> Expression Atom Expression Expression)",
                        (machine, arguments) -> typed(arguments))
                .function(
                        "undefined-doc-function-type",
                        "(-> Expression Expression)",
                        (machine, arguments) -> undefined(arguments))
                .function("help-param!", "(-> Atom (->))", DocumentationOperations::helpParameter)
                .function("help-space!", "(-> SpaceType (->))", DocumentationOperations::helpSpace);
    }

    /** What is found in a space. */
    private interface Finder {
        List<Atom> find(SpaceAtom space);
    }

    private static void answer(Machine machine, Expression call, Frame next, Finder finder) {
        if (Machine.argument(call, 1) instanceof SpaceAtom space) {
            machine.answerEach(finder.find(space), next);
        } else {
            machine.answer(next, Names.error(call, "a space is expected as the first argument"));
        }
    }

    private void getDoc(Machine machine, Expression call, Atom type, Frame next) {
        if (call.size() == 2) {
            final SpaceAtom here = machine.knowledge().handle(machine.space());
            machine.answerEach(DocFinder.find(machine, here, Machine.argument(call, 1)), next);
        } else {
            answer(machine, call, next, space -> DocFinder.find(machine, space, Machine.argument(call, 2)));
        }
    }

    private static Atom typed(Atom... arguments) {
        final List<Atom> parameters = Doc.parameters(arguments[0]);
        final Atom result = DocNames.part(arguments[1], DocNames.RETURN);
        if (parameters == null || result == null || !(arguments[2] instanceof Expression types)) {
            return Library.error(
                    "get-doc-params",
                    arguments,
                    "get-doc-params expects ((@param <text>) ...), (@return <text>) and a list of types");
        }
        return DocFinder.typed(parameters, result, List.of(types.childrenUnsafe()));
    }

    private static Atom undefined(Atom... arguments) {
        if (!(arguments[0] instanceof Expression parameters)) {
            return Library.error("undefined-doc-function-type", arguments, "a list of (@param <text>) is expected");
        }
        final Atom[] types = new Atom[parameters.size() + 1];
        Arrays.fill(types, Names.UNDEFINED);
        return Expression.of(types);
    }

    private void help(Machine machine, Expression call, Atom type, Frame next) {
        if (call.size() == 1) {
            new Help(machine).printLibrary();
        } else {
            new Help(machine).print(modules, Machine.argument(call, 1));
        }
        machine.answer(next, Expression.UNIT);
    }

    private static Atom helpSpace(Machine machine, Atom... arguments) {
        if (!(arguments[0] instanceof SpaceAtom space)) {
            return Library.error("help-space!", arguments, "help-space! expects a space");
        }
        new Help(machine).printSpace(space);
        return Expression.UNIT;
    }

    private static Atom helpParameter(Machine machine, Atom... arguments) {
        if (!(arguments[0] instanceof Expression parameter)
                || parameter.size() != 3
                || DocNames.part(parameter.get(1), DocNames.TYPE) == null
                || DocNames.part(parameter.get(2), DocNames.DESC) == null) {
            return Library.error(
                    "help-param!", arguments, "help-param! expects (@param (@type <type>) (@desc <text>))");
        }
        new Help(machine).printParameter(parameter);
        return Expression.UNIT;
    }
}
