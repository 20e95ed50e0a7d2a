package io.mettalith.evaluator.interpreter;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Atoms;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.NumberAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.Variable;
import io.mettalith.evaluator.atom.Work;
import io.mettalith.store.environment.SpaceId;
import java.util.List;

/**
 * Evaluates atoms: hyperon's {@code metta} algorithm on a machine with a trail, choices and frames.
 *
 * <p><b>Design.</b> The machine runs depth first and finds one result after the other. What remains to be done is a
 * chain of {@link Frame}s on the heap, what else could be tried a chain of {@link Choice}s; the Java stack does not grow
 * with the depth of a program. Variables are bound in place; a {@link Unifier} notes the bindings, and going back to a
 * choice undoes them. So a binding made while one argument is evaluated is seen by the next ones, and by nobody once its
 * branch has ended.
 *
 * <p>An expression is evaluated in these steps:
 *
 * <ol>
 *   <li>The types of its head say how its arguments are treated: the first function type that applies, {@link Typing},
 *       or evaluation of all parts where the head has no function type.
 *   <li>{@link ArgumentsFrame} evaluates arguments from left to right; an error or {@code Empty} ends that.
 *   <li>The call is reduced by its {@link Operation} or by the rules of the space; a call that neither reduces is its
 *       own value.
 *   <li>The answer is evaluated with the type that the call returns.
 *   <li>{@link AlternativesFrame} keeps errors back while other alternatives may still succeed.
 * </ol>
 *
 * <p>These steps are the definition. Right sides of rules are compiled to {@link Node}s, which do the same with less work
 * where they can tell how an expression is read, and go back to these steps where they cannot.
 *
 * <p>A call in tail position uses the frame of the call before, so a loop runs in constant space.
 *
 * <p><b>Limits.</b> A depth limit turns into {@code (Error ... StackOverflow)}; the number of steps is counted, {@link
 * Thread#interrupt()} ends the evaluation with an {@link EvaluationInterruptedException}, and a {@link StepWatch} may end
 * it for other reasons.
 *
 * <p>Not thread-safe. A machine evaluates one atom at a time; {@link #close()} abandons an unfinished evaluation.
 */
public final class Machine implements AutoCloseable {
    private static final int BATCH = 1024;
    private static final int STEPS_BETWEEN_POLLS = 1 << 12;

    private final Knowledge knowledge;
    private final Operations operations;
    private final Unifier unifier = new Unifier();
    private final Types types;
    private final Typing typing;
    private final Host host;
    private final CallPlans plans = new CallPlans(this);
    private final ErrorOrigins errorOrigins = new ErrorOrigins();
    private int maxDepth = Integer.MAX_VALUE;
    private StepWatch watch = StepWatch.NONE;
    private long steps;
    /** The step before which nobody is asked whether to go on. */
    private long nextPoll = STEPS_BETWEEN_POLLS;

    private SpaceId space = SpaceId.MAIN;
    private Choice newest;
    private boolean running;
    private boolean minimal;
    private boolean memoises = true;
    private boolean compiles = true;
    /** Variables made since the evaluation began have no lesser id. */
    private long firstVariable;

    /** What the next step is. */
    private Mode mode = Mode.FAIL;
    /** Where the value goes: the one handed over, or that of the expression to evaluate. */
    private Frame frame;
    /** The value handed over, or the expression to evaluate. */
    private Atom value;
    /** The type that the expression is expected to be of. */
    private Atom expectedType;

    /** The compiled right side to run, and its slots. */
    private Node node;

    private Atom[] slots;

    private enum Mode {
        HAND_OVER,
        EVALUATE,
        RUN,
        FAIL
    }

    /** Makes a machine for one environment. */
    public Machine(Knowledge knowledge, Operations operations, Host host) {
        this.knowledge = knowledge;
        this.operations = operations;
        this.host = host;
        types = new Types(knowledge, operations, unifier);
        typing = new Typing(types, unifier);
    }

    /* ---------------- For whoever runs it ---------------- */

    /** Sets how many frames an evaluation may take before it ends in {@code StackOverflow}. */
    public void maxDepth(int frames) {
        maxDepth = frames;
    }

    /** Sets whether values of functions that are proven pure are kept; they are unless this says no. */
    public void memoises(boolean keeps) {
        memoises = keeps;
    }

