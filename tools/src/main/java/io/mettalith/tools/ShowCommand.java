package io.mettalith.tools;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.evaluator.interpreter.Unifier;
import io.mettalith.store.atom.AtomPrinter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the atoms of a snapshot. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the atoms of a snapshot, or those that unify with a pattern, in the order of the store.",
            "An atom with several copies is printed once, with '; x3' behind it."
        },
        footer = {"", "Example:", "  mettalith show jdk '(extends $class java.lang.Error)' --limit 10"})
final class ShowCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions store;

    @Mixin
    private ReportOptions report;

    @Parameters(index = "0", paramLabel = "REF", description = "name, id or unique beginning of an id")
    private String ref;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PATTERN", description = "only atoms that unify with this")
    private String pattern;

    @Option(names = "--limit", paramLabel = "N", description = "stop after N atoms")
    private long limit = Long.MAX_VALUE;

    @Spec
    private CommandSpec spec;

    private final AtomCodec codec = new AtomCodec(new VariableIds());
    private final Unifier unifier = new Unifier();

    @Override
    public Integer call() {
        try (SegmentStore opened = store.open();
                Environment environment = opened.checkout(ref)) {
            final Atom parsed = pattern == null ? null : parsePattern(environment);
            try (Cursor cursor =
                    parsed == null ? environment.atoms(SpaceId.MAIN) : environment.match(codec.encode(parsed))) {
                print(cursor, parsed);
            }
        }
        return ExitCode.OK;
    }

    private Atom parsePattern(Environment environment) {
        final List<Atom> atoms = new Metta(environment).parse(pattern);
        if (atoms.size() != 1) {
            throw new UsageException("PATTERN is one atom: atoms=" + atoms.size() + "; quote it for the shell");
        }
        return atoms.get(0);
    }

    private void print(Cursor cursor, Atom parsed) {
        final PrintWriter out = spec.commandLine().getOut();
        long shown = 0;
        while (shown < limit && cursor.next()) {
            if (parsed == null || cursor.isExact() || unifies(cursor, parsed)) {
                printAtom(out, cursor);
                shown++;
            }
        }
    }

    private boolean unifies(Cursor cursor, Atom parsed) {
        final boolean unifies = unifier.unify(parsed, codec.decode(cursor.atom(), 0, cursor.length()));
        unifier.undo(0);
        return unifies;
    }

    private void printAtom(PrintWriter out, Cursor cursor) {
        final StringBuilder text = new StringBuilder();
        AtomPrinter.append(text, cursor.atom(), 0, cursor.length());
        if (report.isJson()) {
            final Map<String, Object> object = new LinkedHashMap<>();
            object.put("atom", text.toString());
            object.put("count", cursor.count());
            ReportOptions.print(out, object);
        } else if (cursor.count() > 1) {
            out.println(text.append(" ; x").append(cursor.count()));
        } else {
            out.println(text);
        }
    }
}
