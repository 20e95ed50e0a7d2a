package io.mettalith.store.snapshot;

/**
 * One thing that happened to a directory tree. Files have numbers, which renaming does not change; directories are named
 * by their path below the root of the tree, which is itself "".
 */
sealed interface DiskEvent {
    /** Number of an entry that is a directory. */
    int DIRECTORY = -1;

    /** A directory got an entry. */
    record Linked(String directory, String name, int file) implements DiskEvent {}

    /** A directory lost an entry. */
    record Unlinked(String directory, String name) implements DiskEvent {}

    /** An entry got another name, and what had that name lost it. */
    record Renamed(String directory, String from, String to, int file) implements DiskEvent {}

    /** A file has these bytes from now on. */
    record Written(int file, byte[] bytes) implements DiskEvent {}

    /** The bytes of a file are durable. */
    record FileForced(int file) implements DiskEvent {}

    /** The entries of a directory are durable. */
    record DirectoryForced(String directory) implements DiskEvent {}
}
