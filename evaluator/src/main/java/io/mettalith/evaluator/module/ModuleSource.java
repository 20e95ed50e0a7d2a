package io.mettalith.evaluator.module;

import io.mettalith.evaluator.module.Module.Location;
import io.mettalith.evaluator.syntax.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a module is made of: a file {@code m.metta}, a file {@code m/module.metta}, or a directory {@code m} without one,
 * which is a module that only holds others.
 *
 * @param name the full name of the module
 * @param path the file, or the directory where there is none
 */
record ModuleSource(String name, Path path) {
    static final String EXTENSION = ".metta";
    static final String IN_DIRECTORY = "module" + EXTENSION;

    /** Returns the file or directory of the module of a name without its ending, or null where there is none. */
    static Path at(Path unended) {
        final Path fileName = unended.getFileName();
        if (fileName == null) {
            return null;
        }
        final Path file = unended.resolveSibling(fileName + EXTENSION);
        if (Files.isRegularFile(file)) {
            return file;
        }
        final Path inDirectory = unended.resolve(IN_DIRECTORY);
        if (Files.isRegularFile(inDirectory)) {
            return inDirectory;
        }
        return Files.isDirectory(unended) ? unended : null;
    }

    /** Reports whether there is a text to run. */
    boolean hasText() {
        return !Files.isDirectory(path);
    }

    /** Returns the text, which is empty for a directory without one. */
    SourceText text() {
        try {
            return hasText()
                    ? SourceText.ofUtf8(path.toString(), Files.readAllBytes(path))
                    : SourceText.of(path.toString(), "");
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Returns where the neighbours of the module are. */
    Location beside() {
        return holdsOthers()
                ? below()
                : new Location(directoryOf(path), name.substring(0, Math.max(0, name.lastIndexOf(':'))));
    }

    /** Returns where the parts of the module are. */
    Location below() {
        return new Location(
                !hasText()
                        ? path
                        : holdsOthers() ? directoryOf(path) : directoryOf(path).resolve(lastWord(path)),
                name);
    }

    private boolean holdsOthers() {
        return !hasText() || isInDirectory(path);
    }

    private static boolean isInDirectory(Path file) {
        return IN_DIRECTORY.equals(file.getFileName().toString());
    }

    /** Returns the directory that a file is in. */
    static Path directoryOf(Path file) {
        final Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    /** Returns the path of a module's file or directory, whole, without what a name does not have of it. */
    static Path unended(Path path) {
        final Path whole = path.toAbsolutePath().normalize();
        if (whole.getFileName() == null) {
            return whole;
        }
        final String last = whole.getFileName().toString();
        if (last.equals(IN_DIRECTORY)) {
            return whole.getParent();
        }
        return last.endsWith(EXTENSION)
                ? whole.resolveSibling(last.substring(0, last.length() - EXTENSION.length()))
                : whole;
    }

    /** Returns the last word of the name of the module in a file or directory. */
    static String lastWord(Path path) {
        return String.valueOf(unended(path).getFileName());
    }

    /** Returns what makes two paths to one file equal. */
    Path identity() {
        return identity(path);
    }

    /** Returns what makes two paths to one file equal. */
    static Path identity(Path path) {
        try {
            return path.toRealPath();
        } catch (final IOException e) {
            throw unreadable(path, e);
        }
    }

    private static ModuleException unreadable(Path file, IOException cause) {
        return new ModuleException(
                "module cannot be read: file=" + file + ", reason=" + cause.getMessage() + "; check who may read it");
    }
}
