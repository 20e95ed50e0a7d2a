package io.mettalith.evaluator.documentation;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.syntax.Parser;
import io.mettalith.evaluator.syntax.SourceText;
import io.mettalith.evaluator.syntax.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documentation of all that is built in, from resources {@code library/<group>.metta}: each begins with {@code (group
 * name title text)}, the rest are {@code (@doc ...)}.
 *
 * <p>It is read when it is first asked for, once per process.
 *
 * <p>Threading: immutable.
 */
public final class Documentation {
    private static final List<String> GROUPS = List.of(
            "words",
            "minimal",
            "control",
            "alternatives",
            "expressions",
            "numbers",
            "logic",
            "spaces",
            "states",
            "types",
            "text",
            "assertions",
            "modules",
            "documentation",
            "random",
            "json",
            "fileio",
            "catalog",
            "petta");

    private final List<DocGroup> groups = new ArrayList<>();
    private final Map<Atom, List<Doc>> docs = new HashMap<>();

    private Documentation() {
        for (final String name : GROUPS) {
            final DocGroup group = read(name);
            groups.add(group);
            group.docs()
                    .forEach(doc -> docs.computeIfAbsent(doc.item(), item -> new ArrayList<>(1))
                            .add(doc));
        }
    }

    /** Reads it when it is first needed. */
    private static final class Holder {
        static final Documentation INSTANCE = new Documentation();
    }

    /** Returns the documentation of what is built in. */
    public static Documentation library() {
        return Holder.INSTANCE;
    }

    /** Returns all groups, in the order to read them in. */
    public List<DocGroup> groups() {
        return List.copyOf(groups);
    }

    /** Returns the group of a name, or null. */
    public DocGroup group(String name) {
        return groups.stream()
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Returns what is known of an atom: nothing, or one documentation, or one for each number of its arguments. */
    public List<Doc> of(Atom item) {
        return docs.getOrDefault(item, List.of());
    }

    private static DocGroup read(String name) {
        final Parser parser = new Parser(source(name), new Tokenizer());
        parser.next();
        final Expression header = (Expression) parser.atom();
        final List<Doc> read = new ArrayList<>();
        while (parser.next()) {
            final Doc doc = Doc.of(parser.atom());
            if (doc == null) {
                throw new IllegalStateException(
                        "not a documentation: at=" + parser.span().describe() + "; write (@doc name (@desc text))");
            }
            read.add(doc);
        }
        return new DocGroup(
                Doc.text(header.get(1)), Doc.text(header.get(2)), Doc.text(header.get(3)), List.copyOf(read));
    }

    private static SourceText source(String name) {
        final String resource = "/io/mettalith/evaluator/library/" + name + ".metta";
        try (InputStream in = Documentation.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no such resource: resource=" + resource + "; the jar is incomplete");
            }
            return SourceText.ofUtf8(resource, in.readAllBytes());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
