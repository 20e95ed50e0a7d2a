package io.mettalith.evaluator.module;

import io.mettalith.evaluator.module.Module.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where modules are looked for, and where they may be.
 *
 * <p>A name {@code a:b} is {@code a/b.metta}, {@code a/b/module.metta} or the directory {@code a/b}, first beside the module
 * that asks, then in the program's directory, then in those included, in their order; where its first word is that of a
 * registered module, below that. A path begins in the directory of the file that asks, or else in the program's, or else
 * in one of those included. A module with a text is preferred to a directory that only holds others, wherever it is.
 *
 * <p>What is loaded lies in one of the <em>roots</em>: the program's directory, the directories of registered modules, and
 * those included. Where a file lies is told by its real path, after {@code ..} and symbolic links.
 */
final class ModuleFiles {
    private static final String LIBRARIES = "lib";

    private final List<Path> included = new ArrayList<>();
    /** By full name, the file or directory of each registered module. */
    private final Map<String, ModuleSource> registered = new LinkedHashMap<>();

    private Path directory = Path.of("");

    void directory(Path program) {
        directory = program;
    }

    void include(Path path) {
        included.add(path);
    }

    void register(ModuleSource source) {
        registered.put(source.name(), source);
    }

    void unregister(String name) {
        registered.remove(name);
    }

    /** Returns the directory of the program. */
    Location top() {
        return new Location(directory, ModuleName.TOP);
    }

    private List<Location> roots() {
        final List<Location> roots = new ArrayList<>();
        roots.add(top());
        registered.values().forEach(source -> roots.add(source.beside()));
        included.forEach(path -> roots.add(new Location(path, ModuleName.TOP)));
        return roots;
    }

    private Path directoryOf(Module asking) {
        return asking.isTop() ? directory : asking.beside().directory();
    }

    /* ---------------- Names ---------------- */

    /** Returns the directories that a name may be in, in the order in which they are asked. */
    List<Location> locations(Module asking, ModuleName name) {
        final List<Location> locations = new ArrayList<>();
        if (name.root() == ModuleName.Root.SELF) {
            locations.add(asking.isTop() ? top() : asking.below());
            return locations;
        }
        if (name.root() == ModuleName.Root.ANYWHERE && !asking.isTop()) {
            locations.add(asking.beside());
        }
        locations.add(top());
        included.forEach(path -> locations.add(new Location(path, ModuleName.TOP)));
        return locations;
    }

    /**
     * Returns the modules that a name leads to from a directory: those on the way that have a text, then the one that is
     * meant; nothing if that is not there.
     */
    List<ModuleSource> find(Location from, ModuleName name) {
        final List<ModuleSource> way = new ArrayList<>();
        Location at = from;
        for (final String word : name.words()) {
            way.removeIf(source -> !source.hasText());
            final ModuleSource source = find(at, word);
            if (source == null) {
                return List.of();
            }
            way.add(source);
            at = source.below();
        }
        return way;
    }

    private ModuleSource find(Location at, String word) {
        final String name = at.name() + ":" + word;
        if (registered.containsKey(name)) {
            return registered.get(name);
        }
        final Path path = ModuleSource.at(at.directory().resolve(word));
        return path == null ? null : new ModuleSource(name, path);
    }

