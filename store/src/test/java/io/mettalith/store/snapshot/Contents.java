package io.mettalith.store.snapshot;

import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.util.ArrayList;
import java.util.List;

/** All that can be read from an environment, as lines: what tests compare. */
final class Contents {
    private Contents() {}

    static List<String> of(Environment environment) {
        final List<String> lines = new ArrayList<>();
        for (final SpaceId space : environment.spaces()) {
            lines.add(space + " " + environment.size(space));
            try (Cursor cursor = environment.atoms(space)) {
                while (cursor.next()) {
                    lines.add(cursor.toStoredAtom().toString());
                }
            }
        }
        environment.bindings().forEach(binding -> lines.add(binding.toString()));
        return lines;
    }
}
