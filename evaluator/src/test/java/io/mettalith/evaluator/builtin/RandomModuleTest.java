package io.mettalith.evaluator.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.Metta;
import io.mettalith.evaluator.atom.FloatAtom;
import io.mettalith.evaluator.atom.IntegerAtom;
import io.mettalith.store.environment.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RandomModuleTest {
    private final Running running = new Running("random");

    @AfterEach
    void close() {
        running.close();
    }

    private String run(String program) {
        return running.run(program);
    }

    @Test
    void namesHaveNoMeaningBeforeTheImport() {
        try (Environment environment = Environment.create()) {
            final Metta metta = new Metta(environment);
            assertThat(metta.format(metta.run("!(random-int &rng 0 5)").get(0))).isEqualTo("[(random-int &rng 0 5)]");
        }
    }

    @Test
    void numbersAreWithinTheirRange() {
        for (int i = 0; i < 200; i++) {
            final var integer = (IntegerAtom)
                    running.metta().run("!(random-int &rng -2 3)").get(0).get(0);
            assertThat(integer.value()).isBetween(-2L, 2L);
            final var real = (FloatAtom)
                    running.metta().run("!(random-float &rng 1 1.5)").get(0).get(0);
            assertThat(real.value()).isGreaterThanOrEqualTo(1).isLessThan(1.5);
        }
        assertThat(run("!(if (flip) known known)")).isEqualTo("[known]");
    }

    @Test
    void equalSeedsGiveEqualNumbers() {
        assertThat(run("(= (three $g) ((random-int $g 0 1000000) (random-float $g 0 1) (random-int $g 0 1000000)))"
                        + "!(bind! &a (new-random-generator 7)) !(bind! &b (new-random-generator 7))"
                        + "!(== (three &a) (three &b)) !(== (three &a) (three &a))"
                        + "!(set-random-seed &a 1) !(set-random-seed &rng 1) !(== (three &a) (three &rng))"))
                .isEqualTo("[()][()][True][False][()][()][True]");
    }

    @Test
    void aGeneratorThatIsResetNoLongerFollowsItsSeed() {
        assertThat(run("!(bind! &a (new-random-generator 7)) !(bind! &b (new-random-generator 7))"
                        + "!(reset-random-generator &a)"
                        + "!(== (random-int &a 0 1000000000000) (random-int &b 0 1000000000000))"))
                .isEqualTo("[()][()][()][False]");
    }

    @Test
    void theSharedGeneratorMayBeUsedInRules() {
        assertThat(run("(= (die) (random-int &rng 6 7)) !(die) !(get-type &rng) !(get-type (new-random-generator 1))"))
                .isEqualTo("[6][RandomGenerator][RandomGenerator]");
        assertThat(run("!(add-atom &self (keeps &rng)) !(match &self (keeps $g) (random-int $g 1 2))"))
                .isEqualTo("[()][1]");
    }

    @Test
    void wrongCallsAreErrors() {
        assertThat(run("!(random-int &rng 2 -2)")).isEqualTo("[(Error (random-int &rng 2 -2) RangeIsEmpty)]");
        assertThat(run("!(random-float &rng 0 0)")).isEqualTo("[(Error (random-float &rng 0 0) RangeIsEmpty)]");
        assertThat(run("!(random-int 5 1 2)"))
                .isEqualTo("[(Error (random-int 5 1 2) (BadArgType 1 RandomGenerator Number))]");
        assertThat(run("!(random-int $g 1 2)")).contains("random-int expects a random generator and two integers");
        assertThat(run("!(random-int &rng 1 2.5)")).contains("random-int expects a random generator and two integers");
        assertThat(run("!(random-float &rng 1 (/ 1.0 0.0))")).contains("two finite numbers");
        assertThat(run("!(new-random-generator 1.5)")).contains("expects an integer");
        assertThat(run("!(set-random-seed &rng 1.5)")).contains("a random generator and an integer");
    }
}
