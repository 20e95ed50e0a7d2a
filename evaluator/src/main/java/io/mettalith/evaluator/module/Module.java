package io.mettalith.evaluator.module;

import io.mettalith.evaluator.atom.SpaceAtom;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.evaluator.syntax.Tokenizer;
import io.mettalith.store.environment.SpaceId;
import java.nio.file.Path;

/**
 * A module while its text is run: its space, which {@code &self} names in its text; its tokens, which are nobody else's;
 * and where the modules are that it asks for.
 *
 * <p>Threading: one thread at a time.
 */
public final class Module {
    private final String name;
    private final SpaceId space;
    private final Tokenizer tokenizer;
    private final Location beside;
    private final Location below;

    /**
     * A directory that modules are looked for in.
     *
     * @param directory the directory
     * @param name that of the module whose parts are there
     */
    record Location(Path directory, String name) {
        @Override
        public String toString() {
            return directory.toString();
        }
    }

    Module(String name, SpaceId space, Tokenizer words, Location beside, Location below) {
        this.name = name;
        this.space = space;
        this.tokenizer = words;
        this.beside = beside;
        this.below = below;
        tokenizer.bind(Names.SELF, Knowledge.atomOf(space));
    }

    /** Returns the full name, from {@code top} on. */
    public String name() {
        return name;
    }

    /** Returns the space that its atoms go into. */
    public SpaceId space() {
        return space;
    }

    /** Returns the tokens of its text. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Returns the word that its text has for a space, other than {@code &self}, or null. */
    public String nameOf(SpaceAtom named) {
        final String word = tokenizer.nameOf(named);
        return Names.SELF.name().equals(word) ? null : word;
    }

    /** Reports whether a program begins here, so that its tokens are kept with the environment. */
    public boolean isTop() {
        return ModuleName.TOP.equals(name);
    }

    /** Returns where its neighbours are. */
    Location beside() {
        return beside;
    }

    /** Returns where its parts are. */
    Location below() {
        return below;
    }
}
