package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.AtomFormat;
import io.mettalith.evaluator.atom.HandlePrinter;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.interpreter.Host;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.NotStorableException;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.stdlib.StandardLibrary;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs MeTTa programs over an environment.
 *
 * <pre>{@code
 * try (Environment environment = Environment.create()) {
 *     Metta metta = new Metta(environment);
 *     System.out.println(metta.run("(= (double $x) (* 2 $x)) !(double 21)"));   // [[42]]
 * }
 * }</pre>
 *
 * <p>All a program knows is in the environment: what it adds is found there afterwards, by whoever reads it.
 *
 * <p>Threading: one thread at a time. Several instances may run on forks of one environment at once.
 */
public final class Metta {
    /** Heap that one frame of an evaluation takes at most, in the estimate behind the default depth limit. */
    private static final long BYTES_PER_FRAME = 512;

    private final Environment environment;
    private final Operations operations = StandardLibrary.operations();
    private final Tokenizer tokenizer = new Tokenizer();
    private final Knowledge knowledge;
    private final Machine machine;
    private final AtomFormat format = new AtomFormat(new Handles());
    private Consumer<String> output = System.out::println;

    /** Makes an interpreter over an environment, whose tokens it knows. The environment stays the caller's to close. */
    public Metta(Environment environment) {
        this.environment = environment;
        knowledge = new Knowledge(environment);
        machine = new Machine(knowledge, operations, new Surroundings());
        maxStackDepth(defaultDepth());
        tokenizer.bind(Names.SELF, Knowledge.atomOf(SpaceId.MAIN));
        environment.bindings().forEach(this::restoreBinding);
    }

    private static int defaultDepth() {
        final long frames = Runtime.getRuntime().maxMemory() / BYTES_PER_FRAME;
        return (int) Math.min(Integer.MAX_VALUE, frames);
    }

    private void restoreBinding(AtomCode entry) {
        final AtomReader reader = new AtomReader().wrap(entry);
        reader.advance();
        reader.advance();
        reader.advance();
        final String token = reader.text();
        final int value = reader.nextOffset();
        tokenizer.bind(token, knowledge.codec().decode(entry.buffer(), value, entry.length() - value));
    }

    /** Sets where {@code println!} goes; standard output unless set. */
    public void output(Consumer<String> lines) {
        output = lines;
    }

    /**
     * Sets how deep an evaluation may go before it ends in {@code (Error ... StackOverflow)}. The unit is a frame, of
     * which a call takes two or three. The default follows from the size of the heap.
     */
    public void maxStackDepth(int frames) {
        machine.maxDepth(frames);
    }

    /** Returns the environment that programs read and write. */
    public Environment environment() {
        return environment;
    }

    /** Returns the table of grounded names, to which a caller may add. */
    public Operations operations() {
        return operations;
    }

    /** Returns an atom's text, with states shown by their values. */
    public String format(Atom atom) {
        return format.format(atom);
    }

    /** Returns an atom's text for results, {@code [a, b]}. */
    public String format(List<? extends Atom> results) {
        final StringBuilder out = new StringBuilder("[");
        for (int i = 0; i < results.size(); i++) {
            format.append(i == 0 ? out : out.append(", "), results.get(i));
        }
        return out.append(']').toString();
    }

    /**
     * Runs a program and returns the results of each {@code !}, up to and including the first that has an error.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa
     */
    public List<List<Atom>> run(String text) {
        final List<List<Atom>> results = new ArrayList<>();
        run(SourceText.of(SourceText.INPUT, text), results::add);
        return results;
    }

    /**
     * Runs a program and hands over the results of each {@code !} as soon as they are complete. Stops at the first that
     * has an {@code (Error ...)} among its results.
     *
     * @return whether the program ran to its end
     * @throws SyntaxErrorsException if the text is not MeTTa; nothing has been run then
     */
    public boolean run(SourceText source, Consumer<List<Atom>> handler) {
        final var errors = Parser.checkAll(source);
        if (!errors.isEmpty()) {
            throw new SyntaxErrorsException(errors);
        }
        final Parser parser = new Parser(source, tokenizer);
        while (parser.next()) {
            final List<Atom> results = parser.isExecuted() ? evaluate(parser.atom()) : add(parser.atom());
            if (results != null) {
                handler.accept(results);
                if (results.stream().anyMatch(Names::isError)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Adds an atom of a program to the main space; returns null, or the error where it cannot be stored. */
    private List<Atom> add(Atom atom) {
        try {
            knowledge.add(SpaceId.MAIN, atom);
            return null;
        } catch (final NotStorableException e) {
            return List.of(Names.error(atom, e.getMessage()));
        }
    }

    /**
     * Returns the atoms of a text, with this interpreter's tokens; a {@code !} before an atom is passed over.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa
     */
    public List<Atom> parse(String text) {
        final Parser parser = new Parser(SourceText.of(SourceText.INPUT, text), tokenizer);
        final List<Atom> atoms = new ArrayList<>();
        while (parser.next()) {
            atoms.add(parser.atom());
        }
        return atoms;
    }

    /** Returns all results of an atom. */
    public List<Atom> evaluate(Atom atom) {
        final List<Atom> results = new ArrayList<>();
        begin(atom);
        for (Atom result = next(); result != null; result = next()) {
            results.add(result);
        }
        return results;
    }

    /** Begins to evaluate an atom; {@link #next()} finds the results one by one. Abandons an evaluation under way. */
    public void begin(Atom atom) {
        machine.start(SpaceId.MAIN, atom);
    }

    /** Returns the next result of the atom that {@link #begin} was given, or null where there is none. */
    public Atom next() {
        return machine.next();
    }

    /** Shows states by their values. */
    private final class Handles implements HandlePrinter {
        @Override
        public String state(StateAtom state) {
            return "(State " + format.format(knowledge.state(state).get(0)) + ")";
        }

        @Override
        public String space(SpaceAtom space) {
            return new SpaceId(space.high(), space.low()).toString();
        }
    }

    private final class Surroundings implements Host {
        @Override
        public void print(String line) {
            output.accept(line);
        }

        @Override
        public String format(Atom atom) {
            return format.format(atom);
        }

        @Override
        public void bind(String token, Atom atom) {
            tokenizer.bind(token, atom);
            try {
                environment.bind(token, knowledge.codec().encode(atom));
            } catch (final NotStorableException e) {
                // a native value is bound in this process alone
            }
        }
    }
}
