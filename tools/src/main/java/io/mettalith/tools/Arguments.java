package io.mettalith.tools;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How arguments become values, for all commands alike. */
final class Arguments {
    private static final int MOST_DIGITS = 18;

    private Arguments() {}

    /** Lets a command line read numbers and files so. */
    static CommandLine register(CommandLine commandLine) {
        return commandLine
                .registerConverter(long.class, Arguments::count)
                .registerConverter(Long.class, Arguments::count)
                .registerConverter(int.class, Arguments::smallCount)
                .registerConverter(Integer.class, Arguments::smallCount)
                .registerConverter(Path.class, Arguments::path);
    }

    /** Every number that an option takes is a number of things. */
    private static long count(String value) {
        final boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || value.length() > MOST_DIGITS) {
            throw new TypeConversionException("not a whole number from 0: value=" + value);
        }
        return Long.parseLong(value);
    }

    private static int smallCount(String value) {
        final long count = count(value);
        if (count > Integer.MAX_VALUE) {
            throw new TypeConversionException("too large: value=" + value + ", largest=" + Integer.MAX_VALUE);
        }
        return (int) count;
    }

    private static Path path(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("an empty name is no file's; name one, or leave the option out");
        }
        try {
            return Path.of(value);
        } catch (final InvalidPathException e) {
            throw new TypeConversionException(reason(e));
        }
    }

    /** Says why a text is no file's name, and what helps. */
    static String reason(InvalidPathException e) {
        return "not a file's name here: name=" + e.getInput() + ", reason=" + e.getReason() + ", encoding="
                + System.getProperty("sun.jnu.encoding")
                + "; set LC_ALL=C.UTF-8 before java starts, as tools/bin/mettalith does";
    }
}
