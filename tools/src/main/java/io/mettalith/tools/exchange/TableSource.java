package io.mettalith.tools.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.mettalith.store.atom.AtomWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

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
    private int fields = -1;

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
        long line = 1;
        try (CsvReader<CsvRecord> rows = open()) {
            int count = 0;
            for (final CsvRecord row : rows) {
                line = row.getStartingLineNumber();
                check(row);
                write(row, count == 0 && named);
                sink.add(writer, 1);
                if (++count % PROGRESS_STEP == 0) {
                    read.run();
                }
            }
        } catch (final CsvParseException e) {
            throw FormatException.at(
                    file.name(),
                    line,
                    1,
                    "in or after this row: " + reason(e),
                    "quote fields that have quotes, and double those");
        } catch (final UncheckedIOException e) {
            throw unreadable(e.getCause(), line);
        }
    }

    private CsvReader<CsvRecord> open() {
        final Reader text = new InputStreamReader(
                file.text(),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .acceptCharsAfterQuotes(false)
                .ignoreDifferentFieldCount(true)
                .ofCsvRecord(text);
    }

    private void check(CsvRecord row) {
        if (fields < 0) {
            fields = row.getFieldCount();
        }
        if (row.getFieldCount() != fields) {
            throw FormatException.at(
                    file.name(),
                    row.getStartingLineNumber(),
                    1,
                    "row of another length: fields=" + row.getFieldCount() + ", expected=" + fields,
                    "every row has as many fields as the first; quote a field that has the separator in it");
        }
    }

    private void write(CsvRecord row, boolean names) {
        final int count = row.getFieldCount();
        writer.reset();
        if (names) {
            writer.expression(count + 2).symbol(COLUMNS).symbol(head);
        } else {
            writer.expression(count + 1).symbol(head);
        }
        for (int i = 0; i < count; i++) {
            final String field = row.getField(i);
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

    private static String reason(CsvParseException e) {
        final Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    private IOException unreadable(IOException e, long line) {
        if (e instanceof CharacterCodingException) {
            throw FormatException.at(
                    file.name(), line, 1, "malformed UTF-8 in or after this row", "save the text as UTF-8");
        }
        return e;
    }
}
