/**
 * The operations of the language, in groups, each a class that defines its names with their types.
 *
 * <pre>{@code
 * Operations operations = StandardLibrary.operations();
 * operations.define(Symbol.of("double"), StandardLibrary.type("(-> Number Number)"),
 *         Operation.of(1, (machine, arguments) -> Arithmetic.multiply(arguments[0], Numbers.integer(2))));
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.evaluator.stdlib.StandardLibrary}, then any group.
 */
package io.mettalith.evaluator.stdlib;
