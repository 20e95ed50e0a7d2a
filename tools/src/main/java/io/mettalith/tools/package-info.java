/**
 * The command line: one small class per command over a library call.
 *
 * <pre>{@code
 * StringWriter out = new StringWriter();
 * int exitCode = Main.execute(new PrintWriter(out), new PrintWriter(System.err), "eval", "(+ 1 2)");
 * }</pre>
 *
 * <p>Reading order: {@link io.mettalith.tools.Main}, {@link io.mettalith.tools.ExitCode}, {@code StoreOptions} and
 * {@code ReportOptions}, which most commands share, then any {@code ...Command}. What {@code import} and {@code export}
 * read and write is in {@link io.mettalith.tools.exchange}.
 */
package io.mettalith.tools;
