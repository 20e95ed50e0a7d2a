package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Tag;

/** Any bytes are the one code of an atom, or refused by {@link AtomCodeException}; so is what walks over them. */
@Tag("fuzz")
class AtomCodeFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void bytesAreTheCodeOfAnAtomOrRefused(byte[] bytes) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        walk(buffer);
        try {
            AtomVerifier.verify(buffer, 0, bytes.length);
        } catch (AtomCodeException refused) {
            return;
        }
        ModelAtom atom = ModelAtom.read(new AtomReader().wrap(buffer, 0, bytes.length));
        assertThat(atom.write(new AtomWriter()).toAtomCode().toByteArray()).isEqualTo(bytes);
        assertThat(AtomSkipper.skip(buffer, 0, bytes.length)).isEqualTo(bytes.length);
    }

    private static void walk(UnsafeBuffer buffer) {
        try {
            AtomPrinter.append(new StringBuilder(), buffer, 0, buffer.capacity());
            new AtomMatcher().match(buffer, 0, buffer.capacity(), buffer, 0, buffer.capacity());
        } catch (AtomCodeException refused) {
            assertThat(refused).hasMessageContaining("atom");
        }
    }
}
