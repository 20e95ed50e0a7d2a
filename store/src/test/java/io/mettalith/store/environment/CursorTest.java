package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.texts;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final Environment environment = Environment.create();

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void aBoundPrefixIsARangeAndTheRestIsCompared() {
        environment.add(atom("edge", "a", "b"));
        environment.add(atom("edge", "a", "c"));
        environment.add(atom("edge", "b", "c"));
        environment.add(atom("node", "a", "b"));
        assertThat(texts(environment.match(atom("edge", "a", "$x")))).containsExactly("(edge a b)", "(edge a c)");
        assertThat(texts(environment.match(atom("edge", "$x", "c")))).containsExactly("(edge a c)", "(edge b c)");
        assertThat(texts(environment.match(atom("$head", "a", "b")))).containsExactly("(edge a b)", "(node a b)");
        assertThat(texts(environment.match(atom("edge", "a", "b")))).containsExactly("(edge a b)");
        assertThat(texts(environment.match(word("$x")))).hasSize(4);
    }

    @Test
    void aRepeatedVariableMeansEqualParts() {
        environment.add(atom("edge", "a", "a"));
        environment.add(atom("edge", "a", "b"));
        assertThat(texts(environment.match(atom("edge", "$x", "$x")))).containsExactly("(edge a a)");
    }

    @Test
    void storedVariablesAnswerAtEveryPosition() {
        environment.add(word("$all"));
        environment.add(atom("$head", "a", "b"));
        environment.add(atom("edge", "$from", "b"));
        environment.add(atom("edge", "a", "$to"));
        environment.add(atom("edge", "c", "$to"));
        environment.add(atom("edge", "a", "b"));
        assertThat(texts(environment.match(atom("edge", "a", "b"))))
                .containsExactly("$all", "($head a b)", "(edge $from b)", "(edge a $to)", "(edge a b)");
    }

    @Test
    void onlyAtomsWithoutVariablesAreExact() {
        environment.add(atom("edge", "a", "b"));
        environment.add(atom("edge", "a", "$to"));
        try (Cursor cursor = environment.match(atom("edge", "$from", "b"))) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.isExact()).isEqualTo(!cursor.hasVariables());
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.isExact()).isEqualTo(!cursor.hasVariables());
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void bindingsOfAnExactAnswerAreFoundInItsCode() {
        environment.add(AtomCode.expression(word("edge"), atom("nested", "a"), word("b")));
        try (Cursor cursor = environment.match(atom("edge", "$from", "$to"))) {
            assertThat(cursor.next()).isTrue();
            assertThat(AtomCode.copyOf(cursor.atom(), cursor.bindingOffset(0), cursor.bindingLength(0)))
                    .isEqualTo(atom("nested", "a"));
            assertThat(AtomCode.copyOf(cursor.atom(), cursor.bindingOffset(1), cursor.bindingLength(1)))
                    .isEqualTo(word("b"));
        }
    }

    @Test
    void aCursorSeesTheSpaceAsItWasWhenItWasOpened() {
        for (int i = 0; i < 500; i++) {
            environment.add(atom("n", "x" + i));
        }
        int seen = 0;
        try (Cursor cursor = environment.match(atom("n", "$x"))) {
            while (cursor.next()) {
                environment.add(atom("n", "y" + seen));
                environment.remove(atom("n", "x" + seen));
                seen++;
            }
        }
        assertThat(seen).isEqualTo(500);
        assertThat(environment.size()).isEqualTo(500);
        assertThat(texts(environment.match(atom("n", "x1")))).isEmpty();
    }

    @Test
    void aCursorSeesAnIndexAsItWasWhenItWasOpened() {
        environment.add(word("$all"));
        for (int i = 0; i < 500; i++) {
            environment.add(atom("n", "x" + i, "end"));
            environment.add(atom("n", "x" + i, "other"));
            environment.add(atom("n", "y" + i, "other"));
        }
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        environment.add(atom("n", "own", "other"));
        try (Cursor cursor = environment.match(atom("n", "$x", "end"))) {
            assertThat(cursor.next()).isTrue();
            environment.add(atom("n", "later", "end"));
            int seen = 1;
            while (cursor.next()) {
                seen++;
            }
            assertThat(seen).isEqualTo(501);
        }
    }

    @Test
    void writesCopyOnlyWhileACursorIsOpen() {
        environment.add(atom("a"));
        try (Cursor cursor = environment.match(atom("a"))) {
            environment.add(atom("b"));
            assertThat(cursor.next()).isTrue();
        }
        final long copied = environment.segmentsCopied();
        assertThat(copied).isEqualTo(1);
        texts(environment.match(atom("a")));
        environment.add(atom("c"));
        assertThat(environment.segmentsCopied()).isEqualTo(copied);
    }

    @Test
    void useAfterCloseIsAnError() {
        environment.add(atom("a"));
        final Cursor closed = environment.match(atom("a"));
        closed.close();
        closed.close();
        assertThatThrownBy(closed::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("close");
    }

    @Test
    void aCursorWhoseEnvironmentIsClosedIsAnError() {
        final Environment other = Environment.create();
        other.add(atom("a"));
        final Cursor orphan = other.match(atom("a"));
        other.close();
        assertThatThrownBy(orphan::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("close");
        orphan.close();
    }
}
