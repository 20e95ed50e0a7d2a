/**
 * The evaluator's machine.
 *
 * <pre>{@code
 * Machine machine = new Machine(new Knowledge(environment), operations, host);
 * machine.start(SpaceId.MAIN, atom);
 * for (Atom result = machine.next(); result != null; result = machine.next()) {
 *     System.out.println(result);
 * }
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.evaluator.interpreter.Machine}, which has the design; {@code Typing} and {@code
 * ArgumentsFrame}, how an expression is read and its parts evaluated; {@code RulesChoice} and {@code Rule}, how a call is
 * reduced; {@code Node}, {@code Compiler}, {@code CallPlan} and {@code CallNode}, how right sides of rules are compiled, and
 * {@code Memo}, which values are kept; {@link io.mettalith.evaluator.interpreter.Matching}, {@code GoalOrder} and {@code
 * GoalMemo}, how patterns and conjunctions are
 * answered; {@link io.mettalith.evaluator.interpreter.Minimal}, the minimal instructions; {@link
 * io.mettalith.evaluator.interpreter.Knowledge} and {@link io.mettalith.evaluator.interpreter.AtomCodec}, the border to
 * the store.
 */
package io.mettalith.evaluator.interpreter;
