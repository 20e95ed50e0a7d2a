package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code import} and {@code export}, in all formats. */
class ExchangeCommandTest {
    private static final String TRIPLE = "<http://a/s> <http://a/p> \"o\" .\n";

    private static final String MARKED_TRIPLE = "# mettalith-export: 2\n" + TRIPLE + "# end: 1 atoms\n";

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

    private static Map<String, Object> report(Cli cli) throws IOException {
        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        return JSON.std.mapFrom(cli.out());
    }

    private Object importInto(String name, Path... files) throws IOException {
        final Object[] command = new Object[5 + files.length];
        System.arraycopy(
                new Object[] {"import", "--json", "--store", directory.resolve(name), "--into=kb"}, 0, command, 0, 5);
        System.arraycopy(files, 0, command, 5, files.length);
        return report(Cli.run(command)).get("id");
    }

    @Test
    void filesOfSeveralFormatsAreImportedAtOnce() throws IOException {
        final Path metta = file("facts.metta", "(fact 1)");
        final Path triples = file("data.nt", TRIPLE);
        final Path table = file("people.csv", "name\nAnn\n");
        final Cli cli = Cli.run("import", "--store", store, "--into", "kb", metta, triples, table);
        assertThat(cli.out()).contains("4 atoms imported");
        assertThat(Cli.run("show", "--store", store, "kb").lines())
                .containsExactlyInAnyOrder(
                        "(fact 1)",
                        "(people \"Ann\")",
                        "(<http://a/p> <http://a/s> \"o\")",
                        "(columns people \"name\")");
    }

    @Test
    void optionsSayWhatNamesDoNot() throws IOException {
        final Path table = file("rows.txt", "1,2\n");
        final Cli cli = Cli.run(
                "import", "--store", store, "--into", "kb", "--format", "csv", "--head", "edge", "--no-header", table);
        assertThat(cli.err()).isEmpty();
        assertThat(Cli.run("show", "--store", store, "kb").lines()).containsExactly("(edge 1 2)");
    }

    @Test
    void standardInputIsReadInTheFormatAskedFor() {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(TRIPLE.getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(Cli.run("import", "--store", store, "--into", "kb", "--format", "ntriples", "-")
                            .out())
                    .contains("1 atoms imported");
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void anExportImportedIntoANewStoreHasTheSameId() throws IOException {
        final Path facts = file("facts.metta", "(= (f $x) (g $x)) (: f (-> A B)) (f 1) (f 1.5) \"s\" $x (a (b ()))");
        final Object id = importInto("store", facts);
        final Path exported = directory.resolve("out.metta");
        assertThat(Cli.run("export", "--store", store, "kb", "-o", exported).out())
                .matches("kb [0-9a-f]{12}: 7 atoms exported as metta, [0-9,]+ bytes\n");
        assertThat(importInto("second", exported)).isEqualTo(id);
        final Path piped =
                file("piped.metta", Cli.run("export", "--store", store, "kb").out());
        assertThat(importInto("third", piped)).isEqualTo(id);
        assertThat(Files.list(directory)).noneMatch(path -> path.toString().endsWith(".part"));
    }

    @Test
    void whatAProgramLeavesIsExportedToo() throws IOException {
        final Path program = file(
                "p.metta", "(= (f) 1) !(bind! &s (new-state 7)) !(bind! &kb (new-space)) !(add-atom &kb (there &kb))");
        assertThat(Cli.run("run", "--store", store, "--commit", "kb", program).exitCode())
                .isZero();
        final Path exported = directory.resolve("out.metta.gz");
        final Map<String, Object> report = report(Cli.run("export", "--json", "--store", store, "kb", "-o", exported));
        assertThat(report).containsEntry("format", "metta").containsEntry("atoms", 2);
        assertThat(importInto("second", exported)).isEqualTo(report.get("id"));
        final Path query = file("q.metta", "!(f) !(get-state &s) !(match &kb (there $x) found)");
        assertThat(Cli.run("run", "--store", directory.resolve("second"), "--from", "kb", query)
                        .out())
                .isEqualTo("[1]\n[7]\n[found]\n");
    }

    @Test
    void theFormatOfAnExportIsThatOfTheFile() throws IOException {
        importInto("store", file("data.nt", TRIPLE));
        final Path triples = directory.resolve("out.nt.gz");
        assertThat(report(Cli.run("export", "--json", "--store", store, "kb", "-o", triples)))
                .containsEntry("format", "ntriples")
                .containsEntry("atoms", 1);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(triples))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(MARKED_TRIPLE);
        }
        assertThat(Cli.run("export", "--store", store, "--format", "ntriples", "kb")
                        .out())
                .isEqualTo(MARKED_TRIPLE);
    }

