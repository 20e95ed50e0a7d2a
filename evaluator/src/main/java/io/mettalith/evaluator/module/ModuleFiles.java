package io.mettalith.evaluator.module;

import io.mettalith.evaluator.module.Module.Location;
import io.mettalith.evaluator.syntax.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where modules are looked for: {@code a:b} is {@code a/b.metta} or {@code a/b/module.metta}, first beside the module that
 * asks, then in the program's directory, then in those included, in their order.
 */
final class ModuleFiles {
    private static final String EXTENSION = ".metta";
    private static final String IN_DIRECTORY = "module" + EXTENSION;

    private final List<Path> included = new ArrayList<>();
    private Path directory = Path.of("");

    void directory(Path program) {
        directory = program;
    }

    void include(Path path) {
        included.add(path);
    }

    /** Returns the directory of the program. */
    Location top() {
        return new Location(directory, ModuleName.TOP);
    }

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

    /** Returns the file of a module in a directory, or null. */
    static Path find(Path directory, ModuleName name) {
        Path parent = directory;
        for (final String word : name.words().subList(0, name.words().size() - 1)) {
            parent = parent.resolve(word);
        }
        final String last = name.words().get(name.words().size() - 1);
        final Path file = parent.resolve(last + EXTENSION);
        final Path inDirectory = parent.resolve(last).resolve(IN_DIRECTORY);
        return Files.isRegularFile(file) ? file : Files.isRegularFile(inDirectory) ? inDirectory : null;
    }

    /** Returns the names of the modules in a directory, in the order of the alphabet; none where it cannot be read. */
    static List<String> in(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> Files.isDirectory(path) ? path.resolve(IN_DIRECTORY) : path)
                    .filter(path -> path.toString().endsWith(EXTENSION) && Files.isRegularFile(path))
                    .map(ModuleFiles::nameOf)
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    /** Returns the file that a path names: itself, or what is in the directory that it is. */
    Path resolve(Module asking, String path) {
        final Path directoryOf = asking.isTop() ? directory : asking.beside().directory();
        final Path named = directoryOf.resolve(path);
        final Path file = Files.isDirectory(named) ? named.resolve(IN_DIRECTORY) : named;
        if (!Files.isRegularFile(file)) {
            throw new ModuleException("no such module: file=" + file + "; name a file" + " or a directory with a "
                    + IN_DIRECTORY + " in it");
        }
        return file;
    }

    /** Returns the last word of the name of the module in a file. */
    static String nameOf(Path file) {
        final Path named = isInDirectory(file) ? file.toAbsolutePath().getParent() : file;
        final String text = named.getFileName().toString();
        return text.endsWith(EXTENSION) ? text.substring(0, text.length() - EXTENSION.length()) : text;
    }

    private static boolean isInDirectory(Path file) {
        return IN_DIRECTORY.equals(file.getFileName().toString());
    }

    /** Returns where the neighbours of the module of that name are, which is in that file. */
    static Location beside(Path file, String name) {
        if (isInDirectory(file)) {
            return below(file, name);
        }
        return new Location(directoryOf(file), name.substring(0, Math.max(0, name.lastIndexOf(':'))));
    }

    /** Returns where the parts of the module of that name are, which is in that file. */
    static Location below(Path file, String name) {
        return new Location(
                isInDirectory(file) ? directoryOf(file) : directoryOf(file).resolve(nameOf(file)), name);
    }

    private static Path directoryOf(Path file) {
        final Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Returns what makes two paths to one file equal. */
    static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    static SourceText read(Path file) {
        try {
            return SourceText.ofUtf8(file.toString(), Files.readAllBytes(file));
        } catch (final IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ModuleException unreadable(Path file, IOException cause) {
        return new ModuleException(
                "module cannot be read: file=" + file + ", reason=" + cause.getMessage() + "; check who may read it");
    }
}
