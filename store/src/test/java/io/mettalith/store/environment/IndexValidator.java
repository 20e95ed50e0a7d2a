package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Checks that each index of a space holds just what the space does: the same atoms, counts and stamps. */
public final class IndexValidator {
    private IndexValidator() {}

    /** Checks all indexes of all spaces, wherever their segments are read from; returns how many there are. */
    public static int validate(Environment environment) {
        int indexes = 0;
        for (final SpaceId space : environment.spaces()) {
            validate(environment, space);
            indexes += environment.indexes(space).size();
        }
        return indexes;
    }

    static void validate(Environment environment, SpaceId space) {
        final SpaceState state = environment.stateOf(space);
        for (final ArgumentIndex index : state.indexes()) {
            final List<StoredAtom> expected = new ArrayList<>(read(state.tree, code -> code));
            final byte[] prefix = ArgumentIndex.header(index.size);
            expected.removeIf(atom -> !startsWith(atom.code(), prefix));
            final Rearranger rearranger = new Rearranger();
            final List<StoredAtom> found = read(index.tree(), code -> {
                rearranger.moveBack(code.array(), code.length(), !code.ground(), index.position);
                return AtomCode.copyOf(rearranger.array(), 0, rearranger.length());
            });
            assertThat(index.tree().entries()).isEqualTo(expected.size());
            assertThat(found).doesNotHaveDuplicates().hasSameSizeAs(expected);
            assertThat(new HashSet<>(found)).isEqualTo(new HashSet<>(expected));
        }
    }

    private static boolean startsWith(AtomCode code, byte[] prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (i >= code.length() || code.array()[i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static List<StoredAtom> read(SegmentTree tree, UnaryOperator<AtomCode> restore) {
        final List<StoredAtom> atoms = new ArrayList<>();
        final TreeCursor cursor = tree.cursor();
        while (cursor.advance()) {
            final AtomCode code = AtomCode.copyOf(cursor.key(), 0, cursor.keyLength());
            assertThat(cursor.hasVariables()).isEqualTo(!code.ground());
            atoms.add(new StoredAtom(restore.apply(code), cursor.count(), cursor.stamp()));
        }
        return atoms;
    }
}
