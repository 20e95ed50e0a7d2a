package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    void noOperationShowsTheHandleOfASpaceThatHasAName() throws IOException {
        metta.modules().available().get("builtin").forEach(module -> run("!(import! &self " + module + ")"));
        run("!(bind! &kb (new-space)) !(add-atom &kb (\"key\" &kb)) !(add-atom &kb (f &kb))");
        final Atom kb = metta.parse("&kb").get(0);
        final Set<String> shown = new TreeSet<>();
        metta.limits(Limits.none().withMaxSteps(100_000).withMaxResults(1_000));
        for (final Symbol name : metta.operations().names()) {
            if (!MAKING.contains(name.name())) {
                for (final Atom call : calls(name, kb)) {
                    final String text = metta.format(metta.evaluate(call));
                    if (text.contains(HANDLE)) {
                        shown.add(text);
                    }
                }
            }
        }
        assertThat(shown).isEmpty();
        assertThat(printed).noneMatch(line -> line.contains(HANDLE));
        assertThat(run("!(new-space)")).contains(HANDLE);
    }

    /** Returns calls with the space as each of the arguments, alone and within an expression, among others. */
    private List<Atom> calls(Symbol name, Atom space) {
        final Atom type = metta.operations().type(name);
        final int arity = Names.isFunctionType(type) ? ((Expression) type).size() - 2 : 2;
        final List<Atom> calls = new ArrayList<>();
        for (int i = 0; i < arity; i++) {
            for (final Atom argument : List.of(space, Expression.of(Symbol.of("f"), space), Expression.of(space))) {
                for (final String other : List.of("&kb", "(f $x)", "$y", "1", "\"a\"")) {
                    final Atom[] parts = new Atom[arity + 1];
                    java.util.Arrays.fill(parts, metta.parse(other).get(0));
                    parts[0] = name;
                    parts[i + 1] = argument;
                    calls.add(Expression.of(parts));
                }
            }
        }
        return calls;
    }
}
