package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Any bytes are either accepted, and then every walk succeeds on them, or refused by {@link AtomCodeException}. */
class AtomDamagePropertyTest {
    private static final int CASES = 100_000;
    private static final int[] TAGS = {
        0x00, 0x01, 0x02, 0x03, 0x08, 0x0A, 0x0F, 0x10, 0x17, 0x18, 0x19, 0x20, 0x21, 0x22, 0x28, 0x29, 0x30, 0x32,
        0x40, 0x41, 0x42, 0x7E, 0x7F, 0x80, 0x81, 0xC0, 0xE0, 0xFE, 0xFF
    };

    private interface Verifier {
        int verify(DirectBuffer buffer, int offset, int length);
    }

    private final AtomWriter writer = new AtomWriter();
    private final AtomReader reader = new AtomReader();
    private final AtomMatcher matcher = new AtomMatcher();

    @Test
    void damagedCodeIsAcceptedAsAnAtomOrRefused() {
        int[] outcomes = new int[2];
        Seed.check(CASES, random -> outcomes[check(damaged(random), AtomVerifier::verify) ? 1 : 0]++);
        assertThat(IntStream.of(outcomes)).as("refused and accepted").allMatch(count -> count > CASES / 50);
    }

    @Test
    void randomBytesAreAcceptedAsAnAtomOrRefused() {
        int[] outcomes = new int[2];
        Seed.check(CASES, random -> outcomes[check(randomTokens(random), AtomVerifier::verify) ? 1 : 0]++);
        assertThat(IntStream.of(outcomes)).as("refused and accepted").allMatch(count -> count > CASES / 100);
    }

    @Test
    void walksOverUnverifiedBytesThrowNothingElse() {
        Seed.check(CASES, random -> {
            UnsafeBuffer bytes = new UnsafeBuffer(random.nextBoolean() ? damaged(random) : randomTokens(random));
            UnsafeBuffer others = new UnsafeBuffer(damaged(random));
            tolerate(() -> AtomSkipper.skip(bytes, 0, bytes.capacity()));
            tolerate(() -> readAll(bytes));
            tolerate(() -> AtomPrinter.append(new StringBuilder(), bytes, 0, bytes.capacity()));
            tolerate(() -> matcher.match(bytes, 0, bytes.capacity(), others, 0, others.capacity()));
            tolerate(() -> matcher.match(others, 0, others.capacity(), bytes, 0, bytes.capacity()));
        });
    }

    @Test
    void verifierThatAcceptsTooMuchIsCaught() {
        Verifier lax = (buffer, offset, length) -> AtomSkipper.skip(buffer, offset, offset + length) - offset;

        assertThatThrownBy(() -> Seed.check(CASES, random -> check(damaged(random), lax)))
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching(
                        "property failed: seed=-?\\d+, run=\\d+;" + " reproduce with -Dmettalith.test.seed=-?\\d+");
    }

    /** Returns whether the bytes were accepted. */
    private boolean check(byte[] bytes, Verifier verifier) {
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int variables;
        try {
            variables = verifier.verify(buffer, 0, bytes.length);
        } catch (AtomCodeException refused) {
            assertThat(refused).hasMessageMatching("(?s)atom .*: .*=.*; .*");
            return false;
        }
        checkAccepted(buffer, variables);
        return true;
    }

    private void checkAccepted(UnsafeBuffer buffer, int variables) {
        int length = buffer.capacity();
        assertThat(AtomSkipper.skip(buffer, 0, length)).isEqualTo(length);
        AtomPrinter.append(new StringBuilder(), buffer, 0, length);
        assertThat(matcher.match(buffer, 0, length, buffer, 0, length))
                .isEqualTo(variables == 0 ? AtomMatcher.MATCH : AtomMatcher.MAYBE);
        ModelAtom atom = ModelAtom.read(reader.wrap(buffer, 0, length));
        assertThat(atom.write(writer.reset()).toAtomCode().toByteArray())
                .as("bytes that the writer makes of it")
                .isEqualTo(buffer.byteArray());
    }

    private void readAll(UnsafeBuffer bytes) {
        reader.wrap(bytes, 0, bytes.capacity());
        while (reader.advance()) {
            switch (reader.kind()) {
                case SYMBOL, STRING, VARIABLE -> reader.text();
                case INTEGER -> reader.bigIntegerValue();
                case FLOAT -> reader.doubleValue();
                default -> reader.arity();
            }
        }
    }

    private static void tolerate(Runnable walk) {
        try {
            walk.run();
        } catch (AtomCodeException expected) {
            assertThat(expected).hasMessageStartingWith("atom ");
        }
    }

    private static byte[] damaged(RandomGenerator random) {
        byte[] bytes = code(random);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            bytes = damage(bytes, random);
        }
        return bytes;
    }

    private static byte[] code(RandomGenerator random) {
        return new RandomAtoms(random, true).next(3).code().toByteArray();
    }

    private static byte[] damage(byte[] bytes, RandomGenerator random) {
        if (bytes.length == 0) {
            return code(random);
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = tag(random);
            case 3 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
            case 4 -> {
                return Arrays.copyOf(bytes, at);
            }
            case 5 -> {
                return splice(bytes, at, random.nextInt(at, bytes.length), new byte[] {tag(random)});
            }
            default -> {
                return splice(bytes, at, random.nextInt(at, bytes.length), code(random));
            }
        }
        return bytes;
    }

    /** The bytes with those between two offsets replaced. */
    private static byte[] splice(byte[] bytes, int from, int to, byte[] part) {
        byte[] result = Arrays.copyOf(bytes, from + part.length + bytes.length - to);
        System.arraycopy(part, 0, result, from, part.length);
        System.arraycopy(bytes, to, result, from + part.length, bytes.length - to);
        return result;
    }

    private static byte[] randomTokens(RandomGenerator random) {
        byte[] bytes = new byte[random.nextInt(1, random.nextBoolean() ? 4 : 40)];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += 1 + random.nextInt(4)) {
            bytes[i] = tag(random);
        }
        return bytes;
    }

    private static byte tag(RandomGenerator random) {
        return (byte) TAGS[random.nextInt(TAGS.length)];
    }
}
