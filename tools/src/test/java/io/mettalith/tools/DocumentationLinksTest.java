package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links within the documentation lead somewhere, and the table of contents to every page and decision. */
class DocumentationLinksTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");
    private static final Path CONTENTS = DOCS.resolve("README.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");

    /** Returns the files and directories of this repository that a page links to. */
    private static List<Path> linked(Path page) throws IOException {
        final List<Path> targets = new ArrayList<>();
        final Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            if (!links.group(1).contains(":")) {
                targets.add(page.resolveSibling(links.group(1)).normalize());
            }
        }
        return targets;
    }

    private static List<Path> pages(Path directory, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        final List<Path> pages = new ArrayList<>(pages(DOCS, Integer.MAX_VALUE));
        pages.addAll(pages(ROOT, 1));
        assertThat(pages).hasSizeGreaterThan(30);
        for (final Path page : pages) {
            assertThat(linked(page))
                    .as(page.toString())
                    .allSatisfy(target -> assertThat(target).exists());
        }
    }

    @Test
    void theContentsHaveEveryPageAndEveryDecision() throws IOException {
        final List<Path> expected = new ArrayList<>(pages(DOCS, 1));
        expected.addAll(pages(DOCS.resolve("decisions"), 1));
        expected.addAll(pages(DOCS.resolve("benchmarks"), 1));
        expected.remove(CONTENTS);
        assertThat(linked(CONTENTS)).containsAll(expected);
    }
}
