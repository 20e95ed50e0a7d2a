package io.mettalith.store.snapshot;

import io.mettalith.store.disk.FileOperations;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.disk.ValueFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The system's files, with a record of what each step does to the tree below a directory and of what it makes durable.
 *
 * <p>What has changed is found by comparing the whole tree before and after each step. So it does not matter by which
 * way a step writes, through a mapping or not, nor which files a store has; and what happens outside of the steps is
 * recorded as well, as not durable.
 */
final class DiskRecorder implements InvocationHandler {
    private static final String KILLED = "killed";

    private final Path root;
    private final List<DiskEvent> events = new ArrayList<>();
    private final Map<Object, Integer> filesOfMaps = new IdentityHashMap<>();
    private final List<Omission> omissions;
    private SortedMap<String, Node> tree = new TreeMap<>();
    private int nextFile;
    private int steps;
    private int killAt = Integer.MAX_VALUE;
    private boolean killedUnforced;

    /** A file or a directory, which has no bytes. */
    private record Node(Object key, int file, byte[] bytes) {
        boolean isSame(Node other) {
            return other != null && key.equals(other.key);
        }
    }

    /**
     * Steps that are left out: a planted bug.
     *
     * @param step name of the method
     * @param path how the path of what it is about ends; a map has none
     */
    record Omission(String step, String path) {
        boolean covers(Method method, Object[] arguments) {
            final boolean named = path.isEmpty() || !(arguments[0] instanceof Path file) || file.endsWith(path);
            return named && method.getName().equals(step);
        }
    }

    DiskRecorder(Path root, Omission... omissions) {
        this.root = root;
        this.omissions = List.of(omissions);
    }

    FileOperations files() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(), new Class<?>[] {FileOperations.class}, this);
    }

    /** Returns what has happened so far. */
    List<DiskEvent> events() {
        return events;
    }

    /** Returns the number of steps so far. */
    int steps() {
        return steps;
    }

    /**
     * Ends the process, as far as the disk can tell, at a step.
     *
     * @param step that is the last to do anything
     * @param unforced whether it does not come to make durable what it has done
     */
    void killAt(int step, boolean unforced) {
        killAt = step;
        killedUnforced = unforced;
    }

    /** Goes on, as another process. Reports whether the one before came to its end. */
    boolean restart() {
        final boolean killed = steps > killAt;
        killAt = Integer.MAX_VALUE;
        return killed;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (steps > killAt) {
            throw new IOException(KILLED);
        }
        observe();
        final boolean last = steps++ == killAt;
        if (omissions.stream().anyMatch(omission -> omission.covers(method, arguments))) {
            return null;
        }
        final Object result = call(method, arguments);
        observe();
        if (!last || !killedUnforced) {
            recordForced(method.getName(), arguments, result);
        }
        if (last) {
            close(result);
            throw new IOException(KILLED);
        }
        return result;
    }

    private static Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(SystemFiles.INSTANCE, arguments);
        } catch (final InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void close(Object result) {
        if (result instanceof ValueFile map) {
            map.close();
        }
    }

    /* ---------------- What is durable ---------------- */

    private void recordForced(String step, Object[] arguments, Object result) {
        switch (step) {
            case "write", "append", "truncate", "force" -> recordForced(file((Path) arguments[0]));
            case "forceDirectory" -> events.add(new DiskEvent.DirectoryForced(relative((Path) arguments[0])));
            case "sync" -> recordForced(Optional.ofNullable(filesOfMaps.get(arguments[0])));
            case "createMap", "openMap" ->
                filesOfMaps.put(result, file((Path) arguments[0]).orElseThrow());
            case "createDirectories", "move", "delete", "allocate", "put" -> {
                // durable when the directory, or the map, is forced
            }
            default -> throw new AssertionError("unknown step: step=" + step + "; say here what it makes durable");
        }
    }

    private void recordForced(Optional<Integer> file) {
        file.ifPresent(number -> events.add(new DiskEvent.FileForced(number)));
    }

    /** Returns the number of a file, or nothing if it is outside of what is recorded. */
    private Optional<Integer> file(Path path) {
        return Optional.ofNullable(tree.get(relative(path))).map(Node::file);
    }

    private String relative(Path path) {
        return root.relativize(path).toString();
    }

    /* ---------------- What has changed ---------------- */

    /** Records how the tree differs from when it was last looked at. */
    void observe() {
        final SortedMap<String, Node> before = tree;
        final SortedMap<String, Node> after = look(before);
        tree = after;
        before.forEach((path, node) -> recordIfGone(path, node, after));
        after.forEach((path, node) -> recordIfNew(path, node, before));
        after.forEach((path, node) -> recordIfWritten(node, before));
    }

    private SortedMap<String, Node> look(SortedMap<String, Node> before) {
        final SortedMap<String, Node> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (final Path path : paths.filter(path -> !path.equals(root)).toList()) {
                found.put(relative(path), look(path, before));
            }
            return found;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Node look(Path path, SortedMap<String, Node> before) throws IOException {
        final BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            return new Node(attributes.fileKey(), DiskEvent.DIRECTORY, null);
        }
        final int number = before.values().stream()
                .filter(node -> node.key().equals(attributes.fileKey()))
                .mapToInt(Node::file)
                .findAny()
                .orElseGet(() -> nextFile++);
        return new Node(attributes.fileKey(), number, Files.readAllBytes(path));
    }

    private void recordIfGone(String path, Node node, SortedMap<String, Node> after) {
        if (after.containsKey(path)) {
            return;
        }
        final Optional<String> renamed = after.entrySet().stream()
                .filter(entry -> node.isSame(entry.getValue()) && node.file() != DiskEvent.DIRECTORY)
                .map(Map.Entry::getKey)
                .findAny();
        events.add(
                renamed.<DiskEvent>map(to -> new DiskEvent.Renamed(directory(path), name(path), name(to), node.file()))
                        .orElseGet(() -> new DiskEvent.Unlinked(directory(path), name(path))));
    }

    private void recordIfNew(String path, Node node, SortedMap<String, Node> before) {
        final boolean known = before.values().stream().anyMatch(node::isSame);
        if (!known) {
            events.add(new DiskEvent.Linked(directory(path), name(path), node.file()));
        }
    }

    private void recordIfWritten(Node node, SortedMap<String, Node> before) {
        if (node.bytes() == null) {
            return;
        }
        final Optional<Node> old = before.values().stream().filter(node::isSame).findAny();
        final boolean same =
                old.map(known -> Arrays.equals(known.bytes(), node.bytes())).orElse(node.bytes().length == 0);
        if (!same) {
            events.add(new DiskEvent.Written(node.file(), node.bytes()));
        }
    }

    private static String directory(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
