package io.mettalith.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The script by which bash and zsh complete a command line: commands, options, and what stands behind them by its label:
 * files, directories, the refs of the store that the line names, the values that an option knows.
 */
final class BashCompletion {
    /** Labels of what names a snapshot. */
    static final Set<String> REFS = Set.of("REF", "A", "B", "OTHER", "ENTRY");
    /** Labels of files and directories. */
    static final Set<String> FILES = Set.of("FILE", "DIR");

    private static final String HEAD = """
            # Completion of mettalith for bash, and for zsh through bashcompinit.
            if [ -n "${ZSH_VERSION:-}" ]; then
              autoload -U +X compinit && compinit -u
              autoload -U +X bashcompinit && bashcompinit
            fi

            # Names of refs in the store that the line names: a ref is a log in its folder.
            _mettalith_refs() {
              local store="${METTALITH_STORE:-.mettalith}" i word
              for ((i = 1; i < ${#COMP_WORDS[@]}; i++)); do
                word="${COMP_WORDS[i]}"
                if [[ "$word" == --store=* ]]; then
                  store="${word#--store=}"
                elif [[ "$word" == --store ]]; then
                  store="${COMP_WORDS[i + 1]}"
                  [[ "$store" != = ]] || store="${COMP_WORDS[i + 2]}"
                fi
              done
              [ -d "$store/refs" ] || return 0
              (cd "$store/refs" && find . -maxdepth 1 -name '*.log' -type f 2>/dev/null) |
                sed 's|^\\./||; s|\\.log$||; s|%|/|g'
            }

            _mettalith_words() {
              local IFS=$'\\n'
              COMPREPLY=($(compgen -W "$1" -- "$cur"))
            }

            # What may stand in a place: @refs, @files, @free, or words.
            _mettalith_offer() {
              case "$1" in
                @refs) _mettalith_words "$(_mettalith_refs)" ;;
                @files)
                  local IFS=$'\\n'
                  compopt -o filenames 2>/dev/null
                  COMPREPLY=($(compgen -f -- "$cur"))
                  ;;
                @free) COMPREPLY=() ;;
                *) _mettalith_words "${1// /$'\\n'}" ;;
              esac
            }

            _complete_mettalith() {
              local cur="${COMP_WORDS[COMP_CWORD]}" option="" before="" command="${COMP_WORDS[1]}" i word
              COMPREPLY=()
              if ((COMP_CWORD == 1)); then
                _mettalith_offer "$(_mettalith_commands) --help --version"
                return 0
              fi
              # --option=value is one word or three, as the shell has it.
              if [[ "$cur" == --*=* ]]; then
                option="${cur%%=*}"
                before="$option="
                cur="${cur#*=}"
              elif [[ "$cur" == "=" ]]; then
                option="${COMP_WORDS[COMP_CWORD - 1]}"
                cur=""
              elif [[ "${COMP_WORDS[COMP_CWORD - 1]}" == "=" ]]; then
                option="${COMP_WORDS[COMP_CWORD - 2]}"
              elif [[ "${COMP_WORDS[COMP_CWORD - 1]}" == -* ]]; then
                option="${COMP_WORDS[COMP_CWORD - 1]}"
              fi
              local values=""
              [[ -z "$option" ]] || values="$(_mettalith_option "$command" "$option")"
              if [[ -n "$values" ]]; then
                _mettalith_offer "$values"
                [[ -z "$before" ]] || COMPREPLY=("${COMPREPLY[@]/#/$before}")
                return 0
              fi
              if [[ "$cur" == -* ]]; then
                _mettalith_offer "$(_mettalith_options "$command")"
                return 0
              fi
              # Which of the arguments without an option this is.
              local place=0
              for ((i = 2; i < COMP_CWORD; i++)); do
                word="${COMP_WORDS[i]}"
                if [[ "$word" == -?* ]]; then
                  if [[ "${COMP_WORDS[i + 1]}" == "=" ]]; then
                    ((i += 2))
                  elif [[ "$word" != *=* && -n "$(_mettalith_option "$command" "$word")" ]]; then
                    ((i += 1))
                  fi
                else
                  ((place += 1))
                fi
              done
              _mettalith_offer "$(_mettalith_argument "$command" "$place")"
            }

            """;

    private final List<CommandLine> commands;
    private final StringBuilder script = new StringBuilder(HEAD);

    private BashCompletion(CommandLine main) {
        commands = main.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .toList();
    }

    /** Returns the script for all commands that are not hidden. */
    static String script(CommandLine main) {
        return new BashCompletion(main).write();
    }

    private String write() {
        script.append("_mettalith_commands() {\n  echo '")
                .append(commands.stream().map(CommandLine::getCommandName).collect(Collectors.joining(" ")))
                .append("'\n}\n\n");
        function(
                "options", "$1", command -> List.of(command.getCommandName() + ") echo '" + options(command) + "' ;;"));
        function("option", "$1 $2", BashCompletion::optionCases);
        function("argument", "$1 $2", this::argumentCases);
        return script.append("complete -F _complete_mettalith ")
                .append(Main.NAME)
                .append('\n')
                .toString();
    }

    private void function(String name, String of, Function<CommandLine, List<String>> cases) {
        script.append("_mettalith_")
                .append(name)
                .append("() {\n  case \"")
                .append(of)
                .append("\" in\n");
        commands.forEach(command -> cases.apply(command)
                .forEach(line -> script.append("    ").append(line).append('\n')));
        script.append("  esac\n}\n\n");
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> List.of(option.names()).stream())
                .collect(Collectors.joining(" "));
    }

    private static List<String> optionCases(CommandLine command) {
        final List<String> cases = new ArrayList<>();
        for (final OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden() && option.arity().max() > 0) {
                final String names = List.of(option.names()).stream()
                        .map(name -> "'" + command.getCommandName() + " " + name + "'")
                        .collect(Collectors.joining(" | "));
                cases.add(names + ") echo '" + values(option) + "' ;;");
            }
        }
        return cases;
    }

    private List<String> argumentCases(CommandLine command) {
        final List<String> cases = new ArrayList<>();
        for (final PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
            final boolean many = argument.arity().max() > 1;
            final String place = many ? " '*" : " " + argument.index().min() + "'";
            final String values = argument.paramLabel().equals("COMMAND")
                    ? commands.stream().map(CommandLine::getCommandName).collect(Collectors.joining(" "))
                    : values(argument);
            cases.add("'" + command.getCommandName() + place + ") echo '" + values + "' ;;");
        }
        return cases;
    }

    /** Returns what may stand in a place, as the script has it. */
    private static String values(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .collect(Collectors.joining(" "));
        }
        if (argument.type().isEnum()) {
            return List.of(argument.type().getEnumConstants()).stream()
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        }
        if (REFS.contains(argument.paramLabel())) {
            return "@refs";
        }
        return FILES.contains(argument.paramLabel()) ? "@files" : "@free";
    }
}