    /** Sets whether right sides of rules are compiled; they are unless this says no, which is for comparison. */
    public void compiles(boolean compiled) {
        compiles = compiled;
    }

    /** Reports whether right sides are compiled. */
    boolean compiles() {
        return compiles;
    }

    /** Reports whether values of pure functions are kept. */
    boolean memoises() {
        return memoises;
    }

    /** Returns how many steps have been made. */
    public long steps() {
        return steps;
    }

    /** Sets who is asked, at the next step and then every few thousand, whether to go on. */
    public void watch(StepWatch stepWatch) {
        watch = stepWatch;
        nextPoll = steps;
    }

    /** Returns the calls in which the last result came up if that was an {@code Error}, the innermost first. */
    public CallChain errorChain() {
        return errorOrigins.chain();
    }

    /** Reports whether there may be another result; false is certain. */
    public boolean mayHaveNext() {
        return running && (mode != Mode.FAIL || newest != null);
    }

    /** Begins to evaluate an atom in a space; {@link #next()} finds the results. */
    public void start(SpaceId contextSpace, Atom atom) {
        close();
        errorOrigins.clear();
        space = contextSpace;
        running = true;
        firstVariable = knowledge.ids().upcoming();
        evaluate(atom, Names.UNDEFINED, ResultFrame.INSTANCE);
    }

    /** Begins to run an atom in a space as a minimal instruction, to which {@code Empty} is a result like any other. */
    public void startMinimal(SpaceId contextSpace, Atom atom) {
        close();
        errorOrigins.clear();
        space = contextSpace;
        running = true;
        firstVariable = knowledge.ids().upcoming();
        minimal = true;
        Minimal.run(this, atom, ResultFrame.INSTANCE);
    }

    /**
     * Returns the next result, with all bindings applied, or null where there is none.
     *
     * @throws EvaluationStoppedException if the thread was interrupted or the watch wants no further step
     */
    public Atom next() {
        try {
            while (running) {
                final Atom result = advanceOrFail();
                if (result != null) {
                    return result;
                }
            }
            return null;
        } catch (final EvaluationStoppedException e) {
            throw stopped(e);
        }
    }

    private EvaluationStoppedException stopped(EvaluationStoppedException e) {
        final EvaluationStoppedException located =
                e.chain().isEmpty() ? Work.unwatched(() -> e.at(CallChain.of(evaluated(), frame))) : e;
        close();
        return located;
    }

    /** Makes some steps. What is too large to be looked for in a space is an error like others. */
    private Atom advanceOrFail() {
        try {
            return advance();
        } catch (final NotStorableException e) {
            final Atom call = evaluated();
            final Frame waiting = mode == Mode.HAND_OVER ? frame.next : frame;
            answer(waiting, Names.error(call == null ? Expression.UNIT : call, e.getMessage()));
            return null;
        }
    }

    /** Makes some steps; returns the result that was found, or null. Short, so that it is compiled as a whole early. */
    private Atom advance() {
        for (int i = 0; i < BATCH; i++) {
            if (mode == Mode.HAND_OVER) {
                if (frame == ResultFrame.INSTANCE) {
                    return result();
                }
                frame.resume(this, value);
            } else if (mode == Mode.RUN) {
                node.run(this, slots, expectedType, frame);
            } else if (mode == Mode.EVALUATE) {
                interpret((Expression) value, expectedType, frame);
            } else if (newest == null) {
                close();
                return null;
            } else {
                backtrack();
            }
            if (++steps >= nextPoll) {
                poll();
                forgetBindings();
            }
        }
        return null;
    }

    private Atom result() {
        mode = Mode.FAIL;
        if (!minimal && Names.EMPTY.equals(value)) {
            return null;
        }
        errorOrigins.select(value);
        return Atoms.resolve(value);
    }

    /** Counts a step inside of one that may take long. */
    void tick() {
        if (++steps >= nextPoll) {
            poll();
        }
    }

    private void poll() {
        if (Thread.interrupted()) {
            throw new EvaluationInterruptedException(steps);
        }
        nextPoll = Math.min(steps + STEPS_BETWEEN_POLLS, watch.check(steps));
    }

    /** Returns what is evaluated right now, for reports; null where there is nothing to speak of. */
    private Atom evaluated() {
        if (mode == Mode.RUN) {
            return node.shown(slots);
        }
        return mode == Mode.EVALUATE ? value : null;
    }

