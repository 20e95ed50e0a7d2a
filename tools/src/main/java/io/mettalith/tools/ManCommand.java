package io.mettalith.tools;

import io.mettalith.tools.exchange.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the manual pages of all commands. */
@Command(
        name = "man",
        mixinStandardHelpOptions = true,
        description = "Writes the manual pages of all commands, in the format of man.",
        footer = {
            "",
            "Examples:",
            "  mettalith man -o ~/.local/share/man/man1    (then: man mettalith-run)",
            "  mettalith man -o . && man -l mettalith.1"
        })
final class ManCommand implements Callable<Integer> {
    @Option(names = "-o", paramLabel = "DIR", required = true, description = "directory to write the pages to")
    private Path directory;

    @Override
    public Integer call() throws IOException {
        Files.createDirectories(directory);
        for (final Map.Entry<String, String> page : pages().entrySet()) {
            WholeFile.write(directory.resolve(page.getKey()), page.getValue());
        }
        return ExitCode.OK;
    }

    /** Returns the text of each page by the name of its file: of the command line, and of each command not hidden. */
    static Map<String, String> pages() {
        final CommandLine main = Main.allCommands();
        final Map<String, String> pages = new TreeMap<>();
        add(main, pages);
        main.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> add(command, pages));
        return pages;
    }

    private static void add(CommandLine command, Map<String, String> pages) {
        final ManPage page = new ManPage(command.getCommandSpec());
        pages.put(page.file(), page.text());
    }
}
