package io.mettalith.evaluator.builtin;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.NativeAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Machine;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.NativeModule;
import io.mettalith.evaluator.stdlib.Library;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reading and writing files. */
final class FileModule implements NativeModule {
    private static final Symbol TYPE = Symbol.of("FileHandle");

    /** What is done with an open file. */
    private interface Use {
        Atom of(Machine machine, FileHandle file, Atom[] arguments) throws IOException;
    }

    @Override
    public String name() {
        return "fileio";
    }

    @Override
    public void define(Operations operations) {
        new Library(operations)
                .function(
                        "file-open!", "(-> String String FileHandle)", (machine, arguments) -> open(machine, arguments))
                .function(
                        "file-read-to-string!",
                        "(-> FileHandle String)",
                        using("file-read-to-string!", (machine, file, arguments) -> new StringAtom(file.readToEnd())))
                .function(
                        "file-read-exact!",
                        "(-> FileHandle Number String)",
                        using(
                                "file-read-exact!",
                                (machine, file, arguments) ->
                                        new StringAtom(file.read(natural(machine, arguments[1])))))
                .function(
                        "file-get-size!",
                        "(-> FileHandle Number)",
                        using("file-get-size!", (machine, file, arguments) -> Numbers.integer(file.sizeBytes())))
                .function(
                        "file-write!",
                        "(-> FileHandle String (->))",
                        using("file-write!", (machine, file, arguments) -> {
                            file.write(string(machine, arguments[1]));
                            return Expression.UNIT;
                        }))
                .function(
                        "file-seek!", "(-> FileHandle Number (->))", using("file-seek!", (machine, file, arguments) -> {
                            file.seek(natural(machine, arguments[1]));
                            return Expression.UNIT;
                        }));
    }

    private static Atom open(Machine machine, Atom... arguments) {
        try {
            final Path path = Path.of(string(machine, arguments[0]));
            return new NativeAtom(FileHandle.open(path, string(machine, arguments[1])), TYPE);
        } catch (final IOException | RuntimeException e) {
            return failed("file-open!", arguments, e);
        }
    }

    private static Operation.Function using(String name, Use use) {
        return (machine, arguments) -> {
            try {
                return use.of(machine, handle(machine, arguments[0]), arguments);
            } catch (final IOException | RuntimeException e) {
                return failed(name, arguments, e);
            }
        };
    }

    private static Atom failed(String name, Atom[] arguments, Exception e) {
        return Library.error(name, arguments, name + " failed: " + reason(e));
    }

    private static String reason(Exception e) {
        if (e instanceof NoSuchFileException file) {
            return "no such file: file=" + file.getFile() + "; add c to the modes to create it";
        }
        if (e instanceof FileSystemException file) {
            return "the file system refuses: " + e.getClass().getSimpleName() + ", file=" + file.getFile();
        }
        if (e instanceof CharacterCodingException) {
            return "what was read is not UTF-8; read from where a character begins to where one ends";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static FileHandle handle(Machine machine, Atom atom) {
        final FileHandle file = atom instanceof NativeAtom object ? object.value(FileHandle.class) : null;
        if (file == null) {
            throw new IllegalArgumentException(
                    "a file handle is expected: found=" + machine.host().format(atom));
        }
        return file;
    }

    private static String string(Machine machine, Atom atom) {
        if (!(atom instanceof StringAtom string)) {
            throw new IllegalArgumentException(
                    "a string is expected: found=" + machine.host().format(atom));
        }
        return string.value();
    }

    private static long natural(Machine machine, Atom atom) {
        if (!(atom instanceof IntegerAtom integer) || integer.value() < 0) {
            throw new IllegalArgumentException(
                    "an integer from 0 on is expected: found=" + machine.host().format(atom));
        }
        return integer.value();
    }
}
