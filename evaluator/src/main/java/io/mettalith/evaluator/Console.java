package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.AtomFormat;
import io.mettalith.evaluator.atom.HandlePrinter;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.store.environment.SpaceId;
import java.util.function.Consumer;

/** Where an interpreter prints, and how: states by their values. */
final class Console {
    private final Knowledge knowledge;
    private final AtomFormat format = new AtomFormat(new Handles());
    private Consumer<String> output = System.out::println;

    Console(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    /** Sets where printed lines go. */
    void output(Consumer<String> lines) {
        output = lines;
    }

    void print(String line) {
        output.accept(line);
    }

    String format(Atom atom) {
        return format.format(atom);
    }

    String format(Atom atom, int enough) {
        return format.format(atom, enough);
    }

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
