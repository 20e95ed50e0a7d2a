package io.mettalith.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import io.mettalith.store.report.SnapshotReport;
import io.mettalith.store.snapshot.SegmentStore;
import io.mettalith.tools.report.Browser.Loaded;
import io.mettalith.tools.report.Browser.Scheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a real browser: it has no errors, asks for nothing, and fits wide windows and narrow ones. Skipped where
 * there is no Chromium.
 *
 * <p>{@code -Dreport.page=FILE} looks at that page in place of a sample, {@code -Dreport.pictures=DIR} puts the pictures
 * there in place of {@code target/pictures}.
 */
class ReportBrowserTest {
    private static final int NARROW = 400;
    private static final int WIDE = 1280;
    private static final int HEIGHT = 900;
    private static final int FOLD = 1500;
    private static final int MAX_PICTURE_HEIGHT = 4_500;

    /**
     * Runs in the page: notes what it asked for, and what reaches beyond the window without being in a box that scrolls.
     */
    private static final String PROBE = """
            <script>
            addEventListener('load', () => {
              const beyond = [...document.body.querySelectorAll('*')].filter(element =>
                element.getBoundingClientRect().right > innerWidth + 1
                && !element.parentElement.closest('.scroll'));
              const result = {
                width: innerWidth,
                scrollWidth: document.documentElement.scrollWidth,
                height: document.documentElement.scrollHeight,
                requests: performance.getEntriesByType('resource').length,
                buttons: document.querySelectorAll('th button').length,
                beyond: beyond.slice(0, 3).map(element => element.outerHTML.slice(0, 200)).join('\\n')
              };
              parent.postMessage(result, '*');
            });
            </script>
            """;

    /** Holds the page in a frame as wide as asked: the window itself has a least width. */
    private static final String FRAME = """
            <!DOCTYPE html><meta charset="utf-8"><style>body{margin:0} iframe{border:0;display:block}</style>
            <iframe src="%s" width="%d" height="%d"></iframe><div id="probe"></div>
            <script>
            addEventListener('message', message => {
              for (const [name, value] of Object.entries(message.data)) probe.dataset[name.toLowerCase()] = value;
            });
            </script>
            """;

    @TempDir
    private Path directory;

    private Browser browser;
    private Path page;
    private Path pictures;

    @BeforeEach
    void openPage() throws IOException {
        final Optional<Browser> found = Browser.find(directory);
        assumeTrue(found.isPresent(), "no chromium on the path; Debian has it as the package chromium");
        browser = found.get();
        final String given = System.getProperty("report.page");
        page = given == null ? Files.writeString(directory.resolve("report.html"), sample()) : Path.of(given);
        pictures = Files.createDirectories(Path.of(System.getProperty("report.pictures", "target/pictures")))
                .toAbsolutePath();
    }

    private static String sample() {
        try (SegmentStore store = SegmentStore.inMemory();
                Environment environment = Environment.create()) {
            for (int commit = 0; commit < 5; commit++) {
                for (int i = 0; i < 2_000; i++) {
                    environment.add(fact("relation-" + i % 40, commit, i));
                }
                store.commit("family-of-a-rather-long-name", environment, "batch " + commit);
                store.commit("ref-" + commit, environment);
            }
            environment.add(AtomCode.string("<b>&amp;</b>".repeat(100)));
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("family-of-a-rather-long-name", environment, "a long text and an index");
            final var request = new SnapshotReport.Request("family-of-a-rather-long-name", Optional.of("ref-1"), 10, 5);
            return ReportPage.of(SnapshotReport.of(store, request, atoms -> {}));
        }
    }

    private static AtomCode fact(String head, int commit, int number) {
        return AtomCode.expression(
                AtomCode.symbol(head), AtomCode.symbol("person-" + commit + "-" + number), AtomCode.integer(number));
    }

    private Loaded loadFramed(String text, int width) throws IOException, InterruptedException {
        final Path probed = directory.resolve("probed.html");
        Files.writeString(probed, text.replace("</body>", PROBE + "</body>"));
        return browser.load(frame(probed, width, HEIGHT), WIDE, HEIGHT);
    }

    private Path frame(Path inner, int width, int height) throws IOException {
        return Files.writeString(directory.resolve("frame.html"), String.format(FRAME, inner.toUri(), width, height));
    }

    private static Element probe(Loaded loaded) {
        final Element probe = loaded.document().getElementById("probe");
        assertThat(probe.hasAttr("data-width"))
                .as("the page's scripts ran: %s", loaded.log())
                .isTrue();
        return probe;
    }

    @ParameterizedTest
    @ValueSource(ints = {WIDE, 768, NARROW})
    void nothingReachesBeyondTheWindow(int width) throws IOException, InterruptedException {
        final Loaded loaded = loadFramed(Files.readString(page), width);
        final Element probe = probe(loaded);
        assertThat(probe.attr("data-width")).isEqualTo(Integer.toString(width));
        assertThat(probe.attr("data-beyond")).isEmpty();
        assertThat(Integer.parseInt(probe.attr("data-scrollwidth"))).isLessThanOrEqualTo(width);
        assertThat(probe.attr("data-requests")).isEqualTo("0");
        assertThat(Integer.parseInt(probe.attr("data-buttons"))).isPositive();
        assertThat(loaded.console()).isEmpty();
    }

    @Test
    void theProbeNoticesWhatIsTooWide() throws IOException, InterruptedException {
        final String planted =
                Files.readString(page).replace("</main>", "<div style=\"width: 2000px\">too wide</div></main>");
        assertThat(probe(loadFramed(planted, NARROW)).attr("data-beyond")).contains("too wide");
    }

    @Test
    void theConsoleHasErrorsAndForbiddenRequests() throws IOException, InterruptedException {
        final String planted = Files.readString(page)
                .replace("</main>", "<img src=\"file:///planted.png\"></main><script>planted()</script>");
        assertThat(loadFramed(planted, WIDE).console())
                .anySatisfy(line -> assertThat(line).contains("planted is not defined"))
                .anySatisfy(line -> assertThat(line).contains("Content Security Policy"));
    }

    @Test
    void picturesAreTaken() throws IOException, InterruptedException {
        final Element wide = probe(loadFramed(Files.readString(page), WIDE));
        final int height = Math.min(MAX_PICTURE_HEIGHT, Integer.parseInt(wide.attr("data-height")));
        browser.picture(page, WIDE, height, Scheme.LIGHT, pictures.resolve("report.png"));
        browser.picture(page, WIDE, FOLD, Scheme.DARK, pictures.resolve("report-dark.png"));
        final Path narrow = frame(page, NARROW, FOLD);
        browser.picture(narrow, NARROW, FOLD, Scheme.LIGHT, pictures.resolve("report-narrow.png"));
        assertThat(Files.size(pictures.resolve("report.png"))).isGreaterThan(50_000);
        assertThat(Files.readAllBytes(pictures.resolve("report-dark.png")))
                .isNotEqualTo(Files.readAllBytes(pictures.resolve("report.png")));
    }
}
