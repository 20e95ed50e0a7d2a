package io.mettalith.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A real browser without a window: Chromium, where the machine has it. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final int TIMEOUT_S = 300;

    private final Path program;
    private final Path directory;

    private Browser(Path program, Path directory) {
        this.program = program;
        this.directory = directory;
    }

    /**
     * Finds the browser on the path.
     *
     * @param directory for what it writes
     */
    static Optional<Browser> find(Path directory) {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> new Browser(program, directory));
    }

    /** Colours that the page is asked for. */
    enum Scheme {
        LIGHT(1),
        DARK(0);

        private final int setting;

        Scheme(int setting) {
            this.setting = setting;
        }
    }

    /**
     * What came of loading a page.
     *
     * @param document as it was after its scripts had run
     * @param log what the browser wrote on standard error: messages of the console among it
     */
    record Loaded(Document document, String log) {
        /** Returns the lines of the log that the page's console wrote. */
        List<String> console() {
            return log.lines().filter(line -> line.contains("CONSOLE")).toList();
        }
    }

    /** Loads a page in a window, runs its scripts, and returns its elements. No name is resolved meanwhile. */
    Loaded load(Path page, int width, int height) throws IOException, InterruptedException {
        final Path out = directory.resolve("dom.html");
        final String log = run(out, width, height, Scheme.LIGHT, List.of("--dump-dom"), page);
        return new Loaded(Jsoup.parse(Files.readString(out)), log);
    }

    /** Takes a picture of a page. */
    void picture(Path page, int width, int height, Scheme scheme, Path picture)
            throws IOException, InterruptedException {
        run(directory.resolve("out.txt"), width, height, scheme, List.of("--screenshot=" + picture), page);
        assertThat(picture).isNotEmptyFile();
    }

    private String run(Path out, int width, int height, Scheme scheme, List<String> task, Path page)
            throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                "--enable-logging=stderr",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--virtual-time-budget=3000",
                "--user-data-dir=" + directory.resolve("profile"),
                "--blink-settings=preferredColorScheme=" + scheme.setting,
                "--window-size=" + width + "," + height));
        command.addAll(task);
        command.add(page.toUri().toString());
        final Path log = directory.resolve("log.txt");
        final Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        return Files.readString(log);
    }
}
