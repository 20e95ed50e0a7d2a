package io.mettalith.tools.exchange;

import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.environment.StoredAtom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * What an environment holds, as text: of each space its atoms with their counts, and its definitions in their order;
 * states and tokens. Equal whatever places the definitions have among them.
 */
final class Contents {
    private Contents() {}

    static List<String> of(Environment environment) {
        final List<String> lines = new ArrayList<>();
        for (final SpaceId space : environment.spaces()) {
            lines.add("space " + space);
            addAtoms(environment, space, lines);
        }
        environment
                .states()
                .forEach(state -> lines.add("state " + HexFormat.of().formatHex(state.toByteArray())));
        environment
                .bindings()
                .forEach(token -> lines.add("token " + HexFormat.of().formatHex(token.toByteArray())));
        return lines;
    }

    private static void addAtoms(Environment environment, SpaceId space, List<String> lines) {
        final List<StoredAtom> definitions = new ArrayList<>();
        try (Cursor cursor = environment.atoms(space)) {
            while (cursor.next()) {
                final StoredAtom atom = cursor.toStoredAtom();
                if (atom.stamp() == 0) {
                    lines.add(line("atom", atom));
                } else {
                    definitions.add(atom);
                }
            }
        }
        definitions.sort(Comparator.comparingLong(StoredAtom::stamp));
        definitions.forEach(atom -> lines.add(line("definition", atom)));
    }

    /** Codes tell apart what texts do not: a symbol {@code 1} and the number. */
    private static String line(String kind, StoredAtom atom) {
        return kind + " " + atom.code() + " x" + atom.count() + " "
                + HexFormat.of().formatHex(atom.code().toByteArray());
    }
}
