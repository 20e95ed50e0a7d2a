package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.builtin.BuiltinModules;
import io.mettalith.evaluator.documentation.DocumentationOperations;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.interpreter.Pragma;
import io.mettalith.evaluator.module.Module;
import io.mettalith.evaluator.module.ModuleOperations;
import io.mettalith.evaluator.module.Modules;
import io.mettalith.evaluator.stdlib.SnapshotOperations;
import io.mettalith.evaluator.stdlib.StandardLibrary;
import io.mettalith.evaluator.stdlib.StoreAccess;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.SegmentStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs MeTTa programs over an environment.
 *
 * <pre>{@code
 * try (Metta metta = Metta.create()) {
 *     metta.define("cube", "(-> Number Number)", arguments -> Math.pow(Values.toDouble(arguments[0]), 3));
 *     System.out.println(metta.run("(= (half $x) (/ $x 2)) !(half (cube 3))"));   // [[13.5]]
 * }
 * }</pre>
 *
 * <p>All a program knows is in the environment: what it adds is found there afterwards, by whoever reads it.
 *
 * <p><b>Results</b> are atoms; {@link Values} makes values of Java of them. They come all at once from {@link #run(String)}
 * and {@link #evaluate(Atom)}, and one by one from {@link #stream(Atom)}, which is for endless ones.
 *
 * <p><b>Limits.</b> {@link #limits(Limits)} says what a call may use, {@link #cancel()} ends one from another thread, as
 * does interrupting its thread.
 *
 * <p>Threading: one thread at a time, but for {@link #cancel()}. Several instances may run on forks of one environment at
 * once. A Java function that a program calls must not evaluate with the instance that called it.
 */
public final class Metta implements AutoCloseable {
    private final Environment environment;
    private final boolean ownsEnvironment;
    private final Operations operations = StandardLibrary.operations();
    private final Pragma pragmas = new Pragma();
    private final Knowledge knowledge;
    private final Console console;
    private final Modules modules;
    private final Surroundings surroundings;
    private final Machine machine;
    private final Evaluations evaluations;
    private boolean memoises = true;
    private boolean compiles = true;
    private final JavaTypes javaTypes = new JavaTypes();
    private StoreAccess store;

    /** Makes an interpreter over an environment, whose tokens it knows. The environment stays the caller's to close. */
    public Metta(Environment environment) {
        this(environment, false);
    }

    private Metta(Environment environment, boolean ownsEnvironment) {
        this.environment = environment;
        this.ownsEnvironment = ownsEnvironment;
        knowledge = new Knowledge(environment);
        console = new Console(knowledge, space -> modules().nameOf(space));
        modules = new Modules(knowledge, operations, this::runModule, words(), console::format);
        ModuleOperations.define(operations, modules);
        DocumentationOperations.define(operations, modules);
        SnapshotOperations.define(operations, () -> store);
        BuiltinModules.of(modules).forEach(modules::provide);
        surroundings = surroundings(modules.top());
        machine = new Machine(knowledge, operations, surroundings);
        evaluations = new Evaluations(machine, SpaceId.MAIN, pragmas);
        environment.bindings().forEach(this::restoreBinding);
    }

    /** Makes an interpreter over an empty environment of its own, which it closes. */
    public static Metta create() {
        return new Metta(Environment.create(), true);
    }

    private static Tokenizer words() {
        final Tokenizer words = new Tokenizer();
        StandardLibrary.bindConstants(words);
        return words;
    }

    private Surroundings surroundings(Module module) {
        return new Surroundings(module, knowledge, console, pragmas, this::settingsChanged);
    }

    private void settingsChanged() {
        evaluations.limitDepth();
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
        console.output(lines);
    }

    /**
     * Sets the store that programs commit spaces to and check them out of. It stays the caller's to close, and holds the
     * right to write from the first commit until then.
     */
    public void store(SegmentStore opened) {
        store(StoreAccess.to(opened));
    }

    /** Sets who is asked for the store that programs commit spaces to and check them out of, when they first do. */
    public void store(StoreAccess access) {
        store = access;
    }

    /** Sets what a call of this interpreter may use, from the next on. */
    public void limits(Limits newLimits) {
        evaluations.limits(newLimits);
    }

    /** Returns what a call of this interpreter may use. */
    public Limits limits() {
        return evaluations.limits();
    }

    /**
     * Sets whether the values of functions are kept that call themselves more than once and are proven to depend on their
     * arguments alone. They are unless this says no; results are the same.
     */
    public void memoises(boolean keeps) {
        memoises = keeps;
        machine.memoises(keeps);
    }

    /**
     * Sets whether the rules of programs are compiled before they are applied. They are unless this says no, which is for
     * comparison: results are the same.
     */
    public void compiles(boolean compiled) {
        compiles = compiled;
        machine.compiles(compiled);
    }

    /** Sets how deep an evaluation may go before it ends in {@code (Error ... StackOverflow)}; see {@link Limits}. */
    public void maxStackDepth(int frames) {
        limits(limits().withMaxStackDepth(frames));
    }

    /**
     * Ends the call that is under way in another thread, or the evaluation that was begun last, with an {@link
     * EvaluationInterruptedException}. Does nothing to later ones. May be called from any thread.
     */
    public void cancel() {
        evaluations.cancel();
    }

    /** Returns the environment that programs read and write; during a transaction, the fork that this one writes. */
    public Environment environment() {
        return knowledge.environment();
    }

    /**
     * Removes the spaces that programs have made here and nothing reaches any more: no atom of another space, no state or
     * token, no handle in memory. That happens by itself while spaces are made; call this before a snapshot.
     */
    public void collectSpaces() {
        evaluations.checkIdle();
        knowledge.collectAllSpaces();
    }

    /** Returns the table of grounded names, to which a caller may add. */
    public Operations operations() {
        return operations;
    }

    /** Returns the spaces that programs see without naming them: the main space and those that it depends on. */
    public List<SpaceId> visibleSpaces() {
        final List<SpaceId> visible = new ArrayList<>(List.of(SpaceId.MAIN));
        visible.addAll(knowledge.dependencies(SpaceId.MAIN));
        return visible;
    }

    /** Returns the modules that programs load, which also know where to look for them. */
    public Modules modules() {
        return modules;
    }

    /**
     * Returns an atom's text, with states shown by their values. It may be very much longer than the atom is in memory, so
     * that the limits of a call hold, and {@link #cancel()} ends it.
     *
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it
     */
    public String format(Atom atom) {
        return evaluations.aside(() -> console.format(atom));
    }

    /** Returns an atom's text, or its beginning and an ellipsis where it is longer than so many characters. */
    public String format(Atom atom, int enough) {
        final String text = console.format(atom, enough);
        return text.length() <= enough ? text : text.substring(0, enough) + "...";
    }

    /** As {@link #format(Atom)}, for results: {@code [a, b]}. */
    public String format(List<? extends Atom> results) {
        return evaluations.aside(
                () -> results.stream().map(console::format).collect(Collectors.joining(", ", "[", "]")));
    }

    /* ---------------- What Java adds ---------------- */

    /**
     * Makes a name a function written in Java.
     *
     * @param type its type, such as {@code (-> Number Number)}; an argument of type {@code Atom} is not evaluated
     * @throws IllegalArgumentException if the type is not that of a function
     */
    public void define(String name, String type, JavaFunction function) {
        final Atom parsed = StandardLibrary.type(type);
        if (!Names.isFunctionType(parsed)) {
            throw new IllegalArgumentException(
                    "not a function type: name=" + name + ", type=" + type + "; write (-> <argument> ... <result>)");
        }
        define(name, parsed, ((Expression) parsed).size() - 2, function);
    }

    /** Makes a name a function written in Java, of any number of arguments, which are evaluated. */
    public void define(String name, JavaFunction function) {
        define(name, Names.UNDEFINED, JavaOperation.ANY_ARITY, function);
    }

    private void define(String name, Atom type, int arity, JavaFunction function) {
        operations.define(Symbol.of(name), type, new JavaOperation(arity, function, javaTypes));
    }

    /** Gives a name a type of any kind. */
    public void declare(String name, String type) {
        operations.define(Symbol.of(name), StandardLibrary.type(type), null);
    }

    /** Says of which type the objects of a class and what extends it are in the language. */
    public void declare(Class<?> of, String type) {
        javaTypes.declare(of, StandardLibrary.type(type));
    }

    /** Makes a name, in the text that is read from now on, stand for a value of Java. */
    public void bind(String token, Object value) {
        surroundings.bind(token, atom(value));
    }

    /** Returns the atom that a value of Java is, as {@link Values} has it, objects with the types declared here. */
    public Atom atom(Object value) {
        return javaTypes.atom(value);
    }

    /* ---------------- Programs ---------------- */

    /**
     * Runs a program and returns the results of each {@code !}, up to and including the first that has an error.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it; it has the results so far
     */
    public List<List<Atom>> run(String text) {
        final List<List<Atom>> results = new ArrayList<>();
        try {
            run(SourceText.of(SourceText.INPUT, text), results::add);
            return results;
        } catch (final EvaluationStoppedException e) {
            throw e.withCompleted(results);
        }
    }

    /**
     * Runs a program and hands over the results of each {@code !} as soon as they are complete. Stops at the first that
     * has an {@code (Error ...)} among its results.
     *
     * @return whether the program ran to its end
     * @throws SyntaxErrorsException if the text is not MeTTa; nothing has been run then
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it
     */
    public boolean run(SourceText source, Consumer<List<Atom>> handler) {
        return run(Program.of(source), execution -> handler.accept(execution.results()));
    }

    /**
     * Runs a program, followed by a listener. Stops at the first {@code !} that has an {@code (Error ...)} among its
     * results, unless the program is one that keeps going.
     *
     * @return whether the program ran to its end without an {@code Error}
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it; the listener has been told
     */
    public boolean run(Program program, RunListener listener) {
        return new ProgramRunner(modules.top().tokenizer(), knowledge, evaluations, listener).run(program);
    }

    private boolean runModule(SourceText source, Module module, Consumer<List<Atom>> handler) {
        final Program program = Program.of(source);
        try (Machine inner = new Machine(knowledge, operations, surroundings(module))) {
            inner.memoises(memoises);
            inner.compiles(compiles);
            return evaluations.withNested(
                    inner,
                    module.space(),
                    nested -> new ProgramRunner(
                                    module.tokenizer(),
                                    knowledge,
                                    nested,
                                    execution -> handler.accept(execution.results()))
                            .runInCall(program));
        }
    }

    /**
     * Returns the atoms of a text, with this interpreter's tokens; a {@code !} before an atom is passed over.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa
     */
    public List<Atom> parse(String text) {
        return surroundings.parseAll(text);
    }

    private Atom parseOne(String text) {
        final List<Atom> atoms = parse(text);
        if (atoms.size() != 1) {
            throw new IllegalArgumentException(
                    "one atom is expected: atoms=" + atoms.size() + "; run(...) takes a whole program");
        }
        return atoms.get(0);
    }

    /* ---------------- Single evaluations ---------------- */

    /**
     * Returns all results of the expression that a text is.
     *
     * @throws SyntaxErrorsException if the text is not MeTTa
     * @throws IllegalArgumentException if it is not just one atom
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it; it has the results so far
     */
    public List<Atom> evaluate(String text) {
        return evaluate(parseOne(text));
    }

    /**
     * Returns all results of an atom.
     *
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it; it has the results so far
     */
    public List<Atom> evaluate(Atom atom) {
        return evaluations.evaluate(atom);
    }

    /** As {@link #stream(Atom)}, of the one expression that a text is. */
    public Stream<Atom> stream(String text) {
        return stream(parseOne(text));
    }

    /**
     * Begins to evaluate an atom and returns its results, each of which is found when it is asked for.
     *
     * <p>The stream must be used up or left before the next call that evaluates: it ends then with an exception.
     */
    public Stream<Atom> stream(Atom atom) {
        return evaluations.stream(atom);
    }

    /** Begins to evaluate an atom; {@link #next()} finds the results one by one. Abandons an evaluation under way. */
    public void begin(Atom atom) {
        evaluations.begin(atom);
    }

    /**
     * Returns the next result of the atom that {@link #begin} was given, or null where there is none.
     *
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it
     */
    public Atom next() {
        return evaluations.next();
    }

    /** Abandons an evaluation under way, and closes the environment if it was made by {@link #create()}. Idempotent. */
    @Override
    public void close() {
        if (!environment.isClosed()) {
            evaluations.close();
        }
        if (ownsEnvironment) {
            environment.close();
        }
    }
}
