/**
 * What a person is told when a program goes wrong: where an error came up and in which calls, and which name was probably
 * meant.
 *
 * <pre>
 * error: p.metta:2:5: argument 2 of (+ 1 "a") is of type String, but Number is expected
 *    2 | !(g (f 1))
 *      |     ^
 *   in (* 2 (+ 1 "a"))
 *   in (g (f 1))
 * </pre>
 *
 * <p>All of it is text beside the results, which it never changes, and is only worked out when there is something to
 * tell. {@link io.mettalith.evaluator.diagnostics.Report} is about errors and limits, {@link
 * io.mettalith.evaluator.diagnostics.Hints} about names.
 */
package io.mettalith.evaluator.diagnostics;
