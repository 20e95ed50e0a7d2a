package io.mettalith.evaluator.atom;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroundedTest {
    private static List<Atom> oneOfEachKind() {
        return List.of(
                Numbers.integer(1),
                Numbers.integer(BigInteger.ONE.shiftLeft(64)),
                Numbers.floating(1),
                BoolAtom.TRUE,
                BoolAtom.FALSE,
                new StringAtom("1"),
                new StateAtom(0, 1),
                new SpaceAtom(0, 1),
                new NativeAtom(1L, Symbol.of("JavaLong")),
                Symbol.of("1"),
                Expression.of(Numbers.integer(1)));
    }

    @Test
    void atomsOfDifferentKindsDiffer() {
        assertThat(oneOfEachKind()).doesNotHaveDuplicates();
    }

    @Test
    void atomsOfOneKindAndValueAreEqual() {
        List<Atom> left = oneOfEachKind();
        List<Atom> right = oneOfEachKind();
        assertThat(left).isEqualTo(right).hasSameHashCodeAs(right);
    }

    @Test
    void handlesAreEqualByBothHalvesOfTheirId() {
        assertThat(new StateAtom(1, 2)).isNotEqualTo(new StateAtom(1, 3)).isNotEqualTo(new StateAtom(2, 2));
        assertThat(new SpaceAtom(1, 2)).isNotEqualTo(new SpaceAtom(1, 3)).isNotEqualTo(new SpaceAtom(2, 2));
        assertThat(new StateAtom(1, 2).high()).isEqualTo(1);
        assertThat(new SpaceAtom(1, 2).low()).isEqualTo(2);
    }

    @Test
    void truthValuesAreTwoObjects() {
        assertThat(BoolAtom.of(true)).isSameAs(BoolAtom.TRUE);
        assertThat(BoolAtom.of(false)).isSameAs(BoolAtom.FALSE);
        assertThat(BoolAtom.TRUE.value()).isTrue();
    }

    @Test
    void floatsAreEqualAsStored() {
        assertThat(Numbers.floating(Double.NaN)).isEqualTo(Numbers.floating(Double.NaN));
        assertThat(Numbers.floating(0.0)).isNotEqualTo(Numbers.floating(-0.0));
    }
}
