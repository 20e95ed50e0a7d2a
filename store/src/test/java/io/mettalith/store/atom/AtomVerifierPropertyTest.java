package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A verifier that knows the code before decides as one that knows nothing. A failure names its seed. */
class AtomVerifierPropertyTest {
    private static final int REFUSED = -1;

    @Test
    void knowingTheCodeBeforeChangesNoDecision() {
        int refused = 0;
        for (int seed = 0; seed < 300; seed++) {
            refused += compare(seed, false);
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void tooManyBytesTakenForSharedAreFoundOut() {
        int different = 0;
        for (int seed = 0; seed < 50; seed++) {
            try {
                compare(seed, true);
            } catch (final AssertionError e) {
                different++;
            }
        }
        assertThat(different).isPositive();
    }

    /** Returns how many codes both have refused. */
    private static int compare(int seed, boolean overstate) {
        final Random random = new Random(seed);
        AtomVerifier verifier = new AtomVerifier();
        byte[] before = {};
        int refused = 0;
        for (final byte[] code : codes(random)) {
            final int mismatch = Arrays.mismatch(before, code);
            final int common = mismatch < 0 ? code.length : mismatch;
            final int shared = overstate ? Math.min(code.length, common + 3) : random.nextInt(common + 1);
            final int expected = decide(new AtomVerifier(), code, 0);
            assertThat(decide(verifier, code, shared))
                    .as("seed %d, code %s", seed, Arrays.toString(code))
                    .isEqualTo(expected);
            before = expected == REFUSED ? new byte[0] : code;
            verifier = expected == REFUSED ? new AtomVerifier() : verifier;
            refused += expected == REFUSED ? 1 : 0;
        }
        return refused;
    }

    private static int decide(AtomVerifier verifier, byte[] code, int shared) {
        try {
            return verifier.verifyNext(new UnsafeBuffer(code), 0, code.length, shared);
        } catch (final AtomCodeException e) {
            return REFUSED;
        }
    }

    /** Returns ascending codes that have much in common, some of them damaged. */
    private static List<byte[]> codes(Random random) {
        final List<byte[]> codes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            final byte[] code = new AtomWriter()
                    .expression(4)
                    .symbol("head" + random.nextInt(2))
                    .variable("v" + random.nextInt(2))
                    .expression(2)
                    .integer(random.nextInt(3) * 100L)
                    .string("s\u00e9" + random.nextInt(3))
                    .variable("v" + random.nextInt(2))
                    .toAtomCode()
                    .toByteArray();
            if (random.nextInt(4) == 0) {
                code[random.nextInt(code.length)] ^= (byte) (1 << random.nextInt(8));
            }
            codes.add(code);
        }
        codes.sort(Arrays::compareUnsigned);
        return codes;
    }
}
