package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;

/**
 * What a power cut may leave of a tree: everything that was forced, and of all else any part. Each page of a file, its
 * length and each entry of a directory is as it was when it was last forced, or as it was at any moment since; a page
 * may be torn at the end of a sector; a file that is longer than its data reads as zeros; a rename may have made the new
 * name and kept the old one.
 */
final class PowerCut {
    /** Sectors of a page. */
    static final int SECTORS = 8;

    private static final int SECTOR_LENGTH = 512;
    private static final int PAGE_LENGTH = SECTORS * SECTOR_LENGTH;
    private static final byte[] EMPTY = {};

    /** Per file, its bytes when it was last forced and at each change since. */
    private final SortedMap<Integer, List<byte[]>> versions = new TreeMap<>();
    /** Per directory, its entries when it was last forced. */
    private final SortedMap<String, SortedMap<String, Integer>> forced = new TreeMap<>();
    /** Per directory, what has happened to it since. */
    private final SortedMap<String, List<DiskEvent>> pending = new TreeMap<>();

    /** @param events all that has happened before the cut */
    PowerCut(List<DiskEvent> events) {
        events.forEach(this::apply);
    }

    private void apply(DiskEvent event) {
        if (event instanceof DiskEvent.Linked linked) {
            addPending(linked.directory(), linked);
        } else if (event instanceof DiskEvent.Unlinked unlinked) {
            addPending(unlinked.directory(), unlinked);
        } else if (event instanceof DiskEvent.Renamed renamed) {
            addPending(renamed.directory(), renamed);
        } else if (event instanceof DiskEvent.Written written) {
            versionsOf(written.file()).add(written.bytes());
        } else if (event instanceof DiskEvent.FileForced file) {
            final List<byte[]> all = versionsOf(file.file());
            all.subList(0, all.size() - 1).clear();
        } else if (event instanceof DiskEvent.DirectoryForced directory) {
            final List<DiskEvent> events = pending.getOrDefault(directory.directory(), new ArrayList<>());
            events.forEach(change -> apply(change, entriesOf(directory.directory()), true));
            events.clear();
        }
    }

    private void addPending(String directory, DiskEvent event) {
        pending.computeIfAbsent(directory, name -> new ArrayList<>()).add(event);
    }

    private List<byte[]> versionsOf(int file) {
        return versions.computeIfAbsent(file, number -> new ArrayList<>(List.of(EMPTY)));
    }

    private SortedMap<String, Integer> entriesOf(String directory) {
        return forced.computeIfAbsent(directory, name -> new TreeMap<>());
    }

    private static void apply(DiskEvent change, Map<String, Integer> entries, boolean whole) {
        if (change instanceof DiskEvent.Linked linked) {
            entries.put(linked.name(), linked.file());
        } else if (change instanceof DiskEvent.Unlinked unlinked) {
            entries.remove(unlinked.name());
        } else if (change instanceof DiskEvent.Renamed renamed) {
            entries.put(renamed.to(), renamed.file());
            if (whole) {
                entries.remove(renamed.from());
            }
        }
    }

    /* ---------------- One outcome ---------------- */

    /**
     * Returns what is left, by path; a directory has no bytes.
     *
     * @param choice is asked at each place where there are several possibilities, always in the same order; returns one of
     *     the numbers from 0, where nothing is on the disk that was not forced, to one below its argument, where
     *     everything is
     */
    Map<String, byte[]> outcome(IntUnaryOperator choice) {
        final Map<Integer, byte[]> contents = new HashMap<>();
        versions.forEach((file, all) -> contents.put(file, content(all, choice)));
        final Map<String, SortedMap<String, Integer>> directories = new TreeMap<>();
        forced.forEach((directory, entries) -> directories.put(directory, new TreeMap<>(entries)));
        pending.forEach((directory, changes) -> {
            final SortedMap<String, Integer> entries = directories.computeIfAbsent(directory, name -> new TreeMap<>());
            changes.forEach(change -> applyPerhaps(change, entries, choice));
        });
        final Map<String, byte[]> tree = new TreeMap<>();
        collect("", directories, contents, tree);
        return tree;
    }

