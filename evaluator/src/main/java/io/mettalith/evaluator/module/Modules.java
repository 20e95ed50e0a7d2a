package io.mettalith.evaluator.module;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.Module.Location;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.SpaceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The modules that a program has loaded. Each is run once, when it is first asked for, in a space of its own.
 *
 * <p>Which modules are loaded is part of the environment, as an entry of a token {@code "module <name>"} with the space as
 * its value: whoever goes on from a snapshot finds them and does not run them again. A module with an error is forgotten,
 * and run anew when it is asked for again.
 *
 * <p>A module that asks, while it is run, for one that asked for it gets that one as far as it is.
 *
 * <p>Threading: that of the interpreter it belongs to.
 */
public final class Modules {
    private static final String PREFIX = "module ";

    private final Knowledge knowledge;
    private final Operations operations;
    private final ModuleRunner runner;
    private final Tokenizer words;
    private final ModuleFiles files = new ModuleFiles();
    private final Module top;
    private final Map<String, NativeModule> natives = new HashMap<>();
    private final Map<String, SpaceId> loaded = new TreeMap<>();
    private final Map<Path, String> nameOfFile = new HashMap<>();

    /**
     * Makes the table of an interpreter, with the module that its programs begin in.
     *
     * @param words what words stand for in every module
     */
    public Modules(Knowledge knowledge, Operations operations, ModuleRunner runner, Tokenizer words) {
        this.knowledge = knowledge;
        this.operations = operations;
        this.runner = runner;
        this.words = words;
        final Location nowhere = files.top();
        top = new Module(ModuleName.TOP, SpaceId.MAIN, words.copy(), nowhere, nowhere);
        loaded.put(ModuleName.TOP, SpaceId.MAIN);
    }

    /** Returns the module that programs begin in, which has the main space. */
    public Module top() {
        return top;
    }

    /** Sets the directory of the program, where its modules are looked for; unless set, where the process runs. */
    public void directory(Path directory) {
        files.directory(directory);
    }

    /** Adds a directory to look for modules in, after those added before. */
    public void include(Path directory) {
        files.include(directory);
    }

    /** Adds a module that is written in Java. If the environment has imported it before, its operations are defined now. */
    public void provide(NativeModule module) {
        natives.put(module.name(), module);
        if (loaded.containsKey(ModuleName.TOP + ":" + module.name())) {
            module.define(operations);
        }
    }

    /** Takes an entry of an environment's tokens, and reports whether it is that of a module. */
    public boolean restore(String token, Atom value) {
        if (!token.startsWith(PREFIX)) {
            return false;
        }
        final String name = token.substring(PREFIX.length());
        if (value instanceof SpaceAtom space) {
            loaded.put(name, new SpaceId(space.high(), space.low()));
            final NativeModule module = nativeOf(name);
            if (module != null) {
                module.define(operations);
            }
        }
        return true;
    }

    /** Returns the space of a module that is loaded, by the name that a program would import it by, or null. */
    public SpaceAtom find(String name) {
        final SpaceId space = loaded.getOrDefault(name, loaded.get(ModuleName.TOP + ":" + name));
        return space == null ? null : Knowledge.atomOf(space);
    }

    /** Returns the full names of all loaded modules, in the order of the alphabet. */
    public Collection<String> names() {
        return List.copyOf(loaded.keySet());
    }

    /** Returns what modules there are, by the directory they are in, {@code builtin} for those written in Java. */
    public Map<String, List<String>> available() {
        final Map<String, List<String>> available = new LinkedHashMap<>();
        available.put("builtin", natives.keySet().stream().sorted().toList());
        files.locations(top, new ModuleName(ModuleName.Root.TOP, List.of()))
                .forEach(location ->
                        available.put(location.directory().toString(), ModuleFiles.in(location.directory())));
        return available;
    }

    /**
     * Returns the full name of a module, which has been loaded by then.
     *
     * @throws ModuleException if it is not found, or ends in an error
     */
    String load(Module asking, String text) {
        final ModuleName name = ModuleName.parse(text);
        for (int i = 1; i < name.words().size(); i++) {
            loadIfFound(asking, name.first(i));
        }
        final String found = loadIfFound(asking, name);
        if (found == null) {
            throw notFound(asking, name);
        }
        return found;
    }

    private ModuleException notFound(Module asking, ModuleName name) {
        return new ModuleException("module not found: name=" + name + ", searched="
                + files.locations(asking, name).stream()
                        .map(location -> location.directory().toAbsolutePath().toString())
                        .distinct()
                        .toList()
                + "; put the file there or name its directory with --include");
    }

