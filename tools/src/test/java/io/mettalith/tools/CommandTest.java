package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.snapshot.SegmentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
    @TempDir
    private Path directory;

    private Path store;

    @BeforeEach
    void nameStore() {
        store = directory.resolve("store");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Cli imported(String text) throws IOException {
        return Cli.run("import", "--store", store, "--into", "kb", file("facts.metta", text));
    }

    @Test
    void evalPrintsOneLinePerExpression() {
        final Cli cli = Cli.run("eval", "(+ 1 2)", "(superpose (a b))");
        assertThat(cli).isEqualTo(new Cli(0, "[3]\n[a, b]\n", ""));
    }

    @Test
    void evalPrintsJsonLines() {
        assertThat(Cli.run("eval", "--json", "(superpose (a \"b\"))").out())
                .isEqualTo("{\"results\":[\"a\",\"\\\"b\\\"\"]}\n");
    }

    @Test
    void runStopsAtTheFirstTopLevelError() throws IOException {
        final Cli cli = Cli.run("run", file("p.metta", "!(+ 1 2)\n!(+ 1 \"a\")\n!(+ 3 4)\n"));
        assertThat(cli.lines()).containsExactly("[3]", "[(Error (+ 1 \"a\") (BadArgType 2 Number String))]");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
    }

    @Test
    void runReportsAllSyntaxErrorsOfAllFilesAndRunsNothing() throws IOException {
        final Path good = file("good.metta", "!(println! \"ran\")");
        final Path bad = file("bad.metta", "(a))\n(b \"c\\q\")\n");
        final Cli cli = Cli.run("run", good, bad);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err()).contains("bad.metta:1:4", "bad.metta:2:", "^");
    }

    @Test
    void runCommitsWhatTheProgramKnowsAndContinuesFromIt() throws IOException {
        final Path first = file("first.metta", "(= (double $x) (* 2 $x)) (fact 1) !(bind! &s (new-state 7))");
        assertThat(Cli.run("run", "--store", store, "--commit", "work", first).exitCode())
                .isZero();
        final Path second = file("second.metta", "!(double 21) !(match &self (fact $x) $x) !(get-state &s)");
        final Cli cli = Cli.run("run", "--store", store, "--from", "work", second);
        assertThat(cli).isEqualTo(new Cli(0, "[42]\n[1]\n[7]\n", ""));
    }

    @Test
    void modulesAreLookedForBesideTheProgramAndInIncludedDirectories() throws IOException {
        final Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("shared.metta"), "(= (shared) 1)");
        file("near.metta", "(= (near) 2)");
        final Path program = file("p.metta", "!(import! &self near) !(import! &self shared) !((near) (shared))");
        assertThat(Cli.run("run", "-I", elsewhere, program).out()).isEqualTo("[()]\n[()]\n[(2 1)]\n");
        assertThat(Cli.run("eval", "--include", elsewhere, "--include", directory, "(import! &self near)", "(near)")
                        .out())
                .isEqualTo("[()]\n[2]\n");
        final Cli missing = Cli.run("run", program);
        assertThat(missing.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(missing.out()).contains("module not found: name=shared", "--include");
    }

    @Test
    void compactDropsWhatNoRefReaches() throws IOException {
        imported("(edge a b) (edge a c)");
        assertThat(Cli.run("compact", "--store", store, "--json").out())
                .matches("\\{\"segmentsKept\":2,\"bytesKept\":\\d+,\"segmentsDropped\":0,\"bytesDropped\":0,"
                        + "\"generationsBefore\":1,\"generationsAfter\":1,\"seconds\":[\\d.E-]+}\n");
        Files.delete(directory.resolve(store.toString()).resolve("refs").resolve("kb.log"));
        final Cli cli = Cli.run("compact", "--store", store);
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.lines().get(0)).isEqualTo("kept     0 segments, 0 bytes");
        assertThat(cli.lines().get(1)).matches("dropped  2 segments, \\d+ bytes");
        assertThat(cli.lines().get(2)).startsWith("0 generations where there were 1, in ");
    }

    @Test
    void nothingIsCommittedAfterATopLevelError() throws IOException {
        final Cli cli = Cli.run("run", "--store", store, "--commit", "work", file("p.metta", "(a) !(Error b c)"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(Cli.run("refs", "--store", store).out()).isEmpty();
    }

    @Test
    void importCountsAndShowPrintsWhatMatches() throws IOException {
        final Cli imported = imported("(edge a b) (edge a c) (edge b c) (edge b c) (edge $x loop)");
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.out()).contains("5 atoms imported");
        assertThat(Cli.run("show", "--store", store, "kb", "(edge b $to)").lines())
                .containsExactlyInAnyOrder("(edge $x loop)", "(edge b c) ; x2");
        assertThat(Cli.run("show", "--store", store, "kb", "--limit", "2").lines())
                .hasSize(2);
        assertThat(Cli.run("show", "--store", store, "--json", "kb", "(edge b c)")
                        .out())
                .isEqualTo("{\"atom\":\"(edge b c)\",\"count\":2,\"space\":\"&self\"}\n");
    }

    @Test
    void importContinuesAnExistingRef() throws IOException {
        imported("(a) (b)");
        assertThat(imported("(b) (c)").out()).contains("2 atoms imported", "4 in all");
    }

    @Test
    void importRefusesPrograms() throws IOException {
        final Cli cli = imported("(a)\n!(b)\n");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("facts.metta:2:2", "run --commit");
        assertThat(store).doesNotExist();
    }

    @Test
    void importOfASyntaxErrorStoresNothing() throws IOException {
        final Cli cli = imported("(a) (b");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.err()).contains("facts.metta:1:5", "never closed");
        assertThat(store).doesNotExist();
    }

    @Test
    void refsListsNamesWithCounts() throws IOException {
        imported("(a) (b)");
        assertThat(Cli.run("refs", "--store", store).lines())
                .singleElement()
                .asString()
                .contains("kb", "2 atoms");
        assertThat(Cli.run("refs", "--store", store, "--json").out())
                .startsWith("{\"name\":\"kb\",\"id\":\"")
                .contains("\"atoms\":2");
    }

    @Test
    void statCountsAtomsRulesTypesAndHeads() throws IOException {
        imported("(edge a b) (edge a c) (= (f $x) $x) (: f (-> A A)) (node a)");
        final Cli cli = Cli.run("stat", "--store", store, "kb");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).contains("atoms", "rules", "types", "edge");
        assertThat(Cli.run("stat", "--store", store, "--json", "kb").out())
                .contains("\"atoms\":5", "\"rules\":1", "\"types\":1", "\"offHeapBytesPerAtom\":");
    }

    @Test
    void statPrintsTheIndexesOfASpace() throws IOException {
        imported("(edge a b) (edge a c) (node a)");
        final Cli without = Cli.run("stat", "--store", store, "kb");
        assertThat(without.out()).doesNotContain("index");
        assertThat(Cli.run("stat", "--store", store, "--json", "kb").out())
                .contains("\"indexes\":[],\"indexOffHeapBytes\":0,");
        try (SegmentStore opened = SegmentStore.open(store);
                Environment environment = opened.checkout("kb")) {
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            opened.commit("kb", environment);
        }
        assertThat(Cli.run("stat", "--store", store, "kb").lines())
                .anyMatch(line -> line.matches(
                        "  index of 3 children by child 2: 2 atoms in 1 segments, [\\d.]+ bytes per atom, sealed"))
                .anyMatch(line -> line.matches("indexes +\\d+ bytes more off the heap, in 1 segments"));
        assertThat(Cli.run("stat", "--store", store, "--json", "kb").out())
                .contains("\"atoms\":3", "\"indexes\":[{\"space\":\"&self\",\"size\":3,\"position\":2,\"entries\":2,")
                .contains("\"sealed\":true}],\"indexOffHeapBytes\":");
    }

    @Test
    void tagsAndBadNamesAreRefused() throws IOException {
        imported("(a)");
        Cli.run("tag", "--store", store, "v1", "kb");
        final Cli tag = Cli.run("import", "--store", store, "--into", "v1", file("more.metta", "(b)"));
        assertThat(tag.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertOneLine(tag, "a tag never moves: name=v1");
        final Cli name = Cli.run("branch", "--store", store, "../x", "kb");
        assertThat(name.exitCode()).isEqualTo(ExitCode.USAGE);
        assertOneLine(name, "a ref's name has", "../x");
    }

    @Test
    void mergeOfUnrelatedHistoriesAsksForABase() throws IOException {
        imported("(a) (b)");
        Cli.run("import", "--store", store, "--into", "other", file("other.metta", "(a) (c)"));
        Cli.run("import", "--store", store, "--into", "common", file("common.metta", "(a)"));
        final Cli cli = Cli.run("merge", "--store", store, "--into", "kb", "other");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertOneLine(cli, "no common ancestor", "--base REF");
        assertThat(Cli.run("merge", "--store", store, "--into", "kb", "other", "--base", "common")
                        .exitCode())
                .isZero();
        assertThat(Cli.run("show", "--store", store, "kb").lines()).containsExactlyInAnyOrder("(a)", "(b)", "(c)");
    }

    @Test
    void anUnreadableFileIsNamed() {
        final Cli cli = Cli.run("run", directory.resolve("missing.metta"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertOneLine(cli, "no such file", "missing.metta");
    }

    @Test
    void aDirectoryInPlaceOfAFileIsNamed() {
        final Cli cli = Cli.run("run", directory);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertOneLine(cli, "directory", directory.toString());
    }

    @Test
    void anUnknownRefIsNamedWithANearOne() throws IOException {
        imported("(a)");
        final Cli cli = Cli.run("show", "--store", store, "kbb");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertOneLine(cli, "kbb", "kb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"show kb", "stat kb", "refs"})
    void aDirectoryThatIsNoStoreIsNamed(String command) throws IOException {
        Files.createDirectory(store);
        file("store/something.txt", "else");
        final Cli cli = Cli.run(Stream.concat(Stream.of(command.split(" ")), Stream.of("--store", store.toString()))
                .toArray());
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertOneLine(cli, "store", store.toString());
    }

    @Test
    void importIntoADirectoryThatIsNoStoreIsRefused() throws IOException {
        Files.createDirectory(store);
        file("store/something.txt", "else");
        final Cli cli = imported("(a)");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertOneLine(cli, store.toString());
        try (Stream<Path> files = Files.list(store)) {
            assertThat(files.map(path -> path.getFileName().toString()).toList())
                    .isEqualTo(List.of("something.txt"));
        }
    }

    private static void assertOneLine(Cli cli, String... parts) {
        assertThat(cli.out()).isEmpty();
        assertThat(cli.err().lines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains(parts);
    }

    @Test
    void usageErrorsExitWithTwo() {
        assertThat(Cli.run("frobnicate").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run("run").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Cli.run().exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run", "eval", "import", "export", "refs", "log", "stat", "show", "diff", "merge", "tag", "branch",
                "delete"
            })
    void everyCommandHasHelp(String command) {
        final Cli cli = Cli.run(command, "--help");
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).startsWith("Usage: mettalith " + command).contains("--json");
    }
}
