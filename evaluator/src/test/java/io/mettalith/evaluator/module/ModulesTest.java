package io.mettalith.evaluator.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.evaluator.atom.Numbers;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.interpreter.Operation;
import io.mettalith.evaluator.interpreter.Operations;
import io.mettalith.evaluator.stdlib.StandardLibrary;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesTest {
    @TempDir
    private Path directory;

    private final Environment environment = Environment.create();
    private final Metta metta = new Metta(environment);
    private final List<String> printed = new ArrayList<>();

    @BeforeEach
    void lookInTheDirectory() {
        prepare(metta);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private void prepare(Metta prepared) {
        prepared.modules().directory(directory);
        prepared.output(printed::add);
    }

    private void file(String name, String text) throws IOException {
        final Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String run(String program) {
        return run(metta, program);
    }

    private static String run(Metta on, String program) {
        final StringBuilder out = new StringBuilder();
        for (final List<Atom> results : on.run(program)) {
            out.append(on.format(results));
        }
        return out.toString();
    }

    @Test
    void aModuleIsRunOnceHoweverManyWaysLeadToIt() throws IOException {
        file("a.metta", "!(import! &self c) !(println! a)");
        file("b.metta", "!(import! &self top:c) !(import! &self a) !(println! b)");
        file("c.metta", "!(println! c) (= (c) 1)");
        assertThat(run("!(import! &self a) !(import! &self b) !(import! &c c) !(import! &self c) !(c)"))
                .isEqualTo("[()][()][()][()][1]");
        assertThat(printed).containsExactly("c", "a", "b");
    }

    @Test
    void rulesThatHaveRunSeeWhatIsImportedAfterwards() throws IOException {
        file("inner.metta", "(= (inner $x) (found $x)) (: inner (-> Number Atom)) (fact 1)");
        assertThat(run("(= (outer) ((inner (+ 1 1)) (match &self (fact 1) yes)))"
                        + "!(outer) !(import! &space inner) !(outer) !(import! &self inner) !(outer)"))
                .isEqualTo("[][()][][()][((found 2) yes)]");
    }

    @Test
    void modulesThatImportEachOtherSeeEachOther() throws IOException {
        file("even.metta", "!(import! &self odd) (= (even 0) yes) (= (even $n) (if (> $n 0) (odd (- $n 1)) (empty)))");
        file("odd.metta", "!(import! &self even) (= (odd 0) no) (= (odd $n) (if (> $n 0) (even (- $n 1)) (empty)))");
        assertThat(run("!(import! &self even) !(even 4) !(even 3)")).isEqualTo("[()][yes][no]");
        assertThat(run("!(let $odd (mod-space! odd) (metta (odd 1) %Undefined% $odd))"))
                .isEqualTo("[yes]");
    }

    @Test
    void aModuleIsFoundBesideTheOneThatAsksBelowItOrInAnIncludedDirectory() throws IOException {
        file("lib/outer.metta", "!(import! &self beside) !(import! &self self:part) !(import! &self elsewhere)");
        file("lib/beside.metta", "(= (beside) 1)");
        file("lib/outer/part.metta", "(= (part) 2) !(import! &self self:deeper)");
        file("lib/outer/part/deeper.metta", "(= (deeper) 3)");
        file("shared/elsewhere/module.metta", "(= (elsewhere) 4) !(import! &self near)");
        file("shared/elsewhere/near.metta", "(= (near) 5)");
        metta.modules().include(directory.resolve("shared"));
        assertThat(run("!(import! &self lib:outer) !((beside) (part) (deeper) (elsewhere) (near))"))
                .isEqualTo("[()][(1 2 3 4 5)]");
        assertThat(metta.modules().names())
                .containsExactly(
                        "top",
                        "top:elsewhere",
                        "top:elsewhere:near",
                        "top:lib:beside",
                        "top:lib:outer",
                        "top:lib:outer:part",
                        "top:lib:outer:part:deeper");
    }

    @Test
    void theModulesOnTheWayAreLoadedToo() throws IOException {
        file("a/module.metta", "!(println! outer)");
        file("a/b/c.metta", "!(println! inner)");
        assertThat(run("!(import! &self a:b:c)")).isEqualTo("[()]");
        assertThat(printed).containsExactly("outer", "inner");
    }

    @Test
    void aMissingModuleIsAnErrorThatSaysWhereItWasLookedFor() {
        assertThat(run("!(import! &self nowhere)"))
                .startsWith("[(Error (import! &self nowhere) module not found: name=nowhere, searched=[")
                .contains(directory.toString())
                .endsWith("put the file there or name its directory with --include)]");
        assertThat(run("!(mod-space! no$where)")).contains("not the name of a module: name=no$where");
        assertThat(run("!(include (a b))")).contains("expects the name or the path of a module", "found=(a b)");
    }

    @Test
    void aModuleThatEndsInAnErrorIsForgottenAndRunAgain() throws IOException {
        file("bad.metta", "(= (f) 1) !(+ 1 \"a\") (= (g) 2)");
        assertThat(run("!(import! &self bad)"))
                .startsWith("[(Error (import! &self bad) module ends in an error: name=top:bad, file=")
                .contains("error=(Error (+ 1 \"a\") (BadArgType 2 Number String))");
        assertThat(metta.modules().names()).containsExactly("top");
        file("bad.metta", "(= (f) 3)");
        assertThat(run("!(import! &self bad) !(f)")).isEqualTo("[()][3]");
    }

    @Test
    void aModuleThatIsNotMettaIsAnErrorWithThePlace() throws IOException {
        file("broken.metta", "(a\n(b)))\n");
        assertThat(run("!(import! &self broken)")).contains("module is not MeTTa: ", "broken.metta:2:5");
        assertThat(run("!(import! &self broken)")).contains("broken.metta:2:5");
    }

    @Test
    void importGoesIntoSelfOrIntoANewToken() throws IOException {
        file("a.metta", "(in a)");
        assertThat(run("!(import! &m a) !(import! &m a) !(bind! &s (new-space)) !(import! &s a)"))
                .startsWith("[()][()][()][(Error (import! &s a) ")
                .contains("import! goes into &self or a new token");
    }

    @Test
    void registeredFilesAreFoundByTheirNames() throws IOException {
        file("far/away/here.metta", "(= (here) 1) !(import! &self too)");
        file("far/away/too.metta", "(= (too) 2)");
        file("far/whole/module.metta", "(= (whole) 3)");
        assertThat(run("!(register-module! \"far/away/here.metta\") !(register-module! \"far/whole\")"
                        + "!(import! &self here) !(import! &self whole) !((here) (too) (whole))"))
                .isEqualTo("[()][()][()][()][(1 2 3)]");
        assertThat(run("!(register-module! \"far/missing\")")).contains("no such module: path=");
    }

    @Test
    void gitModulesAreNotFetched() {
        assertThat(run("!(git-module! \"https://example.org/m.git\")"))
                .startsWith("[(Error (git-module! \"https://example.org/m.git\") git-module! does not fetch anything");
    }

    @Test
    void anIncludedFileRunsWhereItIsIncluded() throws IOException {
        file("part.metta", "!(bind! one 1) (= (two) (+ 1 1)) !(two) !(superpose (x y))");
        file("none.metta", "(fact)");
        file("bad.metta", "!(Error a b) !(not-reached)");
        assertThat(run("!(include part) !(two) !(+ one 2)")).isEqualTo("[x, y][2][3]");
        assertThat(run("!(include none) !(include none) !(match &self (fact) found) !(include bad)"))
                .isEqualTo("[][][found, found][(Error a b)]");
    }

    @Test
    void whoGoesOnFromASnapshotFindsTheModulesLoaded() throws IOException {
        file("a.metta", "!(import! &self b) (= (a) (b)) !(println! a)");
        file("b.metta", "(= (b) 2) (: b (-> Number))");
        assertThat(run("!(import! &self a) !(import! &b b) !(a)")).isEqualTo("[()][()][2]");
        try (SegmentStore store = SegmentStore.openOrCreate(directory.resolve("store"))) {
            store.commit("work", environment);
            try (Environment later = store.checkout("work")) {
                final Metta goesOn = new Metta(later);
                prepare(goesOn);
                file("a.metta", "(= (a) changed)");
                assertThat(run(goesOn, "!(a) !(import! &self a) !(a) !(get-type (b)) !(match &b (= (b) $x) $x)"))
                        .isEqualTo("[2][()][2][Number][2]");
                assertThat(goesOn.modules().names()).containsExactly("top", "top:a", "top:b");
            }
        }
        assertThat(printed).containsExactly("a");
    }

    @Test
    void aForkImportsForItselfUntilItIsUnited() throws IOException {
        file("a.metta", "(= (a) 1)");
        file("b.metta", "(= (b) 2)");
        assertThat(run("!(import! &self a)")).isEqualTo("[()]");
        try (Environment fork = environment.fork()) {
            final Metta forked = new Metta(fork);
            prepare(forked);
            assertThat(run(forked, "!(import! &self b) !((a) (b))")).isEqualTo("[()][(1 2)]");
            assertThat(run("!((a) (b))")).isEqualTo("[(1 (b))]");
            environment.union(fork);
        }
        assertThat(run(new Metta(environment), "!((a) (b))")).isEqualTo("[(1 2)]");
    }

    @Test
    void aModuleInJavaIsDefinedWhenItIsImported() {
        metta.modules().provide(new Doubling());
        assertThat(run("!(double 2) !(import! &self doubling) !(import! &self top:doubling) !(double 2)"))
                .isEqualTo("[(double 2)][()][()][4]");
        final Metta goesOn = new Metta(environment);
        assertThat(run(goesOn, "!(double 2)")).isEqualTo("[(double 2)]");
        goesOn.modules().provide(new Doubling());
        assertThat(run(goesOn, "!(double 2) !(import! &self doubling) !(double 3)"))
                .isEqualTo("[4][()][6]");
    }

    @Test
    void whoGoesOnFindsTheBuiltinModulesDefined() {
        assertThat(run("!(import! &self random) (= (die) (random-int &rng 6 7)) !(die)"))
                .isEqualTo("[()][6]");
        assertThat(run(new Metta(environment), "!(die)")).isEqualTo("[6]");
    }

    private static final class Doubling implements NativeModule {
        @Override
        public String name() {
            return "doubling";
        }

        @Override
        public void define(Operations operations) {
            operations.define(
                    Symbol.of("double"),
                    StandardLibrary.type("(-> Number Number)"),
                    Operation.of(1, (machine, arguments) -> Numbers.integer(2 * ((IntegerAtom) arguments[0]).value())));
        }
    }
}
