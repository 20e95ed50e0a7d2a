package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins whose inner goals are asked the same so often that answers are kept, beside counting by loops. */
class RepeatedGoalsTest {
    private static final int NODES = 14;

    private final Metta metta = Metta.create();
    private final int[][] edges = new int[NODES][NODES];

    @AfterEach
    void close() {
        metta.close();
    }

    private void addEdges(Random random, int count) {
        for (int i = 0; i < count; i++) {
            final int from = random.nextInt(NODES);
            final int to = random.nextInt(NODES);
            edges[from][to]++;
            metta.run("(edge " + from + " " + to + ")");
        }
    }

    private int size(String program) {
        final Atom results = metta.evaluate("(collapse " + program + ")").get(0);
        return ((Expression) results).size();
    }

    private int triangles() {
        int count = 0;
        for (int a = 0; a < NODES; a++) {
            for (int b = 0; b < NODES; b++) {
                for (int c = 0; c < NODES; c++) {
                    count += edges[a][b] * edges[b][c] * edges[c][a];
                }
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void trianglesAreCountedWithTheirCopies(long seed) {
        addEdges(new Random(seed), 120);

        assertThat(size("(match &self (, (edge $a $b) (edge $b $c) (edge $c $a)) ($a $b $c))"))
                .as("seed %d", seed)
                .isEqualTo(triangles());
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8})
    void whatIsWrittenBetweenTwoMatchesIsSeen(long seed) {
        final Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            addEdges(random, 40);
            assertThat(size("(match &self (, (edge $a $b) (edge $b $c) (edge $c $a)) ($a $b $c))"))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(triangles());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10, 11})
    void atomsWithVariablesAnswerToo(long seed) {
        addEdges(new Random(seed), 60);
        final int before = triangles();
        metta.run("(edge 0 $anything)");
        for (int to = 0; to < NODES; to++) {
            edges[0][to]++;
        }

        assertThat(triangles()).isGreaterThan(before);
        assertThat(
                        size(
                                "(match &self (, (node $a) (node $b) (node $c) (edge $a $b) (edge $b $c) (edge $c $a)) ($a $b $c))"))
                .isZero();
        for (int node = 0; node < NODES; node++) {
            metta.run("(node " + node + ")");
        }
        assertThat(
                        size(
                                "(match &self (, (node $a) (node $b) (node $c) (edge $a $b) (edge $b $c) (edge $c $a)) ($a $b $c))"))
                .as("seed %d", seed)
                .isEqualTo(triangles());
    }
}
