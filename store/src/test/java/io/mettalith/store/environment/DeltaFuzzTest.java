package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;

/** Any bytes, with the length and the checksum that belong to them, are a delta or refused by {@link DeltaException}. */
@Tag("fuzz")
class DeltaFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void bytesAreADeltaOrRefused(byte[] bytes) {
        if (bytes.length < DeltaDescriptor.EMPTY_LENGTH) {
            return;
        }
        final byte[] sealed = RawDelta.sealed(bytes);
        final Delta delta;
        try {
            delta = Delta.fromBytes(sealed);
        } catch (final DeltaException refused) {
            return;
        }
        assertThat(delta.toBytes()).isEqualTo(sealed);
        final AtomicLong atoms = new AtomicLong();
        delta.forEach((space, atom, count) -> atoms.incrementAndGet());
        assertThat(atoms.get()).isEqualTo(delta.size());
        assertThat(delta.plus(Delta.empty(delta.base()))).isEqualTo(delta);
        assertThat(delta.minus(delta).isEmpty()).isTrue();
    }
}
