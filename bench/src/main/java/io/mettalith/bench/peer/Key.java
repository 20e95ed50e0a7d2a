package io.mettalith.bench.peer;

import io.mettalith.store.atom.AtomCode;
import java.util.Arrays;

/**
 * An atom as all systems are asked for it. Maps on the heap keep {@link #stored()}, which is as large as the {@link
 * AtomCode} that a user would keep and hashes and compares as that does; the others take the bytes.
 */
public final class Key implements Comparable<Key> {
    private final byte[] bytes;
    private final AtomCode atom;
    private int hash;

    private Key(byte[] bytes, AtomCode atom) {
        this.bytes = bytes;
        this.atom = atom;
    }

    /** Returns the key of an atom. */
    public static Key of(AtomCode atom) {
        return new Key(atom.toByteArray(), atom);
    }

    /** Returns the key that comes right before all that begin with the bytes; it is no atom. */
    public static Key prefix(byte[] prefix) {
        return new Key(prefix, null);
    }

    /** Returns this key as a map keeps it, without what only queries need. */
    Key stored() {
        return new Key(bytes, null);
    }

    /** Returns the atom's code; null for a prefix and a stored key. */
    public AtomCode atom() {
        return atom;
    }

    /** Returns the bytes themselves, which nobody changes. */
    public byte[] bytes() {
        return bytes;
    }

    /** Reports whether this key begins with the bytes. */
    boolean startsWith(byte[] prefix) {
        return startsWith(bytes, prefix);
    }

    static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.hashCode(bytes);
            hash = known;
        }
        return known;
    }
}
