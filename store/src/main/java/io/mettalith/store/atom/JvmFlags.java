package io.mettalith.store.atom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flags that the JVM needs: Agrona and Chronicle reach into the JDK. The list is that of the build.
 *
 * <p>Whatever a program touches first asks {@link #check()}, before Agrona is loaded: a class that has failed to load once
 * never loads again, and says no more why.
 */
public final class JvmFlags {
    private static final String LIST = "jvm-flags.txt";
    private static final Pattern FLAG = Pattern.compile("--add-(exports|opens)=([^/]+)/([^=]+)=ALL-UNNAMED");
    private static final int FIRST_WITH_MORE = 24;

    private static final List<String> NEEDED = needed();
    private static final List<String> MISSING =
            NEEDED.stream().filter(JvmFlags::isMissing).toList();

    private JvmFlags() {}

    /**
     * Checks that the flags are there. Costs nothing where they are.
     *
     * @throws IllegalStateException if not, with all flags to be given, each time it is asked
     */
    public static void check() {
        if (!MISSING.isEmpty()) {
            throw new IllegalStateException("the JVM was started without flags that it needs: missing=" + MISSING.get(0)
                    + (MISSING.size() == 1 ? "" : " and " + (MISSING.size() - 1) + " more") + "; start it with: "
                    + String.join(" ", NEEDED));
        }
    }

    private static List<String> needed() {
        final String[] lines = read().split("\n");
        final List<String> flags = new ArrayList<>(flags(lines[0]));
        if (Runtime.version().feature() >= FIRST_WITH_MORE) {
            flags.addAll(flags(lines[1]));
        }
        return flags;
    }

    private static List<String> flags(String line) {
        return Arrays.stream(line.trim().split("\\s+"))
                .filter(flag -> !flag.isEmpty())
                .toList();
    }

    private static String read() {
        try (InputStream in = JvmFlags.class.getResourceAsStream(LIST)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read the list of flags: resource=" + LIST, e);
        }
    }

    private static boolean isMissing(String flag) {
        final Matcher parts = FLAG.matcher(flag);
        if (!parts.matches()) {
            return false; // without it, there is a warning
        }
        final Module here = JvmFlags.class.getModule();
        final boolean opens = parts.group(1).equals("opens");
        return ModuleLayer.boot()
                .findModule(parts.group(2))
                .filter(module -> module.getPackages().contains(parts.group(3)))
                .filter(module ->
                        !(opens ? module.isOpen(parts.group(3), here) : module.isExported(parts.group(3), here)))
                .isPresent();
    }
}