    private String loadIfFound(Module asking, ModuleName name) {
        final String ofNative = loadNative(name);
        if (ofNative != null) {
            return ofNative;
        }
        for (final Location location : files.locations(asking, name)) {
            final String full = name.under(location.name());
            if (loaded.containsKey(full)) {
                return full;
            }
            final Path file = ModuleFiles.find(location.directory(), name);
            if (file != null) {
                return loadFile(full, file);
            }
        }
        return null;
    }

    private String loadNative(ModuleName name) {
        final String full = name.under(ModuleName.TOP);
        final NativeModule module = name.root() == ModuleName.Root.SELF ? null : nativeOf(full);
        if (module == null) {
            return null;
        }
        if (!loaded.containsKey(full)) {
            module.define(operations);
            keep(full, knowledge.environment().newSpace());
        }
        return full;
    }

    private NativeModule nativeOf(String fullName) {
        return fullName.startsWith(ModuleName.TOP + ":")
                ? natives.get(fullName.substring(ModuleName.TOP.length() + 1))
                : null;
    }

    /** Loads the module of a path, under the name of the file; returns the full name. */
    String register(Module asking, String path) {
        final Path file = files.resolve(asking, path);
        final ModuleName name = ModuleName.parse(ModuleName.TOP + ":" + ModuleFiles.nameOf(file));
        final String full = name.under(ModuleName.TOP);
        return loaded.containsKey(full) ? full : loadFile(full, file);
    }

    private String loadFile(String name, Path file) {
        final Path identity = ModuleFiles.identity(file);
        final String known = nameOfFile.get(identity);
        if (known != null) {
            if (!known.equals(name)) {
                keep(name, loaded.get(known));
            }
            return known;
        }
        final Module module = new Module(
                name,
                knowledge.environment().newSpace(),
                words.copy(),
                ModuleFiles.beside(file, name),
                ModuleFiles.below(file, name));
        put(name, module.space());
        nameOfFile.put(identity, name);
        knowledge.onFailure(() -> nameOfFile.remove(identity));
        try {
            run(module, file);
            keep(name, module.space());
            return name;
        } catch (final RuntimeException e) {
            loaded.remove(name);
            nameOfFile.remove(identity);
            throw e;
        }
    }

    private void keep(String name, SpaceId space) {
        put(name, space);
        knowledge.environment().bind(PREFIX + name, knowledge.codec().encode(Knowledge.atomOf(space)));
    }

    private void put(String name, SpaceId space) {
        if (loaded.put(name, space) == null) {
            knowledge.onFailure(() -> loaded.remove(name));
        }
    }

    private void run(Module module, Path file) {
        final List<Atom> last = new ArrayList<>();
        if (!runFile(module, file, last)) {
            throw new ModuleException("module ends in an error: name=" + module.name() + ", file=" + file + ", error="
                    + last.stream().filter(Names::isError).findFirst().orElseThrow() + "; correct it and import again");
        }
    }

    private boolean runFile(Module module, Path file, List<Atom> lastResults) {
        try {
            return runner.run(ModuleFiles.read(file), module, results -> {
                lastResults.clear();
                lastResults.addAll(results);
            });
        } catch (final SyntaxErrorsException e) {
            throw new ModuleException("module is not MeTTa: " + e.getMessage());
        }
    }

    /** Runs the text of a module as part of the one that asks; returns the results of its last {@code !}. */
    List<Atom> include(Module asking, String text) {
        final ModuleName name = ModuleName.parse(text);
        for (final Location location : files.locations(asking, name)) {
            final Path file = ModuleFiles.find(location.directory(), name);
            if (file != null) {
                final List<Atom> last = new ArrayList<>();
                runFile(asking, file, last);
                return last;
            }
        }
        throw notFound(asking, name);
    }

    /** Makes a module see what another has. */
    void use(Module using, String name) {
        final SpaceId space = loaded.get(name);
        if (!space.equals(using.space()) && nativeOf(name) == null) {
            knowledge.addDependency(using.space(), space);
        }
    }

    /** Returns the space of a loaded module. */
    SpaceAtom space(String name) {
        return Knowledge.atomOf(loaded.get(name));
    }

    /** Returns the text that an atom names a module by: a symbol or a string; otherwise null. */
    static String nameIn(Atom atom) {
        if (atom instanceof Symbol symbol) {
            return symbol.name();
        }
        return atom instanceof StringAtom string ? string.value() : null;
    }
}
