package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomPrinter;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.Writer;

/** Writes an environment of triples as N-Triples or N-Quads, in the order of the store. */
final class TripleExport implements FactExport {
    private final boolean quads;
    private final StringBuilder text = new StringBuilder();

    /** Makes an export, as N-Quads or as N-Triples. */
    TripleExport(boolean quads) {
        this.quads = quads;
    }

    @Override
    public long write(Environment environment, Writer out) throws IOException {
        try (EnvironmentView view = environment.view()) {
            checkPlain(view);
            return write(view, out);
        }
    }

    private long write(EnvironmentView view, Writer out) throws IOException {
        final TripleText triples = new TripleText(quads);
        long lines = 0;
        ExportMark.TRIPLES.writeHeader(out);
        try (Cursor atoms = view.atoms(SpaceId.MAIN)) {
            while (atoms.next()) {
                text.setLength(0);
                if (!triples.append(text, atoms.atom(), 0, atoms.length())) {
                    throw unsuitable(atoms);
                }
                text.append('\n');
                for (long copies = atoms.count(); copies > 0; copies--) {
                    out.append(text);
                    lines++;
                }
            }
        }
        ExportMark.TRIPLES.writeEnd(out, lines);
        return lines;
    }

    private static void checkPlain(EnvironmentView view) {
        if (view.spaces().size() > 1
                || !view.states().isEmpty()
                || !view.bindings().isEmpty()) {
            throw new UnsuitableException("triples have no place for other spaces, states or tokens: spaces="
                    + view.spaces().size() + ", states="
                    + view.states().size() + ", tokens="
                    + view.bindings().size() + "; export it as metta");
        }
    }

    private UnsuitableException unsuitable(Cursor atom) {
        text.setLength(0);
        AtomPrinter.append(text, atom.atom(), 0, atom.length());
        return new UnsuitableException("not a triple: atom=" + text
                + "; a triple is (<predicate> subject object) as import makes it; export others as metta");
    }
}
