package io.mettalith.tools;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * One run of the command line in this process.
 *
 * @param exitCode the exit code
 * @param out what it printed on standard output
 * @param err what it printed on standard error
 */
record Cli(int exitCode, String out, String err) {
    static Cli run(Object... args) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] texts = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            texts[i] = args[i].toString();
        }
        final int exitCode = Main.execute(new PrintWriter(out), new PrintWriter(err), texts);
        return new Cli(exitCode, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }
}
