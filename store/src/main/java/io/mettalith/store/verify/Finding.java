package io.mettalith.store.verify;

import java.util.List;

/**
 * What a verification has found about one part of a store.
 *
 * @param part which kind of part it is
 * @param name which one
 * @param damages the first of them; empty if the part is as it should be
 * @param damageCount how many there are
 * @param remarks what is worth knowing and no damage
 */
public record Finding(Part part, String name, List<Damage> damages, long damageCount, List<String> remarks) {
    public Finding {
        damages = List.copyOf(damages);
        remarks = List.copyOf(remarks);
    }

    static Finding of(Part part, String name, Damages damages, List<String> remarks) {
        return new Finding(part, name, damages.first(), damages.count(), remarks);
    }

    static Finding of(Part part, String name, Damages damages) {
        return of(part, name, damages, List.of());
    }

    /** The parts that a store has. */
    public enum Part {
        /** The file that says what the directory is. */
        STORE,
        /** The history of a ref. */
        LOG,
        /** What a generation has published. */
        INDEX,
        /** The bytes of a generation. */
        MAP,
        /** The record of a snapshot. */
        SNAPSHOT,
        /** The record of a snapshot's argument indexes. */
        INDEXES,
        /** The directories and segments of a space. */
        TREE,
        /** The directories and segments of an argument index of a space. */
        INDEX_TREE
    }

    /** Reports whether the part is not as it should be. */
    public boolean isDamaged() {
        return damageCount > 0;
    }
}
