package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The laws of the code, on random atoms and against a model that knows nothing of bytes. */
class AtomCodePropertyTest {
    private static final int ATOMS = 20_000;

    private final AtomWriter writer = new AtomWriter();
    private final AtomReader reader = new AtomReader();

    private static ModelAtom atom(RandomGenerator random) {
        return new RandomAtoms(random, random.nextBoolean()).next();
    }

    @Test
    void whatIsWrittenIsReadAndWrittenAgainAsTheSameBytes() {
        Seed.check(ATOMS, random -> {
            ModelAtom atom = atom(random);
            AtomCode code = atom.write(writer.reset()).toAtomCode();
            ModelAtom read = ModelAtom.read(reader.wrap(code));

            assertThat(read).isEqualTo(atom);
            assertThat(reader.advance()).isFalse();
            assertThat(read.write(writer.reset()).toAtomCode()).isEqualTo(code);
        });
    }

    @Test
    void rewrittenAtomHasTheSameBytes() {
        Seed.check(ATOMS, random -> {
            AtomCode code = atom(random).code();

            assertThat(writer.reset().atom(code).toAtomCode()).isEqualTo(code);
        });
    }

    @Test
    void whatIsWrittenIsVerified() {
        Seed.check(ATOMS, random -> {
            ModelAtom atom = atom(random);
            AtomCode code = atom.code();

            assertThat(AtomVerifier.verify(code.buffer(), 0, code.length()))
                    .isEqualTo(atom.variables().size());
            assertThat(code.ground()).isEqualTo(atom.ground());
        });
    }

    @Test
    void equalAtomsAndOnlyTheseHaveEqualBytes() {
        Seed.check(ATOMS, random -> {
            ModelAtom left = new RandomAtoms(random, true).next(1);
            ModelAtom right = new RandomAtoms(random, true).next(1);

            assertThat(left.code().equals(right.code())).isEqualTo(left.equals(right));
        });
    }

    @Test
    void byteOrderOfTwoAtomsIsTheirOrder() {
        ModelOrder order = new ModelOrder();
        Seed.check(10 * ATOMS, random -> {
            ModelAtom left = atom(random);
            ModelAtom right = random.nextBoolean() ? atom(random) : changed(left, random);

            assertThat(Integer.signum(left.code().compareTo(right.code())))
                    .as("%s and %s", left.code(), right.code())
                    .isEqualTo(Integer.signum(order.compare(left, right)));
        });
    }

    /** The atom with one part replaced, so that the two share a beginning. */
    private static ModelAtom changed(ModelAtom atom, RandomGenerator random) {
        if (atom instanceof ModelAtom.Expr expr && !expr.children().isEmpty() && random.nextInt(4) > 0) {
            List<ModelAtom> children = new ArrayList<>(expr.children());
            int index = random.nextInt(children.size());
            children.set(index, changed(children.get(index), random));
            return new ModelAtom.Expr(children);
        }
        return new RandomAtoms(random, true).next(1);
    }

    @Test
    void sortedBytesAreSortedAtomsAndNoneBeginsAnother() {
        Seed.check(1, random -> {
            List<ModelAtom> atoms = new ArrayList<>();
            for (int i = 0; i < 3 * ATOMS; i++) {
                atoms.add(atom(random));
            }
            List<AtomCode> codes =
                    atoms.stream().map(ModelAtom::code).sorted().distinct().toList();

            assertThat(atoms.stream()
                            .sorted(new ModelOrder())
                            .map(ModelAtom::code)
                            .distinct())
                    .containsExactlyElementsOf(codes);
            checkPrefixFree(codes);
        });
    }

    /** A code that begins others would stand right before one of them. */
    private static void checkPrefixFree(List<AtomCode> sorted) {
        for (int i = 1; i < sorted.size(); i++) {
            byte[] left = sorted.get(i - 1).toByteArray();
            byte[] right = sorted.get(i).toByteArray();
            assertThat(Arrays.mismatch(left, right))
                    .as("%s begins %s", sorted.get(i - 1), sorted.get(i))
                    .isLessThan(Math.min(left.length, right.length));
        }
    }

    @Test
    void orderIsTotal() {
        Comparator<AtomCode> order = Comparator.naturalOrder();
        Seed.check(ATOMS, random -> {
            AtomCode[] codes = {
                atom(random).code(), atom(random).code(), atom(random).code()
            };
            Arrays.sort(codes);

            assertThat(order.compare(codes[0], codes[2])).isLessThanOrEqualTo(0);
            assertThat(order.compare(codes[2], codes[0])).isGreaterThanOrEqualTo(0);
        });
    }

    @Test
    void skipEndsWhereTheCodeEnds() {
        Seed.check(ATOMS, random -> {
            AtomCode code = atom(random).code();
            byte[] around = new byte[code.length() + 40];
            random.nextBytes(around);
            int offset = random.nextInt(20);
            code.copyTo(around, offset);

            assertThat(AtomSkipper.skip(new UnsafeBuffer(around), offset, around.length))
                    .isEqualTo(offset + code.length());
        });
    }

    @Test
    void everyPartIsSkippedToItsEnd() {
        Seed.check(ATOMS, random -> {
            AtomCode code = atom(random).code();
            reader.wrap(code);
            while (reader.advance()) {
                int end = AtomSkipper.skip(code.buffer(), reader.offset(), code.length());
                assertThat(end).isEqualTo(endByCounting(code, reader.offset()));
            }
        });
    }

    private static int endByCounting(AtomCode code, int offset) {
        AtomReader part = new AtomReader().wrap(code);
        while (part.nextOffset() <= offset) {
            part.advance();
        }
        return part.skipChildren().nextOffset();
    }

    @Test
    void everyCutIsDetected() {
        Seed.check(2_000, random -> {
            byte[] code = atom(random).code().toByteArray();
            for (int length = 0; length < Math.min(code.length, 300); length++) {
                UnsafeBuffer cut = new UnsafeBuffer(Arrays.copyOf(code, length));
                assertThatThrownBy(() -> AtomSkipper.skip(cut, 0, cut.capacity()))
                        .isInstanceOf(AtomCodeException.class);
                assertThatThrownBy(() -> AtomVerifier.verify(cut, 0, cut.capacity()))
                        .isInstanceOf(AtomCodeException.class);
            }
        });
    }
}