    @Test
    void anExportThatFailsLeavesNoFileAndTheOldOne() throws IOException {
        importInto("store", file("facts.metta", "(not a triple)"));
        final Path old = file("out.nt", "old");
        final Cli cli = Cli.run("export", "--store", store, "kb", "-o", old);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).startsWith("error: not a triple: atom=(not a triple);");
        assertThat(old).hasContent("old");
        assertThat(directory.resolve("out.nt.part")).doesNotExist();
    }

    @Test
    void tablesCannotBeExported() throws IOException {
        importInto("store", file("facts.metta", "(a)"));
        final Cli cli = Cli.run("export", "--store", store, "kb", "--format", "csv");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("a snapshot is no table: format=csv");
    }

    @Test
    void jsonOfAnExportReportsOnAFile() {
        final Cli cli = Cli.run("export", "--store", store, "--json", "kb");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("--output is missing");
    }

    @Test
    void anErrorInAFileIsOneLineAndStoresNothing() throws IOException {
        final Cli cli = Cli.run("import", "--store", store, "--into", "kb", file("data.nt", TRIPLE + "x\n"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.PROGRAM_ERROR);
        assertThat(cli.err().lines()).singleElement().asString().contains("data.nt:2:1: ");
        assertThat(store).doesNotExist();
    }

    @Test
    void aNamedSpaceIsMadeOnceAndFilledAgain() throws IOException {
        final Path facts = file("facts.metta", "(fact 1)");
        for (int i = 0; i < 2; i++) {
            assertThat(Cli.run("import", "--store", store, "--into", "kb", "--space", "&facts", facts)
                            .exitCode())
                    .isZero();
        }
        final Path query = file("q.metta", "!(match &facts (fact $x) $x) !(match &self (fact $x) $x)");
        assertThat(Cli.run("run", "--store", store, "--from", "kb", query).out())
                .isEqualTo("[1, 1]\n[]\n");
    }

    @Test
    void aNewSpaceIsNoneOfThoseInTheFile() throws IOException {
        final Path facts = file(
                "facts.metta",
                "; mettalith-export: 1\n(mine)\n(\\in \\space:1-1)\n(theirs)\n(\\bind \"&old\" \\space:1-1)\n");
        assertThat(Cli.run("import", "--store", store, "--into", "kb", "--space", "&new", facts)
                        .err())
                .isEmpty();
        final Path query = file("q.metta", "!(match &new $x $x) !(match &old $x $x)");
        assertThat(Cli.run("run", "--store", store, "--from", "kb", query).out())
                .isEqualTo("[(mine)]\n[(theirs)]\n");
    }

    @Test
    void aTokenOfSomethingElseIsNoSpace() throws IOException {
        final Path program = file("p.metta", "!(bind! &n 7)");
        Cli.run("run", "--store", store, "--commit", "kb", program);
        final Cli cli = Cli.run("import", "--store", store, "--into", "kb", "--space", "&n", file("f.metta", "(a)"));
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("not the token of a space: token=&n, bound to=7");
    }

    @Test
    void otherCommandsDoNotLoadTheParsers() throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of("-Xlog:class+load", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "eval", "(+ 1 2)"));
        final Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(loaded).isZero();
        assertThat(loaded).contains("[3]", "io.mettalith.tools.EvalCommand");
        assertThat(loaded).doesNotContain("tools.exchange.Import");
    }
}
