package io.mettalith.store.snapshot;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the files of a store are:
 *
 * <pre>
 *   STORE                      what this is, and in which format
 *   LOCK                       locked by the one process that writes
 *   segments/0000000001.map    a generation: a Chronicle map, hash to sealed bytes
 *   segments/0000000001-0000000001.index
 *                              a part of the generation's index: published hashes, and where their bytes are in the map
 *   refs/NAME.log              a ref's history, one line per entry; no file, no ref; a slash of the name is a percent sign
 *   deleted/NAME@NUMBER.log    the history of a ref that was deleted, up to the entry of that number
 *   ….tmp                      being written, and of no meaning if nobody is
 * </pre>
 *
 * @param root directory of the store
 */
record StorePaths(Path root) {
    static final String TEMPORARY = ".tmp";

    private static final Pattern INDEX_NAME = Pattern.compile("(\\d{10})-(\\d{10})\\.index");
    private static final Pattern MAP_NAME = Pattern.compile("(\\d{10})\\.map(\\.tmp)?");
    private static final Pattern DELETED_NAME = Pattern.compile("(.+)@(\\d{1,18})");
    private static final String LOG_SUFFIX = ".log";

    Path store() {
        return root.resolve("STORE");
    }

    Path lock() {
        return root.resolve("LOCK");
    }

    Path segments() {
        return root.resolve("segments");
    }

    Path map(int generation) {
        return segments().resolve(number(generation) + ".map");
    }

    Path indexPart(int generation, int part) {
        return segments().resolve(number(generation) + "-" + number(part) + ".index");
    }

    Path refs() {
        return root.resolve("refs");
    }

    Path log(String ref) {
        return refs().resolve(fileName(ref) + LOG_SUFFIX);
    }

    Path deleted() {
        return root.resolve("deleted");
    }

    Path log(RefLogs.Deleted history) {
        return deleted().resolve(fileName(history.ref()) + "@" + history.number() + LOG_SUFFIX);
    }

    /** No name has a percent sign. */
    private static String fileName(String ref) {
        return ref.replace('/', '%');
    }

    static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + TEMPORARY);
    }

    /** Returns the number of the generation that this is a part of the index of. */
    static OptionalInt generationOfIndex(Path file) {
        return number(INDEX_NAME.matcher(file.getFileName().toString()), 1);
    }

    /** Returns the number of the part of an index that this is. */
    static OptionalInt partOfIndex(Path file) {
        return number(INDEX_NAME.matcher(file.getFileName().toString()), 2);
    }

    /** Returns the number of the generation whose map this is, or is to become. */
    static OptionalInt generationOfMap(Path file) {
        return number(MAP_NAME.matcher(file.getFileName().toString()), 1);
    }

    /** Returns the name of the ref whose log this is, or null. */
    static String refOfLog(Path file) {
        return ref(logName(file));
    }

    /** Returns the deleted history whose log this is, or null. */
    static RefLogs.Deleted deletedOfLog(Path file) {
        final Matcher name = DELETED_NAME.matcher(logName(file));
        final String ref = name.matches() ? ref(name.group(1)) : null;
        return ref == null ? null : new RefLogs.Deleted(ref, Long.parseLong(name.group(2)));
    }

    private static String ref(String logName) {
        final String ref = logName.replace('%', '/');
        return RefName.isValid(ref) ? ref : null;
    }

    /** Returns the name of a log's file without its suffix, or the empty string if it is no log. */
    private static String logName(Path file) {
        final String name = file.getFileName().toString();
        return name.endsWith(LOG_SUFFIX) ? name.substring(0, name.length() - LOG_SUFFIX.length()) : "";
    }

    private static String number(int generation) {
        return String.format(Locale.ROOT, "%010d", generation);
    }

    private static OptionalInt number(Matcher name, int group) {
        return name.matches() && Long.parseLong(name.group(group)) <= Integer.MAX_VALUE
                ? OptionalInt.of(Integer.parseInt(name.group(group)))
                : OptionalInt.empty();
    }
}
