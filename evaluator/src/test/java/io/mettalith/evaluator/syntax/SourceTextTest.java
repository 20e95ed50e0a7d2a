package io.mettalith.evaluator.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    private static int offsetOf(SourceText source, String part) {
        String before = source.text().substring(0, source.text().indexOf(part));
        return before.getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void linesAndColumnsCountFromOne() {
        SourceText source = SourceText.of("a.metta", "ab\ncd\n\nef");
        assertThat(source.lineCount()).isEqualTo(4);
        assertThat(source.line(0)).isEqualTo(1);
        assertThat(source.line(2)).isEqualTo(1);
        assertThat(source.line(3)).isEqualTo(2);
        assertThat(source.column(4)).isEqualTo(2);
        assertThat(source.line(6)).isEqualTo(3);
        assertThat(source.line(source.lengthBytes())).isEqualTo(4);
        assertThat(source.column(source.lengthBytes())).isEqualTo(3);
    }

    @Test
    void columnsCountCodePoints() {
        SourceText source = SourceText.of("a.metta", "\tж𝄞漢 x");
        int x = offsetOf(source, "x");
        assertThat(x).isEqualTo(1 + 2 + 4 + 3 + 1);
        assertThat(source.column(x)).isEqualTo(6);
    }

    @Test
    void lineTextIsWithoutItsEnd() {
        SourceText source = SourceText.of("a.metta", "ab\r\ncd\r\n\r\nжf");
        assertThat(source.lineText(1)).isEqualTo("ab");
        assertThat(source.lineText(2)).isEqualTo("cd");
        assertThat(source.lineText(3)).isEmpty();
        assertThat(source.lineText(4)).isEqualTo("жf");
    }

    @Test
    void emptyTextHasOneEmptyLine() {
        SourceText source = SourceText.of(SourceText.INPUT, "");
        assertThat(source.lineCount()).isEqualTo(1);
        assertThat(source.lineText(1)).isEmpty();
        assertThat(new SourceSpan(source, 0, 0)).hasToString("<input>:1:1");
    }

    @Test
    void manyLinesAreFound() {
        SourceText source = SourceText.of("a.metta", "x\n".repeat(1000));
        assertThat(source.lineCount()).isEqualTo(1001);
        assertThat(source.line(2 * 777)).isEqualTo(778);
    }

    @Test
    void validLengthEndsBeforeMalformedBytes() {
        String text = "ж".repeat(10_000);
        byte[] good = text.getBytes(StandardCharsets.UTF_8);
        assertThat(SourceText.ofUtf8("a.metta", good.clone()).validLength()).isEqualTo(good.length);
        byte[] bad = good.clone();
        bad[15_001] = 'x';
        assertThat(SourceText.ofUtf8("a.metta", bad).validLength()).isEqualTo(15_000);
        assertThat(SourceText.ofUtf8("a.metta", new byte[] {'a', (byte) 0xE2, (byte) 0x80})
                        .validLength())
                .isEqualTo(1);
    }
}