    private void forgetBindings() {
        if (newest == null) {
            unifier.forget(0, firstVariable);
        } else {
            unifier.forget(newest.trail, newest.firstVariable);
        }
    }

    /** Remembers where an error has come up, the first time that it is seen. */
    void noteError(Atom error, Frame at) {
        errorOrigins.note(error, at);
    }

    /** Abandons what is left of an evaluation. */
    @Override
    public void close() {
        while (newest != null) {
            newest.abandon();
            newest = newest.below;
        }
        types.forget();
        unifier.undo(0);
        running = false;
        minimal = false;
        mode = Mode.FAIL;
        frame = null;
        value = null;
        expectedType = null;
        node = null;
        slots = null;
    }

    /** The bottom of every evaluation. */
    private static final class ResultFrame extends Frame {
        static final ResultFrame INSTANCE = new ResultFrame();

        private ResultFrame() {
            super(null);
        }

        @Override
        protected void resume(Machine machine, Atom value) {
            throw new IllegalStateException("the bottom frame has nothing to go on with");
        }
    }

    /* ---------------- Choices ---------------- */

    /** Returns the choice that a failing branch goes back to, or null. */
    public Choice newestChoice() {
        return newest;
    }

    /** Puts a choice on top; what is bound from now on is undone before it is tried. */
    public void push(Choice choice) {
        choice.below = newest;
        choice.trail = unifier.mark();
        choice.firstVariable = knowledge.ids().upcoming();
        choice.space = space;
        newest = choice;
    }

    /** Takes the topmost choice off: it has no further alternative. */
    public void drop(Choice choice) {
        if (newest != choice) {
            throw new IllegalStateException("only the topmost choice can be dropped");
        }
        newest = choice.below;
    }

    /** Gives up all choices that are newer than {@code mark}: what has been found is the only alternative left. */
    public void cut(Choice mark) {
        while (newest != mark) {
            newest.abandon();
            newest = newest.below;
        }
    }

    /** Puts a choice under all that are newer than {@code mark}. */
    void insertChoiceAbove(Choice mark, Choice inserted) {
        Choice lowest = newest;
        while (lowest.below != mark) {
            lowest = lowest.below;
        }
        inserted.below = mark;
        inserted.trail = lowest.trail;
        inserted.firstVariable = lowest.firstVariable;
        inserted.space = lowest.space;
        lowest.below = inserted;
    }

    private void backtrack() {
        unifier.undo(newest.trail);
        space = newest.space;
        newest.retry(this);
    }

    /** Ends this branch. */
    public void fail() {
        mode = Mode.FAIL;
    }

    /* ---------------- Values ---------------- */

    /** Hands a value to a frame. */
    public void answer(Frame next, Atom result) {
        mode = Mode.HAND_OVER;
        frame = next;
        value = result;
    }

    /**
     * Goes on with what a call was reduced to: evaluates it with the type that the call returns, unless it is an error,
     * {@code Empty}, or {@link Names#NOT_REDUCIBLE}, which makes the call its own value.
     */
    public void answer(Atom call, Atom result, Atom type, Frame next) {
        if (type == Names.RAW) {
            answer(next, result);
            return;
        }
        if (result instanceof Symbol symbol) {
            if (Names.NOT_REDUCIBLE.equals(symbol)) {
                answer(next, call instanceof Expression expression ? expression.asEvaluated() : call);
                return;
            }
            if (Names.EMPTY.equals(symbol)) {
                fail();
                return;
            }
        } else if (Names.isError(result)) {
            answer(next, result);
            return;
        }
        evaluate(result, type, next);
    }

    /** Goes on with each of several things that a call was reduced to; with none, the branch ends. */
    public void answers(Expression call, List<? extends Atom> results, Atom type, Frame next) {
        if (results.isEmpty()) {
            fail();
            return;
        }
        if (results.size() > 1) {
            push(new AnswersChoice(call, results, type, next));
        }
        answer(call, results.get(0), type, next);
    }

    private static final class AnswersChoice extends Choice {
        private final Expression call;
        private final List<? extends Atom> results;
        private final Atom type;
        private final Frame next;
        private int index = 1;

        AnswersChoice(Expression call, List<? extends Atom> results, Atom type, Frame next) {
            this.call = call;
            this.results = results;
            this.type = type;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            final Atom result = results.get(index++);
            if (index == results.size()) {
                machine.drop(this);
            }
            machine.answer(call, result, type, next);
        }
    }

