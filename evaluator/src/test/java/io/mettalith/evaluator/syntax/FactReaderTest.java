package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Symbol;
import io.mettalith.evaluator.atom.VariableIds;
import io.mettalith.evaluator.interpreter.AtomCodec;
import io.mettalith.store.atom.AtomCodeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactReaderTest {
    private static FactReader reader(String text, AtomSink sink) {
        return FactReading.reader(text.getBytes(StandardCharsets.UTF_8), new Tokenizer(), sink, FactReading.WHOLE);
    }

    /** Writes down what it is given. */
    private static final class Recorder implements AtomSink {
        private final List<String> calls = new ArrayList<>();

        @Override
        public void begin() {
            calls.add("begin");
        }

        @Override
        public void expression(int arity) {
            calls.add("expression " + arity);
        }

        @Override
        public void symbol(byte[] utf8, int offset, int length) {
            calls.add("symbol " + new String(utf8, offset, length, StandardCharsets.UTF_8));
        }

        @Override
        public void atom(Atom atom) {
            calls.add("atom " + atom);
        }
    }

    @Test
    void partsComeInOrderWithTheArityFirst() throws IOException {
        Recorder recorder = new Recorder();
        assertThat(reader("(= (f $x) 1 () \"a\\n\" True)", recorder).next()).isTrue();
        assertThat(recorder.calls)
                .containsExactly(
                        "begin",
                        "expression 6",
                        "symbol =",
                        "expression 2",
                        "symbol f",
                        "atom $x",
                        "atom 1",
                        "expression 0",
                        "atom \"a\\n\"",
                        "atom True");
    }

    @Test
    void positionsAreThoseOfTheWholeText() throws IOException {
        String text = "(a)\n(\u00e4\u00f6 b) (c\n d) (e) ; \u6f22\n  (f)\n".repeat(50);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int partBytes = 1; partBytes < 100; partBytes++) {
            assertThat(FactReading.read(bytes, new Tokenizer(), partBytes))
                    .as("parts of %d bytes", partBytes)
                    .isEqualTo(FactReading.parse(bytes, new Tokenizer()));
        }
    }

    @Test
    void aByteOrderMarkIsDropped() {
        assertThat(FactReading.read("\ufeff(a)")).singleElement().asString().startsWith("test.metta:1:1 (a) ");
    }

    @Test
    void whatIsBoundBetweenAtomsIsKnownToTheNext() throws IOException {
        Tokenizer tokenizer = new Tokenizer();
        Recorder recorder = new Recorder();
        FactReader reader = FactReading.reader("a a".getBytes(StandardCharsets.UTF_8), tokenizer, recorder, 16);
        reader.next();
        tokenizer.bind("a", Symbol.of("b"));
        reader.next();
        assertThat(reader.next()).isFalse();
        assertThat(recorder.calls).containsExactly("begin", "symbol a", "begin", "atom b");
    }

    @Test
    void thereIsNoSpanWithoutAnAtom() throws IOException {
        FactReader reader = reader("a", new Recorder());
        assertThatThrownBy(reader::span).isInstanceOf(IllegalStateException.class);
        reader.next();
        assertThat(reader.span().text()).isEqualTo("a");
        assertThat(reader.readBytes()).isEqualTo(1);
        reader.next();
        assertThatThrownBy(reader::span).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anErrorIsThrownAgain() throws IOException {
        FactReader reader = reader("(a) (b))", new Recorder());
        assertThat(reader.next()).isTrue();
        assertThat(reader.next()).isTrue();
        SyntaxErrorsException first = catchThrowableOfType(SyntaxErrorsException.class, reader::next);
        assertThat(first).hasMessage("test.metta:1:8: unexpected right bracket");
        assertThatThrownBy(reader::next).isSameAs(first);
    }

    @Test
    void ofALongTextTheErrorsNearTheFirstAreReported() {
        byte[] text = ("(a)\n".repeat(10) + ") $x# \"\\q\"\n" + "(b)\n".repeat(2_000_000) + ")\n(\n")
                .getBytes(StandardCharsets.UTF_8);
        FactReader reader = FactReading.reader(text, new Tokenizer(), new Recorder(), 64);
        SyntaxErrorsException errors = catchThrowableOfType(SyntaxErrorsException.class, () -> {
            while (reader.next()) {
                assertThat(reader.isExecuted()).isFalse();
            }
        });
        assertThat(errors.errors())
                .extracting(SyntaxError::describe)
                .containsExactly(
                        "test.metta:11:1: unexpected right bracket",
                        "test.metta:11:5: '#' char is reserved for internal usage",
                        "test.metta:11:8: invalid escape sequence");
    }

    @Test
    void commentsArePassedOverPartByPart() throws IOException {
        int partBytes = 1 << 12;
        InputStream comments =
                new ByteArrayInputStream("; comment\n".repeat(100_000).getBytes(StandardCharsets.UTF_8)) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) {
                        assertThat(length).isLessThanOrEqualTo(partBytes);
                        return super.read(bytes, offset, length);
                    }
                };
        FactReader reader =
                new FactReader(new SourceStream("comments", comments, partBytes), new Tokenizer(), new Recorder());
        assertThat(reader.next()).isFalse();
        assertThat(reader.readBytes()).isEqualTo(1_000_000);
    }

    @Test
    void limitsOfTheCodeAreReported() {
        String deep = "(a ".repeat(1 << 20 | 1) + ")".repeat(1 << 20 | 1);
        assertThatThrownBy(reader(deep, new AtomCodec(new VariableIds()))::next).isInstanceOf(AtomCodeException.class);
    }

    @Test
    void closingTheStreamClosesItsSource() throws IOException {
        boolean[] closed = new boolean[1];
        new SourceStream("a", new ByteArrayInputStream(new byte[0]) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                })
                .close();
        assertThat(closed[0]).isTrue();
    }
}
