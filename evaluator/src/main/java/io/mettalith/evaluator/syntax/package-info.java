/**
 * The text of MeTTa programs: from characters to atoms, and from atoms back to the place they were written at.
 *
 * <pre>{@code
 * SourceText source = SourceText.of("quickstart.metta", "(= (f $x) $x) !(f 1)");
 * Parser parser = new Parser(source, new Tokenizer());
 * while (parser.next()) {                        // throws SyntaxErrorsException with all errors
 *     System.out.println(parser.span().describe() + " " + parser.isExecuted() + " " + parser.atom());
 * }
 * // quickstart.metta:1:1 false (= (f $x) $x)
 * // quickstart.metta:1:16 true (f 1)
 *
 * Parser.checkAll(source).forEach(error -> System.err.println(error.render()));
 * }</pre>
 *
 * <p>Read in this order: {@link io.mettalith.evaluator.syntax.Parser}, the whole in one class, over {@code Lexer},
 * which states the lexical rules, and {@code Words}, which makes atoms of words by {@code NumberLiteral} and the
 * {@link io.mettalith.evaluator.syntax.Tokenizer}; then {@link io.mettalith.evaluator.syntax.SourceText} and
 * {@link io.mettalith.evaluator.syntax.SourceSpan}, places in a text; {@link io.mettalith.evaluator.syntax.SourceMap},
 * the places of atoms; {@link io.mettalith.evaluator.syntax.SyntaxError}, how a mistake is shown. Files of any length go
 * through {@link io.mettalith.evaluator.syntax.FactReader}, which reads a {@link
 * io.mettalith.evaluator.syntax.SourceStream} part by part and passes atoms on to an {@link
 * io.mettalith.evaluator.syntax.AtomSink} without making them.
 */
package io.mettalith.evaluator.syntax;
