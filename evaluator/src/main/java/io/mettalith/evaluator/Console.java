package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.AtomFormat;
import io.mettalith.evaluator.atom.HandlePrinter;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.module.Module;
import io.mettalith.store.environment.SpaceId;
import java.util.function.Consumer;
import java.util.function.Function;

/** Where an interpreter prints, and how: states by their values, spaces by their names. */
final class Console {
    private final Knowledge knowledge;
    private final Function<SpaceAtom, String> names;
    private final AtomFormat format;
    private Consumer<String> output = System.out::println;

    /**
     * Makes a console.
     *
     * @param names what a space is called, or null where it has no name
     */
    Console(Knowledge knowledge, Function<SpaceAtom, String> names) {
        this.knowledge = knowledge;
        this.names = names;
        format = new AtomFormat(new Handles(names));
    }

    /** Sets where printed lines go. */
    void output(Consumer<String> lines) {
        output = lines;
    }

    void print(String line) {
        output.accept(line);
    }

    AtomFormat format() {
        return format;
    }

    String format(Atom atom) {
        return format.format(atom);
    }

    String format(Atom atom, int enough) {
        return format.format(atom, enough);
    }

    /** Returns a format in which a space is shown by the word that a module has for it, if it has one. */
    AtomFormat formatIn(Module module) {
        return new AtomFormat(new Handles(space -> {
            final String word = module.nameOf(space);
            return word == null ? names.apply(space) : word;
        }));
    }

    private final class Handles implements HandlePrinter {
        private final Function<SpaceAtom, String> words;

        Handles(Function<SpaceAtom, String> words) {
            this.words = words;
        }

        @Override
        public String state(StateAtom state) {
            return knowledge
                    .stateIfAny(state)
                    .map(cell -> "(State " + format.format(cell.get(0)) + ")")
                    .orElseGet(() -> HandlePrinter.IDS.state(state));
        }

        @Override
        public String space(SpaceAtom space) {
            final String name = words.apply(space);
            return name == null ? new SpaceId(space.high(), space.low()).toString() : name;
        }
    }
}
