package io.mettalith.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The results of a benchmark in a directory, one file {@code NAME-jdkN.json} for each JDK. */
final class ResultFiles {
    private ResultFiles() {}

    /** Reads the results of one file. */
    @FunctionalInterface
    interface Reader<R> {
        R read(Path file) throws IOException;
    }

    /** Returns all results of a benchmark by the JDK's number. */
    static <R> Map<Integer, R> read(Path directory, String benchmark, Reader<R> reader) throws IOException {
        final Pattern pattern = Pattern.compile(Pattern.quote(benchmark) + "-jdk(\\d+)\\.json");
        final Map<Integer, R> results = new TreeMap<>();
        try (var files = Files.list(directory)) {
            for (final Path file : files.sorted().toList()) {
                final Matcher name = pattern.matcher(file.getFileName().toString());
                if (name.matches()) {
                    results.put(Integer.valueOf(name.group(1)), reader.read(file));
                }
            }
        }
        return results;
    }

    /** Returns them again; at least one. */
    static <R> Map<Integer, R> present(Map<Integer, R> byJdk) {
        if (byJdk.isEmpty()) {
            throw new IllegalArgumentException("no results: files=0; run the benchmark first");
        }
        return new TreeMap<>(byJdk);
    }
}