    /* ---------------- Evaluation ---------------- */

    /** Goes on with a rule's right side. */
    void enter(Node body, Atom[] filled, Atom expected, Frame next) {
        mode = Mode.RUN;
        node = body;
        slots = filled;
        expectedType = expected;
        frame = alternatives(next);
    }

    /** Reports whether an evaluation on top of a frame would go deeper than the limit. */
    boolean isTooDeep(Frame next) {
        return next.depth >= maxDepth;
    }

    /** Returns a number that changes whenever a definition may have changed. */
    long definitionsStamp() {
        return knowledge.definitionsVersion() + operations.version();
    }

    /** Evaluates an atom that is expected to be of a type: the language's {@code metta}. */
    public void evaluate(Atom given, Atom expected, Frame next) {
        final Atom atom = Atoms.deref(given);
        final Atom type = Atoms.deref(expected);
        if (atom instanceof Expression expression) {
            evaluateExpression(given, expression, type, next);
        } else if (Names.UNDEFINED == type
                || atom instanceof NumberAtom && Names.NUMBER.equals(type)
                || atom instanceof Variable
                || Names.ATOM.equals(type)) {
            answer(next, atom);
        } else if (Names.isMetaType(type) && type.equals(types.metaType(atom))) {
            answer(next, atom);
        } else {
            cast(atom, type, next);
        }
    }

    private void evaluateExpression(Atom given, Expression expression, Atom type, Frame next) {
        if (given instanceof Variable
                || Names.ATOM.equals(type)
                || Names.EXPRESSION.equals(type)
                || isValue(expression)) {
            answer(next, expression);
        } else if (expression.size() == 0) {
            answer(next, expression);
        } else if (next.depth >= maxDepth) {
            answer(next, Names.error(expression, Names.STACK_OVERFLOW));
        } else {
            mode = Mode.EVALUATE;
            value = expression;
            expectedType = type;
            frame = alternatives(next);
        }
    }

    /**
     * Returns a frame that keeps errors back: what is evaluated in tail position shares that of the call before, since its
     * alternatives are that call's.
     */
    private Frame alternatives(Frame next) {
        return next instanceof AlternativesFrame ? next : new AlternativesFrame(next, newest);
    }

    /** Reports whether an expression is known to be its own value; bindings made since then may have changed that. */
    private static boolean isValue(Expression expression) {
        return expression.evaluated() && (expression.ground() || Atoms.resolve(expression) == expression);
    }

    /** Checks an atom that is not evaluated against the expected type. */
    private void cast(Atom atom, Atom expected, Frame next) {
        final List<AtomType> actual = types.typesOrUndefined(space, atom);
        final int mark = unifier.mark();
        for (final AtomType type : actual) {
            if (types.match(expected, type.type())) {
                answer(next, atom);
                return;
            }
            unifier.undo(mark);
        }
        final List<Expression> errors = actual.stream()
                .map(type -> Names.error(
                        atom, Expression.of(Names.BAD_TYPE, Atoms.resolve(expected), Atoms.resolve(type.type()))))
                .toList();
        answerEach(errors, next);
    }

    /** Hands each of several atoms to a frame as it is. */
    public void answerEach(List<? extends Atom> results, Frame next) {
        answers(Expression.UNIT, results, Names.ATOM, next);
    }

    /** Reports whether an expression has no expression in it and nothing that reduces it: it is its own value. */
    private boolean isFlatData(Expression expression, Atom head) {
        for (int i = 1; i < expression.size(); i++) {
            final Atom part = Atoms.deref(expression.get(i));
            if (part instanceof Expression || Names.EMPTY.equals(part)) {
                return false;
            }
        }
        final CallPlan plan = plans.of(head, expression.size() - 1);
        return plan != null && plan.isTuple() && !plan.isOther() && plan.isConstructor() && !Names.EMPTY.equals(head);
    }

    private void interpret(Expression expression, Atom expected, Frame next) {
        final Atom head = Atoms.deref(expression.head());
        if (isFlatData(expression, head)) {
            answer(next, ((Expression) Atoms.resolve(expression)).asEvaluated());
            return;
        }
        final List<AtomType> headTypes = types.typesOrUndefined(space, head);
        final Typing.Reading reading = typing.read(space, expression, headTypes, expected);
        if (reading.isTuple() && !reading.errors().isEmpty()) {
            push(new ErrorsChoice(reading.errors(), next));
        }
        if (reading.isTuple()) {
            ArgumentsFrame.begin(this, expression, null, expected, next);
        } else {
            interpretFunction(expression, reading, next);
        }
    }

