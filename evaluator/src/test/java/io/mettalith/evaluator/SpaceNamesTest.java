package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.EvaluationStoppedException;
import io.mettalith.evaluator.interpreter.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A space that has a name is printed by it, wherever it turns up. */
class SpaceNamesTest {
    private static final String HANDLE = "&space-";
    /** What makes spaces without a name, or would end the test. */
    private static final Set<String> MAKING = Set.of("new-space", "fork-space", "dict-space", "checkout-space");

    @TempDir
    private Path directory;

    private final Metta metta = Metta.create();
    private final List<String> printed = new ArrayList<>();

    @AfterEach
    void close() {
        metta.close();
    }

    private String run(String program) {
        metta.output(printed::add);
        metta.modules().directory(directory);
        final StringBuilder out = new StringBuilder();
        metta.run(program).forEach(results -> out.append(metta.format(results)));
        return out.toString();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void aSpaceIsPrintedByItsTokenOrItsModule() throws IOException {
        file("m.metta", "(= (self) &self) !(bind! &inner (new-space)) !(println! (&self &inner)) (= (inner) &inner)");
        assertThat(run("!(bind! &kb (new-space)) !(id &kb) !(id &self) !(import! &self m) !(self) !(repr (&kb))"))
                .isEqualTo("[()][&kb][&self][()][&top:m][\"(&kb)\"]");
        assertThat(printed).containsExactly("(&top:m &inner)");
        assertThat(run("!(import! &m m) !(self) !(println! &m) !(new-space) !(== (parse \"&kb\") &kb)"))
                .startsWith("[()][&m][()][" + HANDLE)
                .endsWith("[True]");
        assertThat(printed).endsWith("&m");
    }

    @Test
    void anErrorInAModuleNamesTheModule() throws IOException {
        file("bad.metta", "!(add-atom &self a) !(import! &self nowhere)");
        file("worse.metta", "(= (look) (match &self a (+ 1 \"a\"))) !(get-type-space &self) ");
        assertThat(run("!(import! &self bad)"))
                .startsWith("[(Error (import! &self bad) module ends in an error: name=top:bad, ")
                .contains("error=(Error (import! &top:bad nowhere) ")
                .doesNotContain(HANDLE);
        assertThat(run("!(import! &self worse)"))
                .contains("error=(Error (get-type-space &top:worse) IncorrectNumberOfArguments)")
                .doesNotContain(HANDLE);
    }

    @Test
    void noOperationShowsTheHandleOfASpaceThatHasAName() {
        final List<String> shown = new ArrayList<>();
        for (final Symbol name : operations()) {
            if (!MAKING.contains(name.name())) {
                printed.clear();
                assertTimeoutPreemptively(
                        Duration.ofSeconds(60), () -> collect(name, shown), () -> "calls of " + name + " do not end");
                shown.addAll(printed);
            }
        }
        assertThat(shown).isNotEmpty().noneMatch(text -> text.contains(HANDLE));
        assertThat(run("!(new-space)")).contains(HANDLE);
    }

    private static List<Symbol> operations() {
        try (Metta metta = withAllModules()) {
            final List<Symbol> names = new ArrayList<>();
            metta.operations().names().forEach(names::add);
            return names;
        }
    }

    private static Metta withAllModules() {
        final Metta metta = Metta.create();
        metta.modules().available().get("builtin").forEach(module -> metta.run("!(import! &self " + module + ")"));
        return metta;
    }

    /** Adds the results of calls of an operation. */
    private void collect(Symbol name, List<String> shown) {
        try (Metta metta = withAllModules()) {
            metta.output(printed::add);
            metta.run("!(bind! &kb (new-space)) !(add-atom &kb (\"key\" &kb))");
            metta.limits(Limits.none().withMaxSteps(10_000).withMaxResults(100));
            for (final Atom call : calls(metta, name)) {
                try {
                    shown.add(metta.format(metta.evaluate(call)));
                } catch (final EvaluationStoppedException e) {
                    shown.add(metta.format(e.results()));
                }
            }
        }
    }

    /** Returns calls with the space as each of the arguments, alone and within an expression, among others. */
    private static List<Atom> calls(Metta metta, Symbol name) {
        final Atom space = metta.parse("&kb").get(0);
        final Atom type = metta.operations().type(name);
        final int arity = Names.isFunctionType(type) ? ((Expression) type).size() - 2 : 2;
        final List<Atom> calls = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            for (final Atom argument : List.of(space, Expression.of(Symbol.of("f"), space), Expression.of(space))) {
                for (final String other : List.of("&kb", "1")) {
                    final Atom[] parts = new Atom[arity + 1];
                    Arrays.fill(parts, metta.parse(other).get(0));
                    parts[0] = name;
                    parts[i + 1] = argument;
                    calls.add(Expression.of(parts));
                }
            }
        }
        return calls;
    }
}
