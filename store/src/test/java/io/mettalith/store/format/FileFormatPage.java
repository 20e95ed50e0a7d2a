package io.mettalith.store.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The blocks of the worked example in docs/file-format.md, each under a comment {@code <!-- example: NAME -->}. */
final class FileFormatPage {
    static final Path FILE = Path.of("../docs/file-format.md");
    private static final int LINE_BYTES = 16;
    private static final String FENCE = "```";

    private FileFormatPage() {}

    /** Returns what a block has. */
    static String block(String name) throws IOException {
        final String page = Files.readString(FILE);
        final int start = start(page, name);
        return page.substring(start, page.indexOf(FENCE, start));
    }

    /** Replaces what a block has. */
    static void replace(String name, String text) throws IOException {
        final String page = Files.readString(FILE);
        final int start = start(page, name);
        Files.writeString(FILE, page.substring(0, start) + text + page.substring(page.indexOf(FENCE, start)));
    }

    private static int start(String page, String name) {
        final int comment = page.indexOf("<!-- example: " + name + " -->");
        if (comment < 0) {
            throw new IllegalStateException("the page has no such example: name=" + name + ", page=" + FILE);
        }
        return page.indexOf('\n', page.indexOf(FENCE, comment)) + 1;
    }

    /** Returns bytes as lines of an offset, sixteen bytes, and the characters among them. */
    static String hex(byte[] bytes) {
        final List<String> lines = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += LINE_BYTES) {
            final int to = Math.min(bytes.length, from + LINE_BYTES);
            final String digits = HexFormat.ofDelimiter(" ").formatHex(bytes, from, to);
            lines.add(String.format("%04x  %-47s  %s%n", from, digits, characters(bytes, from, to)));
        }
        return String.join("", lines);
    }

    private static String characters(byte[] bytes, int from, int to) {
        final StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(bytes[i] > ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
        }
        return text.toString();
    }
}
