package io.mettalith.bench.peer;

import java.util.Arrays;
import java.util.function.Supplier;

/** The systems that are measured, in the order of the page. */
public enum PeerKind {
    /** The environment store. */
    METTALITH("mettalith", "Mettalith", MettalithPeer::new),
    /** A hash map that a fork copies: what the design that Mettalith follows began with. */
    HASH_MAP("hashmap", "HashMap", HashMapPeer::new),
    /** PCollections' hash map. */
    HASH_TREE_PMAP("pcollections-hash", "PCollections HashTreePMap", HashTreePMapPeer::new),
    /** PCollections' sorted map. */
    TREE_PMAP("pcollections-tree", "PCollections TreePMap", TreePMapPeer::new),
    /** Vavr's hash array mapped trie. */
    VAVR("vavr", "Vavr HashMap", VavrPeer::new),
    /** H2's multi-version B-tree. */
    MVSTORE("mvstore", "H2 MVStore", MvStorePeer::new),
    /** LMDB through lmdbjava. */
    LMDB("lmdb", "LMDB", LmdbPeer::new),
    /** Chronicle Map. */
    CHRONICLE_MAP("chronicle-map", "Chronicle Map", ChronicleMapPeer::new);

    private final String id;
    private final String title;
    private final Supplier<Peer> maker;

    PeerKind(String id, String title, Supplier<Peer> maker) {
        this.id = id;
        this.title = title;
        this.maker = maker;
    }

    /**
     * Returns the system of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PeerKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such system: system=" + id));
    }

    /** Returns the name in parameters and results. */
    public String id() {
        return id;
    }

    /** Returns the name for readers. */
    public String title() {
        return title;
    }

    /** Makes an empty knowledge base. */
    public Peer create() {
        return maker.get();
    }

    /** Reports whether atoms are kept in key order, so that a prefix is a range. */
    public boolean isSorted() {
        return this == METTALITH || this == TREE_PMAP || this == MVSTORE || this == LMDB;
    }
}
