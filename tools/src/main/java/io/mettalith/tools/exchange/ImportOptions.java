package io.mettalith.tools.exchange;

import java.util.Optional;

/**
 * How files are read.
 *
 * @param format of all of them; where it is empty, that which the name of each ends with, MeTTa for others
 * @param head of the atoms that rows of a table become; where it is empty, the file's name without its ending
 * @param named whether the first row of a table has the names of its columns
 */
public record ImportOptions(Optional<Format> format, Optional<String> head, boolean named) {
    /** What a file's name says. */
    public static final ImportOptions BY_NAME = new ImportOptions(Optional.empty(), Optional.empty(), true);

    FactSource open(FactFile file) {
        return switch (format.or(() -> Format.ofName(file.name())).orElse(Format.METTA)) {
            case METTA -> new MettaSource(file);
            case NTRIPLES -> new TripleSource(file);
            case CSV -> table(file, ',');
            case TSV -> table(file, '\t');
        };
    }

    private FactSource table(FactFile file, char separator) {
        return new TableSource(file, separator, head.orElseGet(file::stem), named);
    }
}
