package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.module.Modules;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Prints documentation. */
final class Help {
    private static final Pattern VARIABLE_ID = Pattern.compile("(\\$[^\\s()#]+)#\\d+");

    private final Machine machine;

    Help(Machine machine) {
        this.machine = machine;
    }

    /** Prints what is known of an atom, or of the module of that name, or that nothing is. */
    void print(Modules modules, Atom atom) {
        final List<Atom> docs = DocFinder.find(machine, machine.knowledge().handle(machine.space()), atom);
        docs.forEach(doc -> printFormal((Expression) doc));
        if (docs.isEmpty() && !printModule(modules, atom)) {
            line("No documentation found for " + text(atom));
        }
    }

    private void printFormal(Expression doc) {
        final Atom item = part(doc, 1);
        final String heading = text(item) + ": " + text(part(doc, 3)) + " " + text(part(doc, 4));
        if (DocNames.ATOM.equals(part(doc, 2))) {
            line("Atom " + heading);
            return;
        }
        line("Function " + heading);
        if (doc.size() == 7) {
            line("Parameters:");
            for (final Atom parameter : ((Expression) part(doc, 5)).childrenUnsafe()) {
                printParameter((Expression) parameter);
            }
            line("Return: " + typed((Expression) doc.get(6)));
        }
    }

    private static Atom part(Expression doc, int index) {
        return Atoms.deref(((Expression) Atoms.deref(doc.get(index))).get(1));
    }

    /** Prints a {@code (@param (@type ...) (@desc ...))}. */
    void printParameter(Expression parameter) {
        line("  " + typed(parameter));
    }

    private String typed(Expression documented) {
        return "(type " + text(part(documented, 1)) + ") " + text(part(documented, 2));
    }

    private boolean printModule(Modules modules, Atom atom) {
        final String name = atom instanceof StringAtom string
                ? string.value()
                : atom instanceof Symbol symbol ? symbol.name() : null;
        if (name == null) {
            return false;
        }
        final DocGroup group = Documentation.library().group(name);
        final SpaceAtom space = modules.find(name);
        if (group != null) {
            print(group);
        } else if (space != null) {
            printSpace(space);
        }
        return group != null || space != null;
    }

    /** Prints what is built in. */
    void printLibrary() {
        Documentation.library().groups().forEach(this::print);
    }

    private void print(DocGroup group) {
        line("; " + group.title() + " (" + group.name() + ")");
        group.docs().forEach(this::printShort);
    }

    /** Prints what is documented in a space itself. */
    void printSpace(SpaceAtom space) {
        final List<Doc> docs = new ArrayList<>();
        final Atom any = new Variable("item", machine.knowledge().ids().next());
        DocFinder.addDocs(machine, space.withoutDependencies(), any, docs);
        docs.forEach(this::printShort);
    }

    private void printShort(Doc doc) {
        line(text(doc.item()));
        line("\t" + text(doc.description()));
    }

    private void line(String text) {
        machine.host().print(text);
    }

    private String text(Atom atom) {
        return atom instanceof StringAtom string
                ? string.value()
                : VARIABLE_ID.matcher(machine.host().format(atom)).replaceAll("$1");
    }
}
