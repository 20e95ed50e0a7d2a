package io.mettalith.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what commands print with files, {@code golden/NAME.txt} and {@code golden/NAME.json} under the resources of
 * the tests. With {@code -Dgolden.update=true} the files are written instead.
 *
 * <p>What differs from run to run is masked: an id is {@code <id-1>}, the next one {@code <id-2>}, whether it is printed
 * whole or its first twelve digits; a space that a program made is {@code &space-<1>}; a time is {@code <time>}, a duration {@code <seconds>}, the heap {@code <heap>}, the
 * test's directory {@code <directory>}.
 */
final class Golden {
    /** For people or for programs. */
    enum Form {
        TEXT(".txt"),
        JSON(".json");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }
    }

    private static final Path FILES = Path.of("src/test/resources/golden");
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");
    private static final int SHORT_ID_LENGTH = 12;
    private static final Pattern ID = Pattern.compile("\\b(?:[0-9a-f]{32}|[0-9a-f]{12})\\b");
    private static final Pattern SPACE = Pattern.compile("&space-[0-9a-f]{8,}(?:-[0-9a-f]+)?");

    private static final Map<Pattern, String> MASKS = new LinkedHashMap<>();

    static {
        MASKS.put(Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"), "<time>");
        MASKS.put(Pattern.compile("\\b\\d+\\.\\d+ s\\b"), "<seconds> s");
        MASKS.put(Pattern.compile("\"(\\w*[sS]econds)\":[-+.\\dEe]+"), "\"$1\":\"<seconds>\"");
        MASKS.put(Pattern.compile("(on the heap +)[\\d,]+ bytes, -?[\\d.]+ per"), "$1<heap> bytes, <heap> per");
        MASKS.put(Pattern.compile("\"(heap\\w*)\":[-+.\\dEe]+"), "\"$1\":\"<heap>\"");
    }

    private final Form form;
    private final Path directory;

    /**
     * Prepares comparisons.
     *
     * @param form of all reports that are compared
     * @param directory of the test; the store is {@code store} in it
     */
    Golden(Form form, Path directory) {
        this.form = form;
        this.directory = directory;
    }

    /** Runs a command on the store, to prepare for those that are compared. */
    Cli run(String... command) {
        final List<Object> arguments = new ArrayList<>(List.of((Object[]) command));
        arguments.add(1, "--store");
        arguments.add(2, directory.resolve("store"));
        return Cli.run(arguments.toArray());
    }

    /** Runs a command on the store, and compares what it prints with the file of that name. */
    void check(String name, int exitCode, String... command) {
        final List<String> arguments = new ArrayList<>(List.of(command));
        if (form == Form.JSON) {
            arguments.add(1, "--json");
        }
        final Cli cli = run(arguments.toArray(String[]::new));
        assertThat(cli.err()).as("diagnostics of %s", name).isEmpty();
        assertThat(cli.exitCode()).as("exit code of %s", name).isEqualTo(exitCode);
        compare(name + form.suffix, masked(cli.out()));
    }

    private static void compare(String file, String actual) {
        final Path golden = FILES.resolve(file);
        try {
            if (UPDATE) {
                Files.createDirectories(FILES);
                Files.writeString(golden, actual);
            }
            assertThat(actual)
                    .as("golden/%s; if this is what it should be: mvn -pl tools -am test -Dgolden.update=true", file)
                    .isEqualTo(Files.readString(golden));
        } catch (final IOException e) {
            throw new UncheckedIOException("golden file failed: file=" + golden, e);
        }
    }

    private String masked(String output) {
        String text = output.replace(directory.toString(), "<directory>");
        for (final Map.Entry<Pattern, String> mask : MASKS.entrySet()) {
            text = mask.getKey().matcher(text).replaceAll(mask.getValue());
        }
        text = numbered(SPACE, text, name -> name, "&space-<", ">");
        return numbered(ID, text, id -> id.substring(0, SHORT_ID_LENGTH), "<id-", ">");
    }

    /** Replaces what matches by numbers, in the order of first appearance. */
    private static String numbered(
            Pattern pattern, String text, UnaryOperator<String> identity, String before, String after) {
        final Map<String, Integer> numbers = new LinkedHashMap<>();
        return pattern.matcher(text).replaceAll(match -> {
            final String key = identity.apply(match.group());
            numbers.putIfAbsent(key, numbers.size() + 1);
            return Matcher.quoteReplacement(before + numbers.get(key) + after);
        });
    }
}
