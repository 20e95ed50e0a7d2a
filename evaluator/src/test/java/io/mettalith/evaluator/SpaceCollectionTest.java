package io.mettalith.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.evaluator.atom.Atom;
import io.mettalith.evaluator.atom.Expression;
import io.mettalith.store.environment.Environment;
import java.lang.ref.Reference;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spaces that nothing reaches are collected; those that something reaches are not. */
@Timeout(300)
class SpaceCollectionTest {
    private static final int MANY = 1_000_000;
    private static final long PATIENCE_NS = 30_000_000_000L;

    private final Metta metta = Metta.create();
    private final Environment environment = metta.environment();

    @AfterEach
    void close() {
        metta.close();
    }

    private int spaces() {
        return environment.spaces().size();
    }

    /** Returns how many spaces there are once the collector has had the time to find out about those expected to go. */
    private int settledSpaces(int expected) throws InterruptedException {
        final long deadline = System.nanoTime() + PATIENCE_NS;
        do {
            System.gc();
            Thread.sleep(10);
            metta.collectSpaces();
        } while (spaces() > expected && System.nanoTime() < deadline);
        return spaces();
    }

    /** Lets the collector find whatever it can. */
    private int spacesAfterCollection() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(10);
            metta.collectSpaces();
        }
        return spaces();
    }

    @Test
    void aMillionForksInALoopAreCollectedOnTheWay() throws InterruptedException {
        metta.run("(a) (b) (= (loop $n) (if (== $n 0) done (let $s (fork-space &self) (loop (- $n 1)))))");
        assertThat(metta.evaluate("(loop " + MANY + ")")).hasToString("[done]");
        assertThat(spaces()).isLessThan(MANY / 2);
        assertThat(settledSpaces(1)).isEqualTo(1);
    }

    @Test
    void forksThatAreWrittenAndUnitedAreCollected() throws InterruptedException {
        metta.run("(= (loop $n) (if (== $n 0) done (let $s (fork-space &self)"
                + " (let* ((() (add-atom $s (n $n))) (() (union-space! &self $s))) (loop (- $n 1))))))");
        assertThat(metta.evaluate("(loop 2000)")).hasToString("[done]");
        assertThat(environment.size()).isEqualTo(2001);
        assertThat(settledSpaces(1)).isEqualTo(1);
    }

    @Test
    void forksThatAStateHasHeldAreCollected() throws InterruptedException {
        metta.run("!(bind! &current (new-state &self)) (= (loop $n) (if (== $n 0) done"
                + " (let $_ (change-state! &current (fork-space &self)) (loop (- $n 1)))))");
        assertThat(metta.evaluate("(loop 20000)")).hasToString("[done]");
        assertThat(settledSpaces(2)).isEqualTo(2);
        metta.run("!(add-atom (get-state &current) (still there))");
        assertThat(metta.run("!(match (get-state &current) (still $x) $x)")).hasToString("[[there]]");
    }

    @Test
    void forksMadeInATransactionAreCollectedInIt() throws InterruptedException {
        metta.run("(a) (= (loop $n) (if (== $n 0) done (let $s (fork-space &self) (loop (- $n 1)))))");
        assertThat(metta.evaluate("(transaction (let () (add-atom &self (b)) (loop 100000)))"))
                .hasToString("[done]");
        assertThat(settledSpaces(1)).isEqualTo(1);
        assertThat(environment.size()).isEqualTo(3);
    }

    @Test
    void aSpaceThatAResultHoldsStays() throws InterruptedException {
        final Atom space = metta.evaluate("(new-space)").get(0);
        assertThat(spacesAfterCollection()).isEqualTo(2);
        metta.evaluate(Expression.of(Values.symbol("add-atom"), space, Values.symbol("a")));
        assertThat(metta.evaluate(Expression.of(Values.symbol("get-atoms"), space)))
                .hasToString("[a]");
        Reference.reachabilityFence(space);
    }

    @Test
    void aSpaceThatATokenNamesStaysUntilTheTokenNamesAnother() throws InterruptedException {
        metta.run("!(bind! &s (new-space)) !(add-atom &s a)");
        assertThat(spacesAfterCollection()).isEqualTo(2);
        assertThat(metta.run("!(get-atoms &s)")).hasToString("[[a]]");
        metta.bind("&s", 1);
        assertThat(settledSpaces(1)).isEqualTo(1);
    }

    @Test
    void aSpaceThatAnAtomOfAReachedSpaceNamesStays() throws InterruptedException {
        metta.run("!(let* (($a (new-space)) ($b (new-space)) (() (add-atom $b (in b))) (() (add-atom $a (next $b))))"
                + " (add-atom &self (first $a)))");
        assertThat(spacesAfterCollection()).isEqualTo(3);
        assertThat(metta.run("!(match &self (first $a) (match $a (next $b) (match $b (in $x) $x)))"))
                .hasToString("[[b]]");
        metta.run("!(match &self (first $a) (remove-atom &self (first $a)))");
        assertThat(settledSpaces(1)).isEqualTo(1);
    }

    @Test
    void aSpaceInARuleStays() throws InterruptedException {
        metta.run("!(let $s (new-space) (let () (add-atom $s (k v)) (add-atom &self (= (get) (match $s (k $x) $x)))))");
        assertThat(spacesAfterCollection()).isEqualTo(2);
        assertThat(metta.run("!(get)")).hasToString("[[v]]");
    }

    @Test
    void spacesThatNameEachOtherGoTogether() throws InterruptedException {
        metta.run("!(let* (($a (new-space)) ($b (new-space))) (let () (add-atom $a $b) (add-atom $b $a)))");
        assertThat(settledSpaces(1)).isEqualTo(1);
    }

    @Test
    void aSpaceIsNotCollectedWhileSomethingIsEvaluatedInIt() {
        metta.define("collect", "(-> (->))", arguments -> {
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(10);
            }
            return null;
        });
        metta.run("(= (in-new $x) (let $s (new-space) (let () (add-atom $s (= (f) yes))"
                + " (metta (let* (($_ (collect)) ($t (new-space))) (f)) %Undefined% $s))))");
        assertThat(metta.run("!(in-new 1)")).hasToString("[[yes]]");
    }

    @Test
    void spacesThatCameWithTheEnvironmentAreLeftAlone() throws InterruptedException {
        environment.newSpace();
        assertThat(spacesAfterCollection()).isEqualTo(2);
    }

    @Test
    void severalInterpretersOfOneEnvironmentKnowOfEachOthersHandles() throws InterruptedException {
        final Metta other = new Metta(environment);
        final Atom space = metta.evaluate("(new-space)").get(0);
        other.collectSpaces();
        System.gc();
        Thread.sleep(10);
        other.collectSpaces();
        assertThat(other.evaluate(Expression.of(Values.symbol("get-atoms"), space)))
                .isEqualTo(List.of());
        Reference.reachabilityFence(space);
    }
}
