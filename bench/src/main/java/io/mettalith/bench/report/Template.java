package io.mettalith.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The prose of a page, in which what depends on figures stands as {@code {{word argument}}}. */
final class Template {
    private static final Pattern FIELD = Pattern.compile("\\{\\{(\\w+)(?: ([\\w-]+))?}}");

    private Template() {}

    /** Returns the text for a field; the argument is null where there is none. */
    @FunctionalInterface
    interface Fields {
        String text(String word, String argument);
    }

    /** Reads a template that stands beside this class. */
    static String read(String name) throws IOException {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String fill(String template, Fields fields) {
        return FIELD.matcher(template)
                .replaceAll(field -> Matcher.quoteReplacement(
                        fields.text(field.group(1), field.group(2)).stripTrailing()));
    }

    static IllegalArgumentException noSuchField(String word) {
        return new IllegalArgumentException("no such field in the template: field=" + word);
    }
}