    /** Returns the names of the modules in a directory, in the order of the alphabet; none where it cannot be read. */
    static List<String> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> Files.isDirectory(path) ? path.resolve(ModuleSource.IN_DIRECTORY) : path)
                    .filter(path -> path.toString().endsWith(ModuleSource.EXTENSION) && Files.isRegularFile(path))
                    .map(ModuleSource::lastWord)
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    /* ---------------- Paths ---------------- */

    /** Returns the directories that a path may begin in, in the order in which they are asked. */
    List<Path> bases(Module asking, ModulePath path) {
        final List<Path> bases = new ArrayList<>();
        if (path.library()) {
            final List<Path> libraries = new ArrayList<>(included);
            libraries.add(directory);
            for (final Path library : libraries) {
                bases.add(library);
                bases.add(library.resolve(LIBRARIES));
            }
        } else {
            bases.add(directoryOf(asking));
            bases.add(directory);
            bases.addAll(included);
        }
        return bases;
    }

    /**
     * Returns the file or directory that a path leads to, within the roots where there is such a one, or null where there
     * is none at all.
     */
    Path find(Module asking, ModulePath path) {
        final List<Path> found = new ArrayList<>();
        for (final Path base : bases(asking, path)) {
            final Path at = at(base, path.text());
            if (at != null) {
                found.add(at);
            }
        }
        return found.stream()
                .filter(at -> isWithinRoots(at) && !Files.isDirectory(at))
                .findFirst()
                .or(() -> found.stream().filter(this::isWithinRoots).findFirst())
                .or(() -> found.stream().findFirst())
                .orElse(null);
    }

    private static Path at(Path base, String text) {
        final Path path = resolve(base, text);
        return text.endsWith(ModuleSource.EXTENSION)
                ? (Files.isRegularFile(path) ? path : null)
                : ModuleSource.at(
                        path.getNameCount() == 0 || isStep(path)
                                ? path.toAbsolutePath().normalize()
                                : path);
    }

    /** Reports whether the last part of a path is no name. */
    private static boolean isStep(Path path) {
        final String last = path.getFileName().toString();
        return last.equals("..") || last.equals(".") || last.isEmpty();
    }

    private static Path resolve(Path base, String text) {
        try {
            return base.resolve(text);
        } catch (final InvalidPathException e) {
            throw new ModuleException("not the path of a module: path=" + text + ", reason=" + e.getReason());
        }
    }

    /**
     * Returns the file or directory to register by a path.
     *
     * @throws ModuleException if there is none
     */
    Path toRegister(Module asking, String text) {
        final Path named = resolve(directoryOf(asking), text);
        final Path found = Files.isRegularFile(named) ? named : at(directoryOf(asking), text);
        if (found == null) {
            throw new ModuleException("no such module: path=" + named + "; name a file or a directory");
        }
        return found;
    }

    /* ---------------- Roots ---------------- */

    private static boolean isWithin(Location root, Path identity) {
        return Files.isDirectory(root.directory()) && identity.startsWith(ModuleSource.identity(root.directory()));
    }

    private boolean isWithinRoots(Path path) {
        final Path identity = ModuleSource.identity(path);
        return roots().stream().anyMatch(root -> isWithin(root, identity));
    }

    /**
     * Sees to it that a file or directory is in one of the roots.
     *
     * @throws ModuleException if it is not
     */
    void confine(Path path) {
        if (!isWithinRoots(path)) {
            throw new ModuleException("module outside of the directories that modules may be in: file="
                    + ModuleSource.identity(path) + ", directories="
                    + shown(roots().stream().map(Location::directory))
                    + "; name its directory with --include or register-module!");
        }
    }

    /** Returns the names that a file or directory has from the roots that it is in, in their order. */
    List<String> names(Path path) {
        final Path identity = ModuleSource.identity(path);
        return roots().stream()
                .filter(root -> isWithin(root, identity))
                .map(root -> name(root, identity))
                .distinct()
                .toList();
    }

    private static String name(Location root, Path identity) {
        final Path unended = ModuleSource.unended(identity);
        final Path within = ModuleSource.identity(root.directory()).relativize(unended);
        final StringBuilder name = new StringBuilder(root.name());
        if (within.toString().isEmpty()) {
            return name.append(':').append(unended.getFileName()).toString();
        }
        within.forEach(word -> name.append(':').append(word));
        return name.toString();
    }

    /** Returns paths as they are shown, each once. */
    static List<String> shown(Stream<Path> paths) {
        return paths.map(path -> path.toAbsolutePath().normalize().toString())
                .distinct()
                .toList();
    }
}
