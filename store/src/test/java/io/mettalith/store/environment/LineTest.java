package io.mettalith.store.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    private final Line line = Line.root(1);

    @Test
    void aLineIsHeldByItsHandleAndByWhatWasForkedOff() {
        assertThat(line.isHeldByItsHandleAlone()).isTrue();
        line.branch();
        final Line fork = Line.ofFork(line, 2);
        assertThat(line.isHeldByItsHandleAlone()).isFalse();
        line.release();
        assertThat(line.hasOneHolder()).isTrue();
        assertThat(line.isGone()).isFalse();
        fork.release();
        assertThat(line.isGone()).isTrue();
    }

    @Test
    void whatHasGoneIsHeldByNobodyAgain() {
        line.release();
        assertThat(Line.root(2).hold(line)).isFalse();
        final Line late = Line.beginningOn(line, 3);
        late.release();
        assertThat(line.isGone()).isTrue();
        assertThat(Line.ofImage(line).path()).isZero();
        assertThat(line.isGone()).isTrue();
    }

    @Test
    void aLineThatIsHeldTwiceIsHeldOnce() {
        final Line other = Line.root(2);
        assertThat(other.hold(line)).isTrue();
        assertThat(other.hold(line)).isTrue();
        line.branch();
        other.holdBranched(line);
        other.letGo(line);
        other.letGo(line);
        assertThat(line.isHeldByItsHandleAlone()).isTrue();
    }

    @Test
    void anImageIsAHolderThatKnowsNothingOfWhatIsWrittenInPlace() {
        Line.ofImage(line);
        assertThat(line.hasOneHolder()).isFalse();
        assertThat(line.isHeldByItsHandleAlone()).isTrue();
        line.branch();
        assertThat(line.isHeldByItsHandleAlone()).isFalse();
    }

    @Test
    void whatALineHoldsGoesWithIt() {
        final List<Line> held = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            held.add(Line.root(i));
            line.hold(held.get(i));
        }
        line.letGoUnless(other -> other == held.get(1));
        assertThat(held).extracting(Line::hasOneHolder).containsExactly(true, false, true);
        line.release();
        assertThat(held).extracting(Line::hasOneHolder).containsOnly(true);
    }

    @Test
    void aForkTakesThePlaceOfAParentThatNobodyElseHolds() {
        final Line other = Line.root(2);
        line.hold(other);
        line.branch();
        final Line fork = Line.ofFork(line, 2);
        assertThat(fork.outlives(line)).isFalse();
        line.release();
        assertThat(fork.outlives(line)).isTrue();
        assertThat(line.isGone()).isTrue();
        assertThat(other.hasOneHolder()).isFalse();
        fork.release();
        assertThat(other.hasOneHolder()).isTrue();
    }

    @Test
    void pathsOfBranchesDiffer() {
        line.branch();
        final Line fork = Line.ofFork(line, 2);
        assertThat(List.of(line.path(), fork.path(), line.branchPath(4), fork.branchPath(2)))
                .doesNotHaveDuplicates();
        assertThat(fork.path()).isEqualTo(line.branchPath(2));
    }

    @Test
    void holdersThatComeAndGoInManyThreadsAreAllCounted() throws InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            final Line mine = Line.root(10 + i);
            threads.add(new Thread(() -> {
                for (int round = 0; round < 50_000; round++) {
                    mine.hold(line);
                    mine.letGo(line);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (int round = 0; round < 50_000; round++) {
            line.branch();
            line.release();
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        assertThat(line.isHeldByItsHandleAlone()).isTrue();
        line.release();
        assertThat(line.isGone()).isTrue();
    }
}
