package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.EvaluationInterruptedException;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Names;
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
    private final Tokenizer tokenizer = new Tokenizer();
    private final Knowledge knowledge;
    private final Evaluations evaluations;
    private final Surroundings surroundings;
    private final JavaTypes javaTypes = new JavaTypes();

    /** Makes an interpreter over an environment, whose tokens it knows. The environment stays the caller's to close. */
    public Metta(Environment environment) {
        this(environment, false);
    }

    private Metta(Environment environment, boolean ownsEnvironment) {
        this.environment = environment;
        this.ownsEnvironment = ownsEnvironment;
        knowledge = new Knowledge(environment);
        surroundings = new Surroundings(knowledge, tokenizer);
        evaluations = new Evaluations(new Machine(knowledge, operations, surroundings));
        tokenizer.bind(Names.SELF, Knowledge.atomOf(SpaceId.MAIN));
        environment.bindings().forEach(this::restoreBinding);
    }

    /** Makes an interpreter over an empty environment of its own, which it closes. */
    public static Metta create() {
        return new Metta(Environment.create(), true);
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
        surroundings.output(lines);
    }

    /** Sets what a call of this interpreter may use, from the next on. */
    public void limits(Limits newLimits) {
        evaluations.limits(newLimits);
    }

    /** Returns what a call of this interpreter may use. */
    public Limits limits() {
        return evaluations.limits();
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

    /** Returns an atom's text, with states shown by their values. */
    public String format(Atom atom) {
        return surroundings.format(atom);
    }

    /** Returns an atom's text for results, {@code [a, b]}. */
    public String format(List<? extends Atom> results) {
        return results.stream().map(surroundings::format).collect(Collectors.joining(", ", "[", "]"));
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
     * results.
     *
     * @return whether the program ran to its end
     * @throws EvaluationStoppedException if a limit was reached or somebody ended it; the listener has been told
     */
    public boolean run(Program program, RunListener listener) {
        return new ProgramRunner(tokenizer, knowledge, evaluations, listener).run(program);
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
