package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Changed bytes are refused by a {@link DeltaException}, and never taken for another delta. */
class DeltaDamagePropertyTest {
    private static final int DELTAS = 60;
    private static final int FORGERIES = 40_000;

    private static Delta delta(long seed) {
        try (RandomHistory history = new RandomHistory(seed, 2)) {
            return Delta.between(history.base, history.forks.get(0))
                    .minus(Delta.between(history.base, history.forks.get(1)));
        }
    }

    @Test
    void everyChangeOfAByteIsRefused() {
        forEachDelta(bytes -> refusesEveryChange(bytes, Delta::fromBytes));
    }

    @Test
    void everyCutAndEveryExtensionIsRefused() {
        forEachDelta(bytes -> {
            for (int length = 0; length < bytes.length; length++) {
                refuses(Arrays.copyOf(bytes, length), Delta::fromBytes);
            }
            refuses(Arrays.copyOf(bytes, bytes.length + 1), Delta::fromBytes);
        });
    }

    @Test
    void decoderThatDoesNotLookAtTheChecksumIsCaught() {
        assertThatThrownBy(() -> forEachDelta(
                        bytes -> refusesEveryChange(bytes, changed -> Delta.fromBytes(RawDelta.sealed(changed)))))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("property failed: seed=");
    }

    /** Bytes with a checksum that is right, as somebody may forge them, are in the one form of a delta or refused. */
    @Test
    void forgedBytesAreRefusedOrTheCanonicalFormOfSomeDeltaThatCanBeApplied() {
        int accepted = 0;
        for (long seed = 0; seed < FORGERIES; seed++) {
            try {
                accepted += isAccepted(forged(seed)) ? 1 : 0;
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
        assertThat(accepted).as("accepted").isBetween(FORGERIES / 100, FORGERIES / 2);
    }

    private static byte[] forged(long seed) {
        final Random random = new Random(seed);
        byte[] bytes = delta(seed % DELTAS).toBytes();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            final int at = random.nextInt(12, bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] += (byte) (random.nextBoolean() ? 2 : -2);
                default -> bytes = Arrays.copyOf(bytes, Math.max(DeltaDescriptor.EMPTY_LENGTH, at));
            }
        }
        return RawDelta.sealed(bytes);
    }

    private static boolean isAccepted(byte[] bytes) {
        final Delta delta;
        try {
            delta = Delta.fromBytes(bytes);
        } catch (final DeltaException refused) {
            assertThat(refused).hasMessageStartingWith("delta ");
            return false;
        }
        assertThat(delta.plus(Delta.empty(delta.base())).toBytes()).isEqualTo(bytes);
        assertThat(delta.negate().negate().toBytes()).isEqualTo(bytes);
        try (Environment environment = Environment.create()) {
            environment.apply(delta);
            Image.of(environment);
        } catch (final IllegalArgumentException tooLarge) {
            assertThat(tooLarge).hasMessageStartingWith("space too large for the delta");
        }
        return true;
    }

    private static void refusesEveryChange(byte[] bytes, Function<byte[], Delta> decoder) {
        for (int at = 0; at < bytes.length; at++) {
            final byte[] changed = bytes.clone();
            for (int bits = 1; bits < 256; bits += at % 8 == 0 ? 1 : 37) {
                changed[at] = (byte) (bytes[at] ^ bits);
                refuses(changed, decoder);
            }
        }
    }

    private static void refuses(byte[] bytes, Function<byte[], Delta> decoder) {
        final Delta delta;
        try {
            delta = decoder.apply(bytes);
        } catch (final DeltaException expected) {
            return;
        }
        throw new AssertionError("accepted: " + delta);
    }

    private interface Property {
        void check(byte[] bytes);
    }

    private static void forEachDelta(Property property) {
        for (long seed = 0; seed < DELTAS; seed++) {
            try {
                property.check(delta(seed).toBytes());
            } catch (final AssertionError | RuntimeException e) {
                throw new AssertionError("property failed: seed=" + seed, e);
            }
        }
    }
}
