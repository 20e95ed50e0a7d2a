package io.mettalith.tools;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output of a command. What cannot be written ends the command by an {@link OutputException}, at once or at the
 * next flush; {@link #failure()} tells of the first, whoever has caught it. Numbers are formatted the same everywhere.
 *
 * <p>Threading: as a {@link PrintWriter}.
 */
final class Output extends PrintWriter {
    private static final int BUFFER_CHARACTERS = 1 << 13;

    private final Checked checked;

    /** Makes an output in front of a writer, buffered. */
    Output(Writer to) {
        this(new Checked(to));
    }

    private Output(Checked checked) {
        super(new BufferedWriter(checked, BUFFER_CHARACTERS));
        this.checked = checked;
    }

    /** Returns why the output is not whole, or nothing if all that was flushed has been written. */
    Optional<OutputException> failure() {
        return Optional.ofNullable(checked.failure);
    }

    @Override
    public PrintWriter format(String format, Object... args) {
        return super.format(Locale.ROOT, format, args);
    }

    /** A {@link PrintWriter} would swallow an {@link IOException}. */
    private static final class Checked extends Writer {
        private final Writer to;
        private OutputException failure;

        Checked(Writer to) {
            this.to = to;
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            check();
            try {
                to.write(characters, offset, length);
            } catch (final IOException e) {
                fail(e);
            }
        }

        @Override
        public void flush() {
            check();
            try {
                to.flush();
            } catch (final IOException e) {
                fail(e);
            }
        }

        @Override
        public void close() throws IOException {
            to.close();
        }

        private void check() {
            if (failure != null) {
                throw failure;
            }
        }

        private void fail(IOException e) {
            failure = new OutputException(e);
            throw failure;
        }
    }
}
