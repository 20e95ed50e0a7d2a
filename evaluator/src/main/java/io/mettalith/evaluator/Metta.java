package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.AtomFormat;
import io.mettalith.evaluator.atom.HandlePrinter;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StateAtom;
import io.mettalith.evaluator.builtin.BuiltinModules;
import io.mettalith.evaluator.documentation.DocumentationOperations;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.NotStorableException;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.interpreter.Pragma;
import io.mettalith.evaluator.module.Module;
import io.mettalith.evaluator.module.ModuleHost;
import io.mettalith.evaluator.module.ModuleOperations;
import io.mettalith.evaluator.module.Modules;
import io.mettalith.evaluator.stdlib.StandardLibrary;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
    private final Pragma pragmas = new Pragma();
    private final Knowledge knowledge;
    private final Modules modules;
    /** The machine of the program, and those of the modules that it waits for. */
    private final Deque<Machine> machines = new ArrayDeque<>();

    private final Machine machine;
    private final AtomFormat format = new AtomFormat(new Handles());
    private Consumer<String> output = System.out::println;
    private int maxStackDepth = defaultDepth();

    /** Makes an interpreter over an environment, whose tokens it knows. The environment stays the caller's to close. */
    public Metta(Environment environment) {
        this.environment = environment;
        knowledge = new Knowledge(environment);
        modules = new Modules(knowledge, operations, this::runModule, words());
        ModuleOperations.define(operations, modules);
        DocumentationOperations.define(operations, modules);
        BuiltinModules.of(modules).forEach(modules::provide);
        machine = machine(modules.top());
        environment.bindings().forEach(this::restoreBinding);
    }

    private static Tokenizer words() {
        final Tokenizer words = new Tokenizer();
        StandardLibrary.bindConstants(words);
        return words;
    }

    private static int defaultDepth() {
        final long frames = Runtime.getRuntime().maxMemory() / BYTES_PER_FRAME;
        return (int) Math.min(Integer.MAX_VALUE, frames);
    }

    private Machine machine(Module module) {
        final Machine made = new Machine(knowledge, operations, new Surroundings(module));
        made.maxDepth(maxStackDepth);
        machines.addLast(made);
        return made;
    }

    private void restoreBinding(AtomCode entry) {
        final AtomReader reader = new AtomReader().wrap(entry);
        reader.advance();
        reader.advance();
        reader.advance();
        final String token = reader.text();
        final int at = reader.nextOffset();
        final Atom value = knowledge.codec().decode(entry.buffer(), at, entry.length() - at);
        // What is not a word is an entry of the evaluator's own.
        if (!modules.restore(token, value) && token.indexOf(' ') < 0) {
            modules.top().tokenizer().bind(token, value);
        }
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
        maxStackDepth = frames;
        machines.forEach(each -> each.maxDepth(frames));
    }

    /** Returns the environment that programs read and write. */
    public Environment environment() {
        return environment;
    }

    /** Returns the table of grounded names, to which a caller may add. */
    public Operations operations() {
        return operations;
    }

    /** Returns the modules that programs load, which also know where to look for them. */
    public Modules modules() {
        return modules;
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
        return run(source, modules.top(), machine, handler);
    }

    private boolean runModule(SourceText source, Module module, Consumer<List<Atom>> handler) {
        try (Machine inner = machine(module)) {
            return run(source, module, inner, handler);
        } finally {
            machines.removeLast();
        }
    }

    private boolean run(SourceText source, Module module, Machine on, Consumer<List<Atom>> handler) {
        final var errors = Parser.checkAll(source);
        if (!errors.isEmpty()) {
            throw new SyntaxErrorsException(errors);
        }
        final Parser parser = new Parser(source, module.tokenizer());
        while (parser.next()) {
            final List<Atom> results = parser.isExecuted()
                    ? evaluate(on, module.space(), parser.atom())
                    : add(on, module.space(), parser.atom());
            if (results != null) {
                handler.accept(results);
                if (results.stream().anyMatch(Names::isError)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Adds an atom of a program to its space; returns null, or the errors for which it is not added. */
    private List<Atom> add(Machine on, SpaceId space, Atom atom) {
        final List<Atom> typeErrors = typeErrors(on, space, atom);
        if (!typeErrors.isEmpty()) {
            return typeErrors;
        }
        try {
            knowledge.add(space, atom);
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
        return parse(text, modules.top());
    }

    private static List<Atom> parse(String text, Module module) {
        final Parser parser = new Parser(SourceText.of(SourceText.INPUT, text), module.tokenizer());
        final List<Atom> atoms = new ArrayList<>();
        while (parser.next()) {
            atoms.add(parser.atom());
        }
        return atoms;
    }

    /** Returns why an atom is not to be added or run, which is nothing unless type checks have been asked for. */
    private List<Atom> typeErrors(Machine on, SpaceId space, Atom atom) {
        return pragmas.checksTypes() ? on.types().errors(space, atom) : List.of();
    }

    /** Returns all results of an atom. */
    public List<Atom> evaluate(Atom atom) {
        return evaluate(machine, SpaceId.MAIN, atom);
    }

    private List<Atom> evaluate(Machine on, SpaceId space, Atom atom) {
        final List<Atom> typeErrors = typeErrors(on, space, atom);
        if (!typeErrors.isEmpty()) {
            return typeErrors;
        }
        final List<Atom> results = new ArrayList<>();
        begin(on, space, atom);
        for (Atom result = on.next(); result != null; result = on.next()) {
            results.add(result);
        }
        return results;
    }

    /** Begins to evaluate an atom; {@link #next()} finds the results one by one. Abandons an evaluation under way. */
    public void begin(Atom atom) {
        begin(machine, SpaceId.MAIN, atom);
    }

    private void begin(Machine on, SpaceId space, Atom atom) {
        if (pragmas.isBareMinimal()) {
            on.startMinimal(space, atom);
        } else {
            on.start(space, atom);
        }
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

    private final class Surroundings implements ModuleHost {
        private final Module module;

        Surroundings(Module module) {
            this.module = module;
        }

        @Override
        public Module module() {
            return module;
        }

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
            module.tokenizer().bind(token, atom);
            if (module.isTop()) {
                keepBinding(token, atom);
            }
        }

        private void keepBinding(String token, Atom atom) {
            try {
                environment.bind(token, knowledge.codec().encode(atom));
            } catch (final NotStorableException e) {
                // a native value is bound in this process alone
            }
        }

        @Override
        public void trace(String line) {
            System.err.println(line);
        }

        @Override
        public List<Atom> parse(String text) {
            return Metta.parse(text, module);
        }

        @Override
        public void pragma(String key, Atom value) {
            pragmas.set(key, value);
            if (Pragma.MAX_STACK_DEPTH.equals(key)) {
                final long depth = ((IntegerAtom) value).value();
                maxStackDepth(depth == 0 ? defaultDepth() : Pragma.frames(depth));
            }
        }
    }
}
