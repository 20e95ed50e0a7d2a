package io.mettalith.tools;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a command, from what its {@code --help} is made of. */
final class ManPage {
    private final CommandSpec command;
    private final UsageMessageSpec usage;
    private final Help help;
    private final Roff page = new Roff();

    ManPage(CommandSpec command) {
        this.command = command;
        usage = command.usageMessage();
        help = new Help(command, Help.defaultColorScheme(Help.Ansi.OFF));
    }

    /** Returns the name of the page's file, such as {@code mettalith-run.1}. */
    String file() {
        return name(command) + ".1";
    }

    private static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** Returns the page in roff. */
    String text() {
        final String[] description = usage.description();
        page.title(name(command).toUpperCase(Locale.ROOT));
        page.section("NAME").text(name(command) + " - " + firstSentence(text(description)));
        page.section("SYNOPSIS").verbatim(help.synopsis(0));
        page.section("DESCRIPTION");
        Arrays.stream(description).forEach(paragraph -> page.paragraph(text(paragraph)));
        addArguments();
        addOptions();
        addCommands();
        addEnvironment();
        addExitCodes();
        addExamples();
        addOtherPages();
        return page.toString();
    }

    private void addArguments() {
        final List<PositionalParamSpec> arguments = command.positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .toList();
        if (!arguments.isEmpty()) {
            page.section("ARGUMENTS");
            arguments.forEach(argument -> page.item(argument.paramLabel(), text(argument.description())));
        }
    }

    private void addOptions() {
        page.section("OPTIONS");
        final List<OptionSpec> options = new ArrayList<>(command.options());
        options.removeIf(OptionSpec::hidden);
        options.sort((a, b) -> a.longestName().compareTo(b.longestName()));
        options.forEach(option -> page.item(term(option), text(option.description())));
    }

    private static String term(OptionSpec option) {
        final String names = String.join(", ", option.names());
        return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
    }

    private void addCommands() {
        if (command.subcommands().isEmpty()) {
            return;
        }
        page.section("COMMANDS");
        for (final CommandLine each : command.subcommands().values()) {
            final CommandSpec spec = each.getCommandSpec();
            if (!spec.usageMessage().hidden()) {
                page.item(
                        name(spec) + "(1)",
                        firstSentence(text(spec.usageMessage().description())));
            }
        }
    }

    private void addEnvironment() {
        if (command.parent() == null) {
            page.section("ENVIRONMENT")
                    .item("METTALITH_STORE", "directory of the store where --store names none; .mettalith unless set")
                    .item("METTALITH_JAVA_OPTS", "further options of the JVM, such as -Xmx8g")
                    .item("JAVA_HOME", "the JDK to use; otherwise that of the java on the PATH")
                    .item("NO_COLOR", "no colours, whatever its value is");
        }
    }

    private void addExitCodes() {
        final Map<String, String> codes = command.root().usageMessage().exitCodeList();
        page.section("EXIT STATUS");
        codes.forEach((code, meaning) -> page.item(code.strip(), text(meaning)));
    }

    private void addExamples() {
        final List<String> examples = Arrays.stream(usage.footer())
                .map(ManPage::text)
                .filter(line -> line.startsWith("  "))
                .map(String::strip)
                .toList();
        if (!examples.isEmpty()) {
            page.section("EXAMPLES").verbatim(String.join("\n", examples));
        }
    }

    private void addOtherPages() {
        if (command.parent() != null) {
            page.section("SEE ALSO").text(name(command.root()) + "(1)");
        }
    }

    /** Returns what a description comes to, its placeholders filled in as {@code --help} does. */
    private static String text(String... description) {
        return String.format(Locale.ROOT, String.join(" ", description));
    }

    private static String firstSentence(String text) {
        final int end = text.indexOf(". ");
        final String sentence = end < 0 ? text : text.substring(0, end);
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
