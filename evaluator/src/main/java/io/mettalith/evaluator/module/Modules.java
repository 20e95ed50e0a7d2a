package io.mettalith.evaluator.module;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.module.Module.Location;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.SyntaxErrorsException;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.SpaceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

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
    private final Function<Atom, String> format;
    private final ModuleFiles files = new ModuleFiles();
    private final Module top;
    private final Map<String, NativeModule> natives = new HashMap<>();
    private final Map<String, SpaceId> loaded = new TreeMap<>();
    private final Map<Path, String> nameOfFile = new HashMap<>();

    /**
     * Makes the table of an interpreter, with the module that its programs begin in.
     *
     * @param words what words stand for in every module
     * @param format how atoms are shown
     */
    public Modules(
            Knowledge knowledge,
            Operations operations,
            ModuleRunner runner,
            Tokenizer words,
            Function<Atom, String> format) {
        this.knowledge = knowledge;
        this.operations = operations;
        this.runner = runner;
        this.words = words;
        this.format = format;
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

    /**
     * Adds a directory to look for modules in, after those added before. Modules are loaded from it, from the program's
     * directory and from those of registered modules, and from nowhere else.
     */
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

    /** Returns the names of the modules that are written in Java, in the order of the alphabet. */
    public List<String> builtin() {
        return natives.keySet().stream().sorted().toList();
    }

    /**
     * Imports a module that is written in Java, as a program does by {@code (import! &self <name>)}.
     *
     * @throws ModuleException if there is none of that name
     */
    public void importBuiltin(String name) {
        if (!natives.containsKey(name)) {
            throw new ModuleException("no such module: name=" + name + ", known=" + builtin());
        }
        load(top, ModuleName.parse(name));
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

    /**
     * Returns what a space is called: the token that is bound to it in the module that programs begin in, the first of the
     * alphabet, or else {@code &} with the full name of the module whose space it is; null where it has no name.
     */
    public String nameOf(SpaceAtom space) {
        final SpaceAtom whole = new SpaceAtom(space.high(), space.low());
        final String token = top.tokenizer().nameOf(whole);
        if (token != null) {
            return token;
        }
        final SpaceId id = new SpaceId(space.high(), space.low());
        return loaded.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .findFirst()
                .map(entry -> "&" + entry.getKey())
                .orElse(null);
    }

    /** Returns the full names of all loaded modules, in the order of the alphabet. */
    public Collection<String> names() {
        return List.copyOf(loaded.keySet());
    }

    /** Returns what modules there are, by the directory they are in, {@code builtin} for those written in Java. */
    public Map<String, List<String>> available() {
        final Map<String, List<String>> available = new LinkedHashMap<>();
        available.put("builtin", builtin());
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
    String load(Module asking, ModuleReference reference) {
        return reference instanceof ModuleName name
                ? loadByName(asking, name)
                : loadByPath(asking, (ModulePath) reference);
    }

    /* ---------------- By name ---------------- */

    private String loadByName(Module asking, ModuleName name) {
        final String ofNative = loadNative(name);
        if (ofNative != null) {
            return ofNative;
        }
        for (final Location location : files.locations(asking, name)) {
            final String full = name.under(location.name());
            if (loaded.containsKey(full)) {
                return full;
            }
            final List<ModuleSource> way = files.find(location, name);
            if (!way.isEmpty() && way.get(way.size() - 1).hasText()) {
                return loadAll(way);
            }
        }
        return loadAll(wayToDirectory(asking, name));
    }

    /** Returns the way to a module that only holds others. */
    private List<ModuleSource> wayToDirectory(Module asking, ModuleName name) {
        return files.locations(asking, name).stream()
                .map(location -> files.find(location, name))
                .filter(way -> !way.isEmpty())
                .findFirst()
                .orElseThrow(() -> notFound(asking, name));
    }

    private String loadAll(List<ModuleSource> way) {
        String last = null;
        for (final ModuleSource source : way) {
            last = loaded.containsKey(source.name()) ? source.name() : load(source);
        }
        return last;
    }

    private ModuleException notFound(Module asking, ModuleName name) {
        return notFound("name=" + name, files.locations(asking, name).stream().map(Location::directory));
    }

    private static ModuleException notFound(String what, Stream<Path> directories) {
        return new ModuleException("module not found: " + what + ", searched=" + ModuleFiles.shown(directories)
                + "; put the file there or name its directory with --include");
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

    /* ---------------- By path ---------------- */

    private String loadByPath(Module asking, ModulePath path) {
        final Path file = fileOf(asking, path);
        files.confine(file);
        final String known = nameOfFile.get(ModuleSource.identity(file));
        return known == null ? load(new ModuleSource(nameOf(file), file)) : known;
    }

    private Path fileOf(Module asking, ModulePath path) {
        final Path file = files.find(asking, path);
        if (file == null) {
            throw notFound("path=" + path, files.bases(asking, path).stream());
        }
        return file;
    }

    /** Returns the name of the module in a file by the root that it is in. */
    private String nameOf(Path file) {
        final List<String> names = files.names(file);
        return names.stream()
                .filter(name -> !isTaken(name, file))
                .findFirst()
                .orElseThrow(() -> nameTaken(names.get(0), file));
    }

    /** Reports whether a name is that of a module in another file. */
    private boolean isTaken(String name, Path file) {
        final Path identity = ModuleSource.identity(file);
        return nameOfFile.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue().equals(name) && !entry.getKey().equals(identity));
    }

    private static ModuleException nameTaken(String name, Path file) {
        return new ModuleException("two modules of one name: name=" + name + ", file=" + file
                + "; rename one, or include the directory above it");
    }

    /** Loads the module of a path, under the name of the file; returns the full name. */
    String register(Module asking, String path) {
        final Path file = files.toRegister(asking, path);
        final ModuleName name = ModuleName.parse(ModuleName.TOP + ":" + ModuleSource.lastWord(file));
        final ModuleSource source = new ModuleSource(name.under(ModuleName.TOP), sourceOf(file));
        if (isTaken(source.name(), source.path())) {
            throw nameTaken(source.name(), source.path());
        }
        files.register(source);
        knowledge.onFailure(() -> files.unregister(source.name()));
        return loaded.containsKey(source.name()) ? source.name() : load(source);
    }

    /** Returns the file in a directory where there is one. */
    private static Path sourceOf(Path path) {
        final Path inDirectory = path.resolve(ModuleSource.IN_DIRECTORY);
        return Files.isRegularFile(inDirectory) ? inDirectory : path;
    }

    /* ---------------- Loading ---------------- */

    private String load(ModuleSource source) {
        files.confine(source.path());
        final String name = source.name();
        final Path identity = source.identity();
        final String known = nameOfFile.get(identity);
        if (known != null) {
            if (!known.equals(name)) {
                keep(name, loaded.get(known));
            }
            return known;
        }
        final Module module =
                new Module(name, knowledge.environment().newSpace(), words.copy(), source.beside(), source.below());
        put(name, module.space());
        nameOfFile.put(identity, name);
        knowledge.onFailure(() -> nameOfFile.remove(identity));
        try {
            run(module, source);
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

    private void run(Module module, ModuleSource source) {
        final List<Atom> last = new ArrayList<>();
        if (!run(module, source.text(), last)) {
            final Atom error = last.stream().filter(Names::isError).findFirst().orElseThrow();
            throw new ModuleException("module ends in an error: name=" + module.name() + ", file=" + source.path()
                    + ", error=" + format.apply(error) + "; correct it and import again");
        }
    }

    private boolean run(Module module, SourceText text, List<Atom> lastResults) {
        try {
            return runner.run(text, module, results -> {
                lastResults.clear();
                lastResults.addAll(results);
            });
        } catch (final SyntaxErrorsException e) {
            throw new ModuleException("module is not MeTTa: " + e.getMessage());
        }
    }

    /** Runs the text of a module as part of the one that asks; returns the results of its last {@code !}. */
    List<Atom> include(Module asking, ModuleReference reference) {
        final Path file =
                reference instanceof ModuleName name ? textOf(asking, name) : fileOf(asking, (ModulePath) reference);
        files.confine(file);
        final List<Atom> last = new ArrayList<>();
        run(asking, new ModuleSource(asking.name(), file).text(), last);
        return last;
    }

    private Path textOf(Module asking, ModuleName name) {
        return files.locations(asking, name).stream()
                .map(location -> files.find(location, name))
                .filter(way -> !way.isEmpty() && way.get(way.size() - 1).hasText())
                .findFirst()
                .map(way -> way.get(way.size() - 1).path())
                .orElseThrow(() -> notFound(asking, name));
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
}
