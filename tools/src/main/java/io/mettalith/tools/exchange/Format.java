package io.mettalith.tools.exchange;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A form in which atoms are read or written. */
public enum Format {
    /** MeTTa's own text. */
    METTA(".metta"),
    /** RDF triples, one a line. */
    NTRIPLES(".nt"),
    /** RDF triples in graphs, one a line. */
    NQUADS(".nq"),
    /** Rows of a table, with commas. */
    CSV(".csv"),
    /** Rows of a table, with tabs. */
    TSV(".tsv");

    private static final String COMPRESSED = ".gz";

    private final String ending;

    Format(String ending) {
        this.ending = ending;
    }

    /** Returns the format that a file's name ends with, {@code .gz} or not behind it. */
    public static Optional<Format> ofName(String file) {
        final String name = withoutCompression(file.toLowerCase(Locale.ROOT));
        for (final Format format : values()) {
            if (name.endsWith(format.ending)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Returns the endings that are known, as errors name them. */
    public static String endings() {
        return Arrays.stream(values()).map(format -> format.ending).collect(Collectors.joining(", "));
    }

    /** Reports whether a file's name says that it is compressed. */
    static boolean isCompressed(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(COMPRESSED);
    }

    /** Returns a name without the ending of its format, if it has one, and without {@code .gz}. */
    static String stem(String name) {
        final String plain = withoutCompression(name);
        final Optional<Format> format = ofName(plain);
        return format.map(known -> plain.substring(0, plain.length() - known.ending.length()))
                .orElse(plain);
    }

    /** Returns the name that people type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String withoutCompression(String name) {
        return isCompressed(name) ? name.substring(0, name.length() - COMPRESSED.length()) : name;
    }
}
