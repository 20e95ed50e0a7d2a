package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.SegmentVisitor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a view answers is of one moment. A writer moves one thing of each kind between two places, so that it is always in
 * one of them and never in both, in one step or, where that takes two, in both for a moment; every way of reading is
 * tried beside it.
 */
class OneMomentTest {
    private static final long NIGHTLY_SECONDS = Long.getLong("mettalith.test.seconds", 60);
    private static final long MOMENT_MS = 120;
    private static final StateId STATE = new StateId(7, 7);

    private final Environment environment = Environment.create();
    private final SpaceId other = environment.newSpace();

    /** A way of reading; returns what is wrong with what was read, or null. */
    private interface Reading {
        Object read(EnvironmentView view);
    }

    /** How each public method of a view is read, by its name; several that have the same are read in one. */
    private final Map<String, Reading> readings = new LinkedHashMap<>();

    OneMomentTest() {
        readings.put("spaces", view -> view.spaces().size() - 1);
        readings.put("exists", view -> (view.exists(other) ? 1 : 0) + (view.exists(SpaceId.MAIN) ? 0 : 1));
        readings.put("size", view -> view.size(SpaceId.MAIN) + view.size(other) - FACTS - RULES);
        readings.put("entries", view -> view.entries(SpaceId.MAIN) + view.entries(other) - FACTS - RULES);
        readings.put(
                "reachable", view -> view.reachable(Set.of(other)).reached().size());
        readings.put("count", view -> both(view, (space, fact) -> view.count(space, fact)));
        readings.put("contains", view -> both(view, (space, fact) -> view.contains(space, fact) ? 1 : 0));
        readings.put("countGround", view -> both(view, (space, fact) -> view.countGround(space, written(fact))));
        readings.put("atoms", view -> moving(view.atoms(SpaceId.MAIN)) + moving(view.atoms(other)));
        readings.put("match", view -> {
            final Cursor first = view.match(SpaceId.MAIN, MOVING);
            final int inMain = moving(first);
            final int again = moving(view.match(SpaceId.MAIN, MOVING, first));
            return again == inMain ? inMain + moving(view.match(other, MOVING)) : "changed meanwhile";
        });
        readings.put("estimate", view -> both(view, view::estimate));
        readings.put(
                "countMatches", view -> view.countMatches(SpaceId.MAIN, MOVING) + view.countMatches(other, MOVING));
        readings.put("hasMatch", view -> both(view, (space, fact) -> view.hasMatch(space, fact) ? 1 : 0));
        readings.put(
                "indexes",
                view -> view.indexes(SpaceId.MAIN).equals(view.indexes(SpaceId.MAIN)) ? 1 : "changed meanwhile");
        readings.put("hasIndex", view -> view.hasIndex(SpaceId.MAIN, 3, 2) ? 1 : 0);
        readings.put("rules", view -> view.rules(SpaceId.MAIN, word("f"), 1).size());
        readings.put(
                "wildcardRules", view -> view.wildcardRules(SpaceId.MAIN, 1).size());
        readings.put(
                "nestedRules", view -> view.nestedRules(SpaceId.MAIN, 1, 10).size());
        readings.put("types", view -> view.types(SpaceId.MAIN, word("f")).size());
        readings.put("rulesVersion", view -> {
            final long before = view.rulesVersion(SpaceId.MAIN);
            final List<StoredAtom> rules = view.rules(SpaceId.MAIN, word("f"), 1);
            final boolean same = rules.equals(view.rules(SpaceId.MAIN, word("f"), 1));
            return same && before == view.rulesVersion(SpaceId.MAIN) ? 1 : "changed meanwhile";
        });
        readings.put("typesVersion", view -> {
            final long before = view.typesVersion(SpaceId.MAIN);
            view.types(SpaceId.MAIN, word("f"));
            return before == view.typesVersion(SpaceId.MAIN) ? 1 : "changed meanwhile";
        });
        readings.put("state", view -> view.state(STATE).equals(view.binding("&t")) ? 1 : "of two moments");
        readings.put("binding", view -> view.binding("&t").equals(view.binding("&u")) ? 1 : "of two moments");
        readings.put("states", view -> values(view.states()).equals(values(view.bindings())) ? 1 : "of two moments");
        readings.put("bindings", view -> view.bindings().size() - 1);
        readings.put("id", view -> view.id().equals(view.id()) ? 1 : "changed meanwhile");
        readings.put("summary", view -> {
            final long atoms = view.summary().spaces().stream()
                    .filter(space -> !space.id().equals(SpaceId.REGISTRY))
                    .mapToLong(space -> space.tree().atoms())
                    .sum();
            return atoms - FACTS - RULES;
        });
        readings.put("forEachSegment", view -> {
            final AtomicInteger all = new AtomicInteger();
            final AtomicInteger apart = new AtomicInteger();
            view.forEachSegment(entriesInto(all));
            view.forEachSegment(SpaceId.MAIN, entriesInto(apart));
            view.forEachSegment(other, entriesInto(apart));
            view.forEachSegment(SpaceId.MAIN, new IndexKey(3, 2), entriesInto(new AtomicInteger()));
            final int registry = view.states().size() + view.bindings().size();
            return all.get() == apart.get() + registry ? apart.get() - FACTS - RULES : "of two moments";
        });
        readings.put("compare", view -> {
            final AtomicLong differences = new AtomicLong();
            view.compare(SpaceId.MAIN, view, SpaceId.MAIN, (atom, count) -> differences.incrementAndGet());
            return differences.get() + 1;
        });
    }

