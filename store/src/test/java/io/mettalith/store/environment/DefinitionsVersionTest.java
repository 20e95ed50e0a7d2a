package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefinitionsVersionTest {
    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    private static AtomCode atom(String head, String left, String right) {
        return written(head, left, right).toAtomCode();
    }

    private static AtomWriter written(String head, String left, String right) {
        final AtomWriter writer = new AtomWriter();
        writer.expression(3);
        writer.symbol(head);
        writer.symbol(left);
        writer.symbol(right);
        return writer;
    }

    @Test
    void changesWithEveryRuleAndTypeOfAnySpace() {
        final SpaceId other = environment.newSpace();
        final long start = environment.definitionsVersion();
        environment.add(atom("=", "a", "b"));
        final long afterRule = environment.definitionsVersion();
        environment.add(other, atom(":", "a", "A"));
        final long afterType = environment.definitionsVersion();
        environment.remove(atom("=", "a", "b"));

        assertThat(afterRule).isNotEqualTo(start);
        assertThat(afterType).isNotEqualTo(afterRule);
        assertThat(environment.definitionsVersion()).isNotEqualTo(afterType);
    }

    @Test
    void staysWhileOnlyFactsAreWritten() {
        environment.add(atom("edge", "a", "b"));
        final long before = environment.definitionsVersion();
        environment.add(atom("edge", "b", "c"));
        environment.remove(atom("edge", "a", "b"));

        assertThat(environment.definitionsVersion()).isEqualTo(before);
    }

    @Test
    void changesWithUnionDeltaAndBulkLoad() {
        environment.add(atom("edge", "a", "b"));
        try (Environment fork = environment.fork()) {
            fork.add(atom("=", "f", "g"));
            environment.add(atom("edge", "b", "c"));
            long before = environment.definitionsVersion();
            environment.union(fork);
            assertThat(environment.definitionsVersion()).as("union").isNotEqualTo(before);

            before = fork.definitionsVersion();
            fork.union(environment);
            assertThat(fork.definitionsVersion())
                    .as("union that takes the other's root")
                    .isNotEqualTo(before);
        }
        final long before = environment.definitionsVersion();
        try (AtomBatch batch = new AtomBatch()) {
            batch.add(written("=", "h", "i"));
            environment.addAll(SpaceId.MAIN, batch);
        }
        assertThat(environment.definitionsVersion()).as("bulk load").isNotEqualTo(before);
    }

    @Test
    void isNeverThatOfAnEnvironmentWithOtherDefinitions() {
        environment.add(atom("=", "a", "b"));
        try (Environment fork = environment.fork()) {
            assertThat(fork.definitionsVersion())
                    .as("the same definitions")
                    .isEqualTo(environment.definitionsVersion());
            fork.add(atom("=", "f", "g"));
            final long before = environment.definitionsVersion();
            environment.add(atom("=", "h", "i"));
            assertThat(fork.definitionsVersion()).isNotIn(before, environment.definitionsVersion());
        }
        try (Environment other = Environment.create()) {
            assertThat(other.definitionsVersion()).isNotEqualTo(environment.definitionsVersion());
        }
    }
}
