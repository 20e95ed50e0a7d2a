package io.mettalith.store.atom;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The sample of the package's tour. */
class AtomTourTest {
    @Test
    void sampleRuns() {
        AtomWriter writer = new AtomWriter();
        AtomCode fact = writer.reset()
                .expression(3)
                .symbol("parent")
                .symbol("Tom")
                .symbol("Bob")
                .toAtomCode();
        AtomCode pattern = writer.reset()
                .expression(3)
                .symbol("parent")
                .variable("x")
                .symbol("Bob")
                .toAtomCode();

        AtomMatcher matcher = new AtomMatcher();
        int result = matcher.match(pattern.buffer(), 0, pattern.length(), fact.buffer(), 0, fact.length());
        assertThat(result).isEqualTo(AtomMatcher.MATCH);

        AtomCode x = AtomCode.copyOf(fact.buffer(), matcher.bindingOffset(0), matcher.bindingLength(0));
        assertThat(x + " is a parent in " + fact).isEqualTo("Tom is a parent in (parent Tom Bob)");
    }
}
