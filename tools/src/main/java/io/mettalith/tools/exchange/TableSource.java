package io.mettalith.tools.exchange;

import io.mettalith.store.atom.AtomCodeException;
import io.mettalith.store.atom.AtomWriter;
import java.io.IOException;
import java.util.List;

/**
 * Reads rows of a table as atoms {@code (head field field ...)}, and the row of names at the top as {@code (columns head
 * "name" "name" ...)}.
 *
 * <p>A field is an integer or a float where the text is just what MeTTa prints for that number, else a string.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class TableSource implements FactSource {
    private static final int PROGRESS_STEP = 1 << 13;
    private static final String COLUMNS = "columns";

    private final FactFile file;
    private final char separator;
    private final String head;
    private final boolean named;
    private final AtomWriter writer = new AtomWriter();

    /**
     * Makes a source.
     *
     * @param separator between two fields
     * @param head of each row's atom
     * @param named whether the first row has the names of the columns
     */
    TableSource(FactFile file, char separator, String head, boolean named) {
        this.file = file;
        this.separator = separator;
        this.head = head;
        this.named = named;
    }

    @Override
    public void readInto(FactSink sink, Runnable read) throws IOException {
        final TableRows rows = new TableRows(file.name(), new Lines(file.name(), file.text()), separator);
        for (int count = 0; rows.next(); ) {
            try {
                write(rows.fields(), count == 0 && named);
            } catch (final AtomCodeException e) {
                throw FormatException.at(file.name(), rows.number(), 1, e.getMessage(), "split the row");
            }
            sink.add(writer, 1);
            if (++count % PROGRESS_STEP == 0) {
                read.run();
            }
        }
    }

    private void write(List<String> row, boolean names) {
        writer.reset();
        if (names) {
            writer.expression(row.size() + 2).symbol(COLUMNS).symbol(head);
        } else {
            writer.expression(row.size() + 1).symbol(head);
        }
        for (final String field : row) {
            if (names) {
                writer.string(field);
            } else {
                writeField(field);
            }
        }
    }

    private void writeField(String field) {
        if (Literals.isInteger(field)) {
            writer.integer(Literals.bigInteger(field));
        } else if (isNumeric(field) && Literals.isFloat(field)) {
            writer.real(Literals.floating(field));
        } else {
            writer.string(field);
        }
    }

    /** Reports whether a text may be that of a finite number; {@code NaN} and {@code INF} are words here. */
    private static boolean isNumeric(String field) {
        return !field.isEmpty() && Character.isDigit(field.charAt(field.length() - 1));
    }
}