    private static void applyPerhaps(DiskEvent change, Map<String, Integer> entries, IntUnaryOperator choice) {
        final int last = change instanceof DiskEvent.Renamed ? 2 : 1;
        final int chosen = choice.applyAsInt(last + 1);
        if (chosen > 0) {
            apply(change, entries, chosen == last);
        }
    }

    private static void collect(
            String directory,
            Map<String, SortedMap<String, Integer>> directories,
            Map<Integer, byte[]> contents,
            Map<String, byte[]> tree) {
        directories.getOrDefault(directory, new TreeMap<>()).forEach((name, file) -> {
            final String path = directory.isEmpty() ? name : directory + "/" + name;
            if (file == DiskEvent.DIRECTORY) {
                tree.put(path, null);
                collect(path, directories, contents, tree);
            } else {
                tree.put(path, contents.getOrDefault(file, EMPTY));
            }
        });
    }

    /** Makes the files of an outcome. */
    static void restore(Map<String, byte[]> tree, Path root) throws IOException {
        Files.createDirectories(root);
        for (final Map.Entry<String, byte[]> entry : tree.entrySet()) {
            final Path path = root.resolve(entry.getKey());
            if (entry.getValue() == null) {
                Files.createDirectory(path);
            } else {
                Files.write(path, entry.getValue());
            }
        }
    }

    /* ---------------- One file ---------------- */

    private static byte[] content(List<byte[]> all, IntUnaryOperator choice) {
        if (all.size() == 1) {
            return all.get(0);
        }
        final List<Integer> lengths =
                different(all.stream().map(bytes -> bytes.length).toList(), Integer::equals);
        final int length = lengths.get(choose(lengths.size(), choice));
        final int longest = Collections.max(lengths);
        final byte[] content = new byte[longest];
        for (int from = 0; from < longest; from += PAGE_LENGTH) {
            fillPage(content, from, Math.min(longest, from + PAGE_LENGTH), all, choice);
        }
        return Arrays.copyOf(content, length);
    }

    private static void fillPage(byte[] content, int from, int to, List<byte[]> all, IntUnaryOperator choice) {
        final List<byte[]> pages = different(all, from, to);
        if (pages.size() == 1) {
            System.arraycopy(pages.get(0), 0, content, from, to - from);
            return;
        }
        final int torn = pages.size() - 1;
        final int chosen = choice.applyAsInt(pages.size() + 1);
        if (chosen != torn) {
            System.arraycopy(pages.get(Math.min(chosen, torn)), 0, content, from, to - from);
            return;
        }
        for (int sector = 0; sector < to - from; sector += SECTOR_LENGTH) {
            final byte[] source = pages.get(choose(pages.size(), choice));
            System.arraycopy(source, sector, content, from + sector, Math.min(SECTOR_LENGTH, to - from - sector));
        }
    }

    /** Returns the contents that a page has had; what a file lacks of it reads as zeros. */
    private static List<byte[]> different(List<byte[]> all, int from, int to) {
        return different(all.stream().map(bytes -> page(bytes, from, to)).toList(), Arrays::equals);
    }

    private static byte[] page(byte[] bytes, int from, int to) {
        final byte[] page = new byte[to - from];
        if (bytes.length > from) {
            System.arraycopy(bytes, from, page, 0, Math.min(bytes.length, to) - from);
        }
        return page;
    }

    /** Returns the first and the last of values, and between them what differs from both; one, if they are all equal. */
    private static <T> List<T> different(List<T> values, BiPredicate<T, T> equal) {
        final T first = values.get(0);
        final T last = values.get(values.size() - 1);
        final List<T> different = new ArrayList<>(List.of(first));
        for (final T value : values) {
            if (!equal.test(value, last) && different.stream().noneMatch(known -> equal.test(known, value))) {
                different.add(value);
            }
        }
        if (different.size() > 1 || !equal.test(first, last)) {
            different.add(last);
        }
        return different;
    }

    private static int choose(int possibilities, IntUnaryOperator choice) {
        return possibilities == 1 ? 0 : choice.applyAsInt(possibilities);
    }
}
