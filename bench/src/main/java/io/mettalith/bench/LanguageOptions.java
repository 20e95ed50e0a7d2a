package io.mettalith.bench;

import io.mettalith.bench.language.Program;
import io.mettalith.bench.report.LanguageResults;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What {@link LanguageSuite} is asked to do. */
final class LanguageOptions {
    /** The comparison of a fork with its owner, among what can be chosen. */
    static final String FORK = "fork";

    private static final int ROUNDS = 5;

    private final Set<String> chosen = new TreeSet<>();
    private final List<String> runOptions = new ArrayList<>();
    private int rounds;
    private boolean quick;
    private boolean memo;

    private LanguageOptions() {}

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException if they are not understood
     */
    static LanguageOptions parse(List<String> arguments) {
        final LanguageOptions options = new LanguageOptions();
        final Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            options.take(rest.next(), rest);
        }
        return options;
    }

    private void take(String argument, Iterator<String> rest) {
        switch (argument) {
            case "--quick" -> quick = true;
            case "--memo" -> memo = true;
            case "--rounds" -> rounds = rounds(rest);
            case "--only" -> { // what follows are names, which need no option before them
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException("no value: option=--only; names: " + names());
                }
            }
            case "--" -> rest.forEachRemaining(runOptions::add);
            default -> choose(argument);
        }
    }

    private static int rounds(Iterator<String> rest) {
        final String value = rest.hasNext() ? rest.next() : "";
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("not a number of rounds: rounds=" + value);
        }
        return Integer.parseInt(value);
    }

    private void choose(String name) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no such option or name: argument=" + name + "; names: " + names());
        }
        chosen.add(name);
    }

    /** Returns all that can be chosen. */
    static Set<String> names() {
        final Set<String> names =
                Arrays.stream(Program.values()).map(Program::id).collect(Collectors.toCollection(TreeSet::new));
        names.add(LanguageResults.START);
        names.add(FORK);
        return names;
    }

    /** Reports whether something is to be measured. */
    boolean chooses(String name) {
        return chosen.isEmpty() || chosen.contains(name);
    }

    /** Reports whether everything is to be measured. */
    boolean choosesAll() {
        return chosen.isEmpty();
    }

    int rounds() {
        return rounds > 0 ? rounds : quick ? 1 : ROUNDS;
    }

    boolean quick() {
        return quick;
    }

    boolean memo() {
        return memo;
    }

    /** Returns further options of {@code mettalith run}. */
    List<String> runOptions() {
        return List.copyOf(runOptions);
    }
}
