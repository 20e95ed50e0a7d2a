package io.mettalith.evaluator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java of a page and that of the test which runs it, to be compared: the page has it after {@code <!-- snippet: name -->},
 * the test between {@code // snippet: name} and {@code // end of snippet}. Comments of the page, and lines of the test that
 * end in {@code // test}, are left out.
 */
final class PageSnippets {
    private static final Path TESTS = Path.of("src/test/java/io/mettalith/evaluator");
    private static final Pattern PAGE = Pattern.compile("<!-- snippet: (.*?) -->\n```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TEST =
            Pattern.compile("\n        // snippet: ([^\n]*)\n(.*?)\n        // end of snippet", Pattern.DOTALL);

    private PageSnippets() {}

    /** Returns the snippets of a page, each with its name before it. */
    static List<String> ofPage(Path page) throws IOException {
        final List<String> snippets = new ArrayList<>();
        final Matcher blocks = PAGE.matcher(Files.readString(page));
        while (blocks.find()) {
            snippets.add(blocks.group(1) + "\n" + blocks.group(2).replaceAll(" +// .*", ""));
        }
        return snippets;
    }

    /** Returns the snippets of a test class of this package, each with its name before it. */
    static List<String> ofTest(Class<?> test) throws IOException {
        final List<String> snippets = new ArrayList<>();
        final Matcher blocks = TEST.matcher(Files.readString(TESTS.resolve(test.getSimpleName() + ".java")));
        while (blocks.find()) {
            snippets.add(blocks.group(1) + "\n" + unindented(blocks.group(2)));
        }
        return snippets;
    }

    private static String unindented(String code) {
        final StringBuilder out = new StringBuilder();
        code.lines()
                .filter(line -> !line.endsWith("// test"))
                .forEach(line ->
                        out.append(line.isEmpty() ? line : line.substring(8)).append('\n'));
        return out.toString();
    }
}