    /** Facts that stay where they are: those that fill the main space, and the handle of the other. */
    private static final int FACTS = 100;

    private static final int RULES = 4;
    private static final AtomCode FACT = atom("moving", "fact", "here");
    private static final AtomCode MOVING = atom("moving", "$x", "$y");

    private interface Count {
        long of(SpaceId space, AtomCode atom);
    }

    private long both(EnvironmentView view, Count count) {
        return count.of(SpaceId.MAIN, FACT) + count.of(other, FACT);
    }

    private static AtomWriter written(AtomCode atom) {
        return new AtomWriter().atom(atom);
    }

    private static int moving(Cursor cursor) {
        int moving = 0;
        try (cursor) {
            while (cursor.next()) {
                moving += cursor.toStoredAtom().code().equals(FACT) ? 1 : 0;
            }
        }
        return moving;
    }

    private static Set<String> values(List<AtomCode> cells) {
        return cells.stream().map(cell -> cell.toString().replaceAll(".* ", "")).collect(Collectors.toSet());
    }

    private static SegmentVisitor entriesInto(AtomicInteger sum) {
        return new SegmentVisitor() {
            @Override
            public void segment(int usedBytes, int capacityBytes, int entries, boolean isInPlace) {
                sum.addAndGet(entries);
            }

            @Override
            public void directory(int children, int height) {
                // has no entries of its own
            }
        };
    }

