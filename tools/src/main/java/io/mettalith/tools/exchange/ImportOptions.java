package io.mettalith.tools.exchange;

import io.mettalith.evaluator.syntax.PlainNames;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How files are read.
 *
 * @param format of all of them; where it is empty, that which the name of each ends with, MeTTa for what has no name
 * @param head of the atoms that rows of a table become; where it is empty, the file's name without its ending
 * @param named whether the first row of a table has the names of its columns
 * @param delimiter between the fields of a row; where it is empty, that of the format
 * @param distinct whether each atom is there once in the end, however often it comes
 * @param partial whether an export that is cut short is taken as far as it goes
 */
public record ImportOptions(
        Optional<Format> format,
        Optional<String> head,
        boolean named,
        Optional<Character> delimiter,
        boolean distinct,
        boolean partial) {
    /** What a file's name says. */
    public static final ImportOptions BY_NAME = new ImportOptions(Optional.empty(), Optional.empty(), true);

    /** Makes options with the usual delimiter, for whole files, whose atoms add up. */
    public ImportOptions(Optional<Format> format, Optional<String> head, boolean named) {
        this(format, head, named, Optional.empty(), false, false);
    }

    FactSource open(FactFile file) {
        return switch (format.or(() -> Format.ofName(file.name())).orElseGet(() -> unnamed(file))) {
            case METTA -> new MettaSource(file, partial);
            case NTRIPLES -> new TripleSource(file, false, partial);
            case NQUADS -> new TripleSource(file, true, partial);
            case CSV -> table(file, ',');
            case TSV -> table(file, '\t');
        };
    }

    /** Returns the format of what comes from a stream; a file has to say. */
    private static Format unnamed(FactFile file) {
        if (file.isStream()) {
            return Format.METTA;
        }
        throw new UnsuitableException("unknown ending of a name: file=" + file.name() + ", known=" + Format.endings()
                + ", each also with .gz; say which it is with --format");
    }

    private FactSource table(FactFile file, char separator) {
        return new TableSource(file, delimiter.orElse(separator), word(head.orElseGet(file::stem)), named);
    }

    /** Returns a head as it is, if MeTTa reads it as a symbol. */
    private static String word(String head) {
        final byte[] utf8 = head.getBytes(StandardCharsets.UTF_8);
        if (!PlainNames.isSymbol(utf8, 0, utf8.length) || head.startsWith("&")) {
            throw new UnsuitableException(
                    "no pattern could name the head of these rows: head=" + head + "; choose a word with --head");
        }
        return head;
    }
}
