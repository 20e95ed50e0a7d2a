package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    private static final String HOSTILE = "<script>alert`&amp`</script><img/src=x/onerror='1'>";

    @TempDir
    private Path directory;

    private Path store;
    private Path page;

    @BeforeEach
    void namePaths() {
        store = directory.resolve("store");
        page = directory.resolve("page.html");
    }

    private void importInto(String ref, String text) throws IOException {
        final Path file = Files.writeString(directory.resolve(ref + ".metta"), text);
        assertThat(Cli.run("import", "--store", store, "--into", ref, file).exitCode())
                .isZero();
    }

    private Document report(Object... arguments) throws IOException {
        final Object[] all = new Object[arguments.length + 5];
        all[0] = "report";
        all[1] = "--store";
        all[2] = store;
        all[3] = "-o";
        all[4] = page;
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        final Cli cli = Cli.run(all);
        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitCode()).isZero();
        return Jsoup.parse(Files.readString(page));
    }

    private static List<String> texts(Document document, String selector) {
        return document.select(selector).eachText();
    }

    @Test
    void thePageHasEverySectionAndItsFigures() throws IOException {
        importInto("kb", "(edge a b) (edge b c) (edge b c) (: a Node) (= (f $x) $x) (node a)");
        importInto("other", "(edge a b)");
        final Document document = report("kb");
        assertThat(document.title()).startsWith("kb ");
        assertThat(texts(document, "section > h2"))
                .containsExactly("Contents", "Segments", "Sharing", "Growth", "Spaces and indexes", "Largest atoms");
        assertThat(texts(document, ".figures div")).contains("atoms 6", "heads 4", "refs in the store 2");
        assertThat(document.select("#contents .lead").text())
                .isEqualTo("6 atoms: 4 facts, 1 rules, 1 types. 1 of them contain variables.");
        assertThat(texts(document, ".heads td:first-child")).containsExactly("edge/2", ":/2", "=/2", "node/1");
        assertThat(document.select("#segments svg.plot rect")).isNotEmpty();
        assertThat(texts(document, "#sharing .matrix thead th")).contains("kb", "other");
        assertThat(document.select("#growth .log tbody tr")).hasSize(1);
        assertThat(document.select("nav a"))
                .allSatisfy(
                        link -> assertThat(document.select(link.attr("href"))).hasSize(1));
    }

    @Test
    void aLogOfSeveralEntriesIsDrawn() throws IOException {
        importInto("kb", "(edge a b)");
        importInto("kb", "(edge b c)");
        importInto("kb", "(edge c d)");
        final Document document = report("kb");
        assertThat(document.select("#growth svg.plot")).hasSize(2);
        assertThat(document.select("#growth svg.plot").get(0).select("circle")).hasSize(3);
        assertThat(texts(document, "#growth .log tbody td:nth-child(5)")).containsExactly("+1", "+1", "+1");
    }

    @Test
    void theDifferenceIsShownByHeadWithSamples() throws IOException {
        importInto("before", "(edge a b) (edge b c) (node a)");
        importInto("after", "(edge a b) (edge c d) (edge d e) (node a)");
        final Document document = report("after", "--against", "before");
        assertThat(document.select("#difference h2").text()).isEqualTo("Difference from before");
        final Element edge = document.select("#difference details").first();
        assertThat(edge.select(".name").text()).isEqualTo("edge /2");
        assertThat(edge.select(".number").eachText()).containsExactly("−1", "+2");
        assertThat(edge.select(".samples .gone li").eachText()).containsExactly("(edge b c)");
        assertThat(edge.select(".samples .came li").eachText()).containsExactly("(edge c d)", "(edge d e)");
        assertThat(document.select("#difference details")).hasSize(1);
        assertThat(report("after", "--against", "after")
                        .select("#difference .lead")
                        .text())
                .isEqualTo("None: both have the same atoms.");
    }

    @Test
    void markupInAtomsIsTextOnThePage() throws IOException {
        importInto("kb", "(" + HOSTILE + " a) (\" <b>bold</b> &lt; & \\\"quoted\\\" </style>\" '&lt)");
        importInto("empty", "(a b)");
        final Document document = report("kb", "--against", "empty");
        assertMarkupIsText(document);
        assertThat(texts(document, "#largest code")).contains("(" + HOSTILE + " a)");
        assertThat(texts(document, "#difference .samples code")).contains("(" + HOSTILE + " a)");
        assertThat(document.select(".heads td").eachAttr("data-value")).contains(HOSTILE);
    }

    @Test
    void theCheckForMarkupNoticesWhatIsNotEscaped() throws IOException {
        importInto("kb", "(planted a)");
        report("kb");
        final String planted = Files.readString(page).replace("planted", HOSTILE);
        assertThat(Jsoup.parse(planted).select("script")).hasSizeGreaterThan(1);
    }

    private static void assertMarkupIsText(Document document) {
        assertThat(document.select("script")).hasSize(1);
        assertThat(document.select("style")).hasSize(1);
        assertThat(document.select("img, [onerror], main b:containsOwn(bold)")).isEmpty();
    }

    @Test
    void thePageRefersToNothingOutside() throws IOException {
        importInto("kb", "(edge a b)");
        final Document document = report("kb");
        assertThat(document.select("[src]")).isEmpty();
        assertThat(document.select("[href]"))
                .allSatisfy(element -> assertThat(element.attr("href")).matches("#.*|data:,"));
        assertThat(Files.readString(page)).doesNotContain("http:", "https:", "url(", "@import");
        assertThat(document.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @Test
    void jsonIsTheWholeReport() throws IOException {
        importInto("before", "(edge a b)");
        importInto("after", "(edge a b) (edge c d)");
        final Cli cli = Cli.run("report", "--json", "--store", store, "after", "--against", "before");
        assertThat(cli.exitCode()).isZero();
        final Map<String, Object> object = JSON.std.mapFrom(cli.out());
        assertThat(object)
                .containsKeys("ref", "id", "time", "spaces", "segments", "shape", "sharing", "growth", "difference");
        assertThat(object.get("difference").toString()).contains("addedSamples=[(edge c d)]");
        assertThat(page).doesNotExist();
    }

    @Test
    void withoutAPlaceForThePageTheUsageIsWrong() throws IOException {
        importInto("kb", "(edge a b)");
        final Cli cli = Cli.run("report", "--store", store, "kb");
        assertThat(cli.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("-o FILE.html", "--json");
    }

    @Test
    void anUnknownRefIsSaidToBe() throws IOException {
        importInto("kb", "(edge a b)");
        final Cli cli = Cli.run("report", "--store", store, "kc", "-o", page);
        assertThat(cli.exitCode()).isEqualTo(ExitCode.STORE_FAILED);
        assertThat(cli.err()).contains("name=kc", "did you mean kb?");
        assertThat(page).doesNotExist();
    }
}