    @BeforeEach
    void fill() {
        for (int i = 1; i < FACTS; i++) {
            environment.add(atom("filling", "x" + i, "y"));
        }
        environment.add(new AtomWriter().space(other.high(), other.low()).toAtomCode());
        environment.buildIndex(SpaceId.MAIN, 3, 2);
        environment.add(FACT);
        environment.add(rule(atom("f", "x"), "y"));
        environment.add(rule(word("$anything"), "y"));
        environment.add(rule(nested(), "y"));
        environment.add(type("One"));
        cells("one");
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private static AtomCode nested() {
        return AtomCode.expression(atom("inner"), word("x"));
    }

    private static AtomCode type(String name) {
        return atom(":", "f", name);
    }

    private void cells(String value) {
        environment.changeState(STATE, word(value));
        environment.bind("&t", word(value));
        environment.bind("&u", word(value));
    }

    /** Moves everything to its other place, each thing in one step, and back. */
    private void move() {
        inOneStep(fork -> {
            fork.remove(FACT);
            fork.add(other, FACT);
            replace(fork, rule(atom("f", "x"), "y"), rule(atom("f", "z"), "y"));
            replace(fork, rule(word("$anything"), "y"), rule(atom("$head", "x"), "y"));
            replace(
                    fork,
                    rule(nested(), "y"),
                    AtomCode.expression(
                            word("="), AtomCode.expression(AtomCode.integer(1L << 40), word("x")), word("y")));
            replace(fork, type("One"), type("Two"));
            fork.changeState(STATE, word("two"));
            fork.bind("&t", word("two"));
            fork.bind("&u", word("two"));
        });
        inOneStep(fork -> {
            fork.remove(other, FACT);
            fork.add(FACT);
            replace(fork, rule(atom("f", "z"), "y"), rule(atom("f", "x"), "y"));
            replace(fork, rule(atom("$head", "x"), "y"), rule(word("$anything"), "y"));
            replace(
                    fork,
                    AtomCode.expression(
                            word("="), AtomCode.expression(AtomCode.integer(1L << 40), word("x")), word("y")),
                    rule(nested(), "y"));
            replace(fork, type("Two"), type("One"));
            fork.changeState(STATE, word("one"));
            fork.bind("&t", word("one"));
            fork.bind("&u", word("one"));
        });
    }

    private interface Step {
        void in(Environment fork);
    }

    private void inOneStep(Step step) {
        try (Environment fork = environment.fork()) {
            step.in(fork);
            environment.union(fork);
        }
    }

    private static void replace(Environment in, AtomCode old, AtomCode now) {
        in.remove(old);
        in.add(now);
    }

    @Test
    void everyPublicMethodThatReadsIsTried() {
        final Set<String> methods = Arrays.stream(EnvironmentView.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !name.equals("close"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(readings.keySet()).containsExactlyInAnyOrderElementsOf(methods);
    }

    @Test
    void everythingThatIsReadIsOfOneMoment() throws Exception {
        for (final Map.Entry<String, Reading> reading : readings.entrySet()) {
            assertThat(wrong(reading.getValue(), MOMENT_MS))
                    .as(reading.getKey())
                    .isNull();
        }
    }

    @Test
    @Tag("nightly")
    void everythingThatIsReadIsOfOneMomentForLong() throws Exception {
        for (final Map.Entry<String, Reading> reading : readings.entrySet()) {
            assertThat(wrong(reading.getValue(), 1_000 * NIGHTLY_SECONDS))
                    .as(reading.getKey())
                    .isNull();
        }
    }

    @Test
    void rulesThatAreScannedInTwoMomentsAreFoundOut() throws Exception {
        final Reading scans = view -> {
            final List<StoredAtom> rules = new ArrayList<>(scan(Vocabulary.variableRulePrefix()));
            rules.addAll(scan(Vocabulary.variableHeadRulePrefix(1)));
            return rules.size();
        };
        assertThat(wrong(scans, 20_000)).as("the planted bug must show").isNotNull();
    }

    @Test
    void nestedRulesThatAreScannedInManyMomentsAreFoundOut() throws Exception {
        final Reading scans = view -> {
            int rules = 0;
            for (int tag = AtomDescriptor.FALSE; tag <= AtomDescriptor.EXPRESSION_LONG; tag++) {
                rules += scan(Vocabulary.headRulePrefix(1, tag)).size();
            }
            return rules;
        };
        assertThat(wrong(scans, 20_000)).as("the planted bug must show").isNotNull();
    }

    private List<StoredAtom> scan(byte[] prefix) {
        try (EnvironmentView view = environment.view(SpaceId.MAIN)) {
            return view.state(SpaceId.MAIN).definitions(Integer.MAX_VALUE, prefix);
        }
    }

    /** Reads beside the writer for a while; returns the first answer that is not 1, or null. */
    private Object wrong(Reading reading, long milliseconds) throws Exception {
        final AtomicBoolean over = new AtomicBoolean();
        final Thread writer = new Thread(() -> {
            while (!over.get()) {
                move();
            }
        });
        writer.start();
        try {
            final long deadline = System.nanoTime() + milliseconds * 1_000_000;
            Object wrong = null;
            while (wrong == null && System.nanoTime() < deadline) {
                try (EnvironmentView view = environment.view()) {
                    final Object read = reading.read(view);
                    wrong = read instanceof Number number && number.longValue() == 1 ? null : read;
                }
            }
            return wrong;
        } finally {
            over.set(true);
            writer.join();
        }
    }
}
