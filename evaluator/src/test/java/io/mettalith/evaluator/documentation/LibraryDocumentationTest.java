package io.mettalith.evaluator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.StringAtom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Names;
import io.mettalith.store.environment.Environment;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that is built in is documented, and only that. */
class LibraryDocumentationTest {
    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);
    private LibraryNames names;

    @BeforeEach
    void importAllModules() {
        metta.modules().available().get("builtin").forEach(module -> metta.run("!(import! &self " + module + ")"));
        names = new LibraryNames(metta.operations().names(), this::types);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private static Stream<Doc> docs() {
        return Documentation.library().groups().stream().flatMap(group -> group.docs().stream());
    }

    private List<Atom> types(Atom atom) {
        return metta.evaluate(Expression.of(Symbol.of("get-type"), atom));
    }

    private boolean isBound(Atom atom) {
        return atom instanceof Symbol symbol
                && metta.modules().top().tokenizer().lookup(symbol) != null;
    }

    @Test
    void everyOperationIsDocumented() {
        final Set<String> missing = new TreeSet<>();
        for (final Symbol name : metta.operations().names()) {
            if (Documentation.library().of(name).isEmpty()) {
                missing.add(name.name());
            }
        }
        assertThat(missing)
                .as("operations without a (@doc ...) in library/*.metta")
                .isEmpty();
    }

    @Test
    void everyWordOfTheAlgorithmIsDocumented() throws IllegalAccessException {
        final Set<String> missing = new TreeSet<>();
        for (final Field field : Names.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && field.get(null) instanceof Symbol name
                    && Documentation.library().of(name).isEmpty()) {
                missing.add(name.name());
            }
        }
        assertThat(missing)
                .as("words without a (@doc ...) in library/words.metta")
                .isEmpty();
    }

    @Test
    void everyDocumentedNameExists() {
        assertThat(docs().map(Doc::item)
                        .filter(item -> !names.contains(item) && !isBound(item))
                        .map(Atom::toString))
                .as("documented in library/*.metta, and defined nowhere")
                .isEmpty();
    }

    @Test
    void asManyArgumentsAreDocumentedAsTheTypesHave() {
        final List<String> wrong = new ArrayList<>();
        docs().filter(doc -> names.contains(doc.item())).forEach(doc -> {
            final Set<Integer> counts = counts(doc.item());
            if (!counts.isEmpty() && !doc.isFunction()) {
                wrong.add(doc.item() + " has a function type, and its arguments are not documented");
            } else if (!counts.isEmpty() && !counts.contains(doc.parameters().size())) {
                wrong.add(
                        doc.item() + " documents " + doc.parameters().size() + " arguments, its types have " + counts);
            }
        });
        metta.operations().names().forEach(name -> {
            final Set<Integer> documented = Documentation.library().of(name).stream()
                    .filter(Doc::isFunction)
                    .map(doc -> doc.parameters().size())
                    .collect(Collectors.toSet());
            counts(name).stream()
                    .filter(count -> !documented.contains(count))
                    .forEach(count -> wrong.add(name + " has a type of " + count + " arguments without documentation"));
        });
        assertThat(wrong).isEmpty();
    }

    /** Returns the numbers of arguments of an atom's function types. */
    private Set<Integer> counts(Atom item) {
        return types(item).stream()
                .filter(Names::isFunctionType)
                .map(type -> ((Expression) type).size() - 2)
                .collect(Collectors.toSet());
    }

    @Test
    void descriptionsAreSentencesAndPartsAreNot() {
        assertThat(docs()).allSatisfy(doc -> {
            assertThat(text(doc.description())).as(doc.item().toString()).matches("[A-Z].*\\.");
            if (doc.isFunction()) {
                assertThat(text(doc.result())).as(doc.item().toString()).doesNotEndWith(".");
                assertThat(doc.parameters())
                        .allSatisfy(parameter -> assertThat(text(parameter))
                                .as(doc.item().toString())
                                .isNotBlank()
                                .doesNotEndWith("."));
            }
        });
    }

    private static String text(Atom atom) {
        assertThat(atom).isInstanceOf(StringAtom.class);
        return ((StringAtom) atom).value();
    }

    @Test
    void aNameIsDocumentedOnceForEachNumberOfArguments() {
        assertThat(docs().map(doc ->
                        doc.item() + "/" + (doc.isFunction() ? doc.parameters().size() : "atom")))
                .doesNotHaveDuplicates();
    }
}
