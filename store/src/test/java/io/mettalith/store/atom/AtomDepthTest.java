package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Atoms as deep as the cap, which no walk may follow by recursion. */
class AtomDepthTest {
    private static final int DEEP = 1_000_000;

    /** {@code (S (S ... Z))}: the depth is in the last child. */
    private static AtomWriter numeral(int depth) {
        AtomWriter writer = new AtomWriter();
        for (int i = 0; i < depth; i++) {
            writer.expression(2).symbol("S");
        }
        return writer.symbol("Z");
    }

    /** {@code (((Z S) S) ...)}: the depth is in the first child. */
    private static AtomWriter leftNumeral(int depth) {
        AtomWriter writer = new AtomWriter();
        for (int i = 0; i < depth; i++) {
            writer.expression(2);
        }
        writer.symbol("Z");
        for (int i = 0; i < depth; i++) {
            writer.symbol("S");
        }
        return writer;
    }

    @Test
    void deepAtomIsSkippedAndVerified() {
        for (AtomCode code :
                new AtomCode[] {numeral(DEEP).toAtomCode(), leftNumeral(DEEP).toAtomCode()}) {
            assertThat(code.length()).isEqualTo(3 * DEEP + 2);
            assertThat(AtomSkipper.skip(code.buffer(), 0, code.length())).isEqualTo(code.length());
            assertThat(AtomVerifier.verify(code.buffer(), 0, code.length())).isZero();
            assertThat(AtomCode.copyOf(code.buffer(), 0, code.length()).equals(code))
                    .isTrue();
        }
    }

    @Test
    void deepAtomIsReadAndWrittenAgain() {
        AtomCode code = numeral(DEEP).toAtomCode();
        AtomReader reader = new AtomReader().wrap(code);
        AtomWriter writer = new AtomWriter();
        while (reader.advance()) {
            if (reader.kind() == AtomKind.EXPRESSION) {
                writer.expression(reader.arity());
            } else {
                writer.symbol(reader.text());
            }
        }

        assertThat(writer.toAtomCode().equals(code)).isTrue();
        assertThat(writer.toAtomCode().compareTo(code)).isZero();
        assertThat(code.compareTo(numeral(DEEP - 1).toAtomCode()))
                .as("an expression stands before the symbol Z")
                .isNegative();
    }

    @Test
    void deepAtomIsPrinted() {
        String right = "(S ".repeat(DEEP) + "Z" + ")".repeat(DEEP);
        String left = "(".repeat(DEEP) + "Z" + " S)".repeat(DEEP);

        assertThat(numeral(DEEP).toAtomCode().toString().equals(right)).isTrue();
        assertThat(leftNumeral(DEEP).toAtomCode().toString().equals(left)).isTrue();
    }

    @Test
    void deepAtomIsMatched() {
        AtomMatcher matcher = new AtomMatcher();
        AtomCode code = numeral(DEEP).toAtomCode();
        AtomWriter halfway = new AtomWriter();
        for (int i = 0; i < DEEP / 2; i++) {
            halfway.expression(2).symbol("S");
        }
        AtomCode pattern = halfway.variable("x").toAtomCode();

        assertThat(match(matcher, code, code)).isEqualTo(AtomMatcher.MATCH);
        assertThat(match(matcher, pattern, code)).isEqualTo(AtomMatcher.MATCH);
        assertThat(matcher.bindingLength(0)).isEqualTo(3 * DEEP / 2 + 2);
        assertThat(match(matcher, code, pattern)).isEqualTo(AtomMatcher.MAYBE);
    }

    private static int match(AtomMatcher matcher, AtomCode pattern, AtomCode atom) {
        return matcher.match(pattern.buffer(), 0, pattern.length(), atom.buffer(), 0, atom.length());
    }

    @Test
    void deepAtomWithVariablesIsPartOfAnother() {
        AtomWriter writer = new AtomWriter();
        for (int i = 0; i < DEEP; i++) {
            writer.expression(2).variable("x");
        }
        AtomCode deep = writer.variable("y").toAtomCode();

        AtomCode whole = AtomCode.expression(AtomCode.variable("y"), deep);

        assertThat(AtomVerifier.verify(whole.buffer(), 0, whole.length())).isEqualTo(2);
    }

    @Test
    void depthIsCapped() {
        int max = AtomDescriptor.MAX_DEPTH;
        AtomCode deepest = numeral(max).toAtomCode();

        assertThat(AtomVerifier.verify(deepest.buffer(), 0, deepest.length())).isZero();
        assertThatThrownBy(() -> numeral(max + 1))
                .isInstanceOf(AtomCodeException.class)
                .hasMessage("atom too deep: offset=3145729, maxDepth=1048576; keep the parts as atoms of their own");
        assertThatThrownBy(() -> leftNumeral(max + 1)).hasMessageStartingWith("atom too deep");
        assertThatThrownBy(() -> AtomCode.expression(deepest)).hasMessageStartingWith("atom too deep");
    }

    @Test
    void writerCapsTheDepthWhereALevelIsOneByte() {
        AtomWriter writer = new AtomWriter();
        for (int i = 0; i <= AtomDescriptor.MAX_DEPTH; i++) {
            writer.expression(1);
        }

        assertThatThrownBy(() -> writer.expression(0))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom too deep: offset=1048577");
        assertThat(writer.isComplete()).isFalse();
    }

    @Test
    void verifierCapsTheDepth() {
        byte[] bytes = new byte[AtomDescriptor.MAX_DEPTH + 2];
        Arrays.fill(bytes, (byte) 0x41);
        bytes[bytes.length - 1] = 0x40;
        DirectBuffer buffer = new UnsafeBuffer(bytes);

        assertThat(AtomSkipper.skip(buffer, 0, bytes.length)).isEqualTo(bytes.length);
        assertThat(AtomVerifier.verify(buffer, 1, bytes.length - 1)).isZero();
        assertThatThrownBy(() -> AtomVerifier.verify(buffer, 0, bytes.length))
                .isInstanceOf(AtomCodeException.class)
                .hasMessageStartingWith("atom too deep: offset=1048577");
    }

    @Test
    void completeAtomIsNotTooDeepForItsLength() {
        AtomWriter writer = new AtomWriter().expression(3 * DEEP);
        for (int i = 0; i < 3 * DEEP; i++) {
            writer.expression(0);
        }

        assertThat(writer.isComplete()).isTrue();
    }
}
