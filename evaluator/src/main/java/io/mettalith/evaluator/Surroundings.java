package io.mettalith.evaluator;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.AtomFormat;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Knowledge;
import io.mettalith.evaluator.interpreter.NotStorableException;
import io.mettalith.evaluator.interpreter.Pragma;
import io.mettalith.evaluator.module.Module;
import io.mettalith.evaluator.module.ModuleHost;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** What the machine of a module runs in: where it prints, the tokens of the text that is read, the settings. */
final class Surroundings implements ModuleHost {
    private final Module module;
    private final Knowledge knowledge;
    private final Console console;
    private final Pragma pragmas;
    private final Runnable settingsChanged;
    private final AtomFormat format;

    /** Makes the surroundings of a module, where {@code settingsChanged} is told of every pragma. */
    Surroundings(Module module, Knowledge knowledge, Console console, Pragma pragmas, Runnable settingsChanged) {
        this.module = module;
        this.knowledge = knowledge;
        this.console = console;
        this.pragmas = pragmas;
        this.settingsChanged = settingsChanged;
        format = module.isTop() ? console.format() : console.formatIn(module);
    }

    @Override
    public Module module() {
        return module;
    }

    @Override
    public void print(String line) {
        console.print(line);
    }

    @Override
    public void trace(String line) {
        System.err.println(line);
    }

    @Override
    public String format(Atom atom) {
        return format.format(atom);
    }

    @Override
    public Atom parse(String text) {
        final Parser parser = parser(text);
        return parser.nextPart() ? parser.atom() : null;
    }

    private Parser parser(String text) {
        return new Parser(SourceText.of(SourceText.INPUT, text), module.tokenizer());
    }

    /** Returns the atoms of a text, without {@code !}. */
    List<Atom> parseAll(String text) {
        final Parser parser = parser(text);
        final List<Atom> atoms = new ArrayList<>();
        while (parser.next()) {
            atoms.add(parser.atom());
        }
        return atoms;
    }

    @Override
    public void pragma(String key, Atom value) {
        pragmas.set(key, value);
        settingsChanged.run();
    }

    @Override
    public void bind(String token, Atom atom) {
        final Tokenizer tokenizer = module.tokenizer();
        final Atom before = tokenizer.lookup(token);
        knowledge.onFailure(() -> rebind(token, before));
        tokenizer.bind(token, atom);
        if (module.isTop()) {
            keepBinding(token, atom);
        }
    }

    private void rebind(String token, Atom before) {
        if (before == null) {
            module.tokenizer().unbind(Symbol.of(token));
        } else {
            module.tokenizer().bind(token, before);
        }
    }

    private void keepBinding(String token, Atom atom) {
        try {
            knowledge.environment().bind(token, knowledge.codec().encode(atom));
        } catch (final NotStorableException e) {
            // a native value is bound in this process alone
        }
    }
}