    private void interpretFunction(Expression expression, Typing.Reading reading, Frame next) {
        if (!reading.errors().isEmpty()) {
            answerEach(reading.errors(), next);
        } else {
            ArgumentsFrame.begin(this, expression, reading.functionType(), reading.returnType(), next);
        }
    }

    /** Why an expression cannot be read as a function call, after its reading as a tuple. */
    private static final class ErrorsChoice extends Choice {
        private final List<Expression> errors;
        private final Frame next;

        ErrorsChoice(List<Expression> errors, Frame next) {
            this.errors = errors;
            this.next = next;
        }

        @Override
        protected void retry(Machine machine) {
            machine.drop(this);
            machine.answerEach(errors, next);
        }
    }

    /* ---------------- Reduction ---------------- */

    /** Reduces a call whose arguments are as its head's type asks, and evaluates the answer. */
    void call(Expression given, Atom type, Frame next) {
        // From here on the call stands for itself: what is bound in it by now is part of it.
        final Expression call = (Expression) Atoms.resolve(given);
        if (type != Names.RAW && Names.isError(call)) {
            answer(next, call);
            return;
        }
        final Atom head = Atoms.deref(call.head());
        if (head instanceof Symbol symbol) {
            final Operation operation = operations.find(symbol);
            if (operation != null) {
                operation.reduce(this, call, type, next);
            } else {
                RulesChoice.first(this, knowledge.rules().of(space, symbol, call.size() - 1), call, type, next);
            }
        } else if (hasVariableHead(call)) {
            answer(call, Names.NOT_REDUCIBLE, type, next);
        } else {
            final Operation application = operations.application(head);
            if (application != null) {
                application.reduce(this, call, type, next);
            } else {
                RulesChoice.first(this, knowledge.rules().of(space, call), call, type, next);
            }
        }
    }

    /** Reduces an atom that is not an expression, which {@code eval} alone does. */
    void call(Atom atom, Frame next) {
        RulesChoice.first(this, knowledge.rules().ofAtom(space, atom), atom, Names.RAW, next);
    }

    /** Reduces the call of a symbol by the rules of the space if there is any for it, and reports whether there is. */
    public boolean reducedByRules(Expression call, Atom type, Frame next) {
        final Rule[] rules = knowledge.rules().of(space, (Symbol) Atoms.deref(call.head()), call.size() - 1);
        if (rules.length == 0) {
            return false;
        }
        RulesChoice.first(this, rules, call, type, next);
        return true;
    }

    private static boolean hasVariableHead(Expression expression) {
        Atom head = expression;
        while (head instanceof Expression inner && inner.size() > 0) {
            head = Atoms.deref(inner.head());
        }
        return head instanceof Variable;
    }

    /** Returns a call's argument, from 1, dereferenced. */
    public static Atom argument(Expression call, int index) {
        return Atoms.deref(call.get(index));
    }

    /* ---------------- For operations ---------------- */

    /** Returns the space that expressions are evaluated in. */
    public SpaceId space() {
        return space;
    }

    /** Sets the space that expressions are evaluated in, for this branch. */
    public void space(SpaceId contextSpace) {
        space = contextSpace;
    }

    /** Returns the unifier. */
    public Unifier unifier() {
        return unifier;
    }

    /** Returns the environment as atoms. */
    public Knowledge knowledge() {
        return knowledge;
    }

    /** Returns how calls are read. */
    CallPlans plans() {
        return plans;
    }

    /** Lets everything from now on be written on trial. */
    public void beginTransaction() {
        knowledge.beginTransaction();
    }

    /** Ends the innermost transaction; {@code keep} says whether what was written is kept or forgotten. */
    public void endTransaction(boolean keep) {
        knowledge.endTransaction(keep);
    }

    /** Returns the types of atoms. */
    public Types types() {
        return types;
    }

    /** Returns the grounded names. */
    public Operations operations() {
        return operations;
    }

    /** Returns what the machine runs in. */
    public Host host() {
        return host;
    }
}
