package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomSkipper;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.EnvironmentView;
import io.mettalith.store.environment.SpaceId;
import java.io.IOException;
import java.io.Writer;
import org.agrona.DirectBuffer;

/**
 * Writes an environment as MeTTa that {@link MettaSource} reads back as an equal one: of each space the definitions, in
 * their order, and the other atoms, in that of the store; then states and tokens. What has no form in MeTTa is written by
 * {@link Escapes}.
 */
final class MettaExport implements FactExport {
    /** More copies than these are a number, fewer are as many lines, which any MeTTa understands. */
    private static final long MOST_LINES = 16;

    private final Escapes escapes = new Escapes();
    private final StringBuilder text = new StringBuilder();
    private long atoms;

    @Override
    public long write(Environment environment, Writer out) throws IOException {
        try (EnvironmentView view = environment.view()) {
            return write(view, out);
        }
    }

    private long write(EnvironmentView view, Writer out) throws IOException {
        ExportMark.METTA.writeHeader(out);
        for (final SpaceId space : view.spaces()) {
            if (!space.equals(SpaceId.MAIN)) {
                enter(space, out);
            }
            writeDefinitions(view, space, out);
            writeFacts(view, space, out);
        }
        for (final AtomCode state : view.states()) {
            writeCell(Escapes.SET, state, out);
        }
        for (final AtomCode token : view.bindings()) {
            writeCell(Escapes.BIND, token, out);
        }
        ExportMark.METTA.writeEnd(out, atoms);
        return atoms;
    }

    private void enter(SpaceId space, Writer out) throws IOException {
        text.setLength(0);
        text.append('(').append(Escapes.IN).append(' ').append(Escapes.SPACE);
        Escapes.appendId(text, space.high(), space.low());
        out.append(text.append(")\n"));
    }

    private void writeDefinitions(EnvironmentView view, SpaceId space, Writer out) throws IOException {
        try (OrderedDefinitions definitions = OrderedDefinitions.of(view, space)) {
            definitions.handOut((atom, offset, limit, count) -> writeAtom(atom, offset, limit, count, out));
        }
    }

    private void writeFacts(EnvironmentView view, SpaceId space, Writer out) throws IOException {
        try (Cursor cursor = view.atoms(space)) {
            while (cursor.next()) {
                if (cursor.stamp() == 0) {
                    writeAtom(cursor.atom(), 0, cursor.length(), cursor.count(), out);
                }
            }
        }
    }

    private void writeAtom(DirectBuffer atom, int offset, int limit, long count, Writer out) throws IOException {
        text.setLength(0);
        final boolean counted = count > MOST_LINES;
        if (counted) {
            text.append('(').append(Escapes.COPIES).append(' ').append(count).append(' ');
        }
        escapes.appendAtom(text, atom, offset, limit);
        text.append(counted ? ")\n" : "\n");
        for (long lines = counted ? 1 : count; lines > 0; lines--) {
            out.append(text);
        }
        atoms += count;
    }

    /** Writes {@code (state <handle> value)} or {@code (token "name" value)} under another head. */
    private void writeCell(String head, AtomCode cell, Writer out) throws IOException {
        final DirectBuffer code = cell.buffer();
        final int name = AtomSkipper.skip(code, 1, cell.length());
        final int value = AtomSkipper.skip(code, name, cell.length());
        text.setLength(0);
        escapes.appendAtom(text.append('(').append(head).append(' '), code, name, value);
        escapes.appendAtom(text.append(' '), code, value, cell.length());
        out.append(text.append(")\n"));
    }
}
