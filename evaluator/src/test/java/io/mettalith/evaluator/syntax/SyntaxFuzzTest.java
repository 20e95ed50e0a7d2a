package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Any bytes are a program to all readers, or the same errors: to the check, to the parser, and in parts. */
@Tag("fuzz")
class SyntaxFuzzTest {
    private static final int PART_BYTES = 16;

    @FuzzTest(maxDuration = "60s")
    void bytesAreReadOrRejectedByAllReaders(byte[] bytes) {
        SourceText source = SourceText.ofUtf8(Parsing.FILE, bytes.clone());
        List<SyntaxError> errors = Parser.checkAll(source);
        errors.forEach(error -> assertThat(error.render()).startsWith("error: " + Parsing.FILE + ":"));
        assertThat(parse(source)).isEqualTo(errors);
        List<String> parsed = FactReading.parse(bytes, new Tokenizer());
        assertThat(FactReading.read(bytes, new Tokenizer(), FactReading.WHOLE)).isEqualTo(parsed);
        assertThat(FactReading.read(bytes, new Tokenizer(), PART_BYTES)).isEqualTo(parsed);
    }

    /** Returns the errors; what is read without one is read again from its own text. */
    private static List<SyntaxError> parse(SourceText source) {
        Parser parser = new Parser(source, new Tokenizer());
        List<String> atoms = new ArrayList<>();
        try {
            while (parser.next()) {
                atoms.add(parser.atom().toString());
            }
        } catch (SyntaxErrorsException e) {
            return e.errors();
        }
        atoms.forEach(atom -> assertThat(Parsing.atom(atom)).hasToString(atom));
        return List.of();
    }
}
