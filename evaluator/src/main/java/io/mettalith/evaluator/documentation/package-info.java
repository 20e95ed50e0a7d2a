/**
 * What is known of the atoms of the language, and of those that programs document: found by {@code get-doc}, printed by
 * {@code help!}, and written as the pages of the reference.
 *
 * <pre>{@code
 * metta.run("!(get-doc &self cdr-atom)");
 * Map<String, String> pages = ReferencePages.of(metta);
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.evaluator.documentation.Doc}, the documentation of one atom; {@link
 * io.mettalith.evaluator.documentation.Documentation}, that of all that is built in, read from resources when it is first
 * asked for; {@code DocFinder}, which puts it together with what a space has and with types; {@link
 * io.mettalith.evaluator.documentation.DocumentationOperations}, the language's view of that; {@link
 * io.mettalith.evaluator.documentation.ReferencePages}.
 */
package io.mettalith.evaluator.documentation;
