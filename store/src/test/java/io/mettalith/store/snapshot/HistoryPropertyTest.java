package io.mettalith.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.environment.Cursor;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories beside a model that has a graph of entries of its own: commits of fresh and of stale working copies,
 * branches, merges of all kinds, reverts, cherry-picks, deletions and what takes them back, tags; in stores on the disk also
 * compactions and other stores that read. The model refuses what it has no common ancestor for, and so must the store.
 *
 * <p>Beside the model's own merges there is a check that does not merge: a fact that was added in one place and never
 * removed is in each ref once that comes from there, and in no other.
 *
 * <p>Planted bugs are models that do it wrong in one of the ways in which a store once did. A failure prints its seed.
 */
class HistoryPropertyTest {
    private static final int RUNS = 500;
    private static final int NIGHTLY_RUNS = Integer.getInteger("mettalith.test.runs", 20_000);
    private static final int STEPS = 30;
    private static final int EACH_ON_DISK = 25;
    private static final List<String> NAMES = List.of("main", "team/a", "b", "c");
    private static final int SHARED_FACTS = 6;

    @TempDir
    private Path temporary;

    /** What a model does wrong. */
    private enum Planted {
        NOTHING,
        PARENT_BY_CONTENT,
        EQUAL_TIPS_FORGOTTEN,
        COMMIT_WITHOUT_COMPARISON,
        FOREIGN_BASE_AS_PARENT
    }

    /** An entry as the model has it. */
    private record Node(long number, Set<String> facts, List<Node> parents) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(number);
        }

        Set<Node> ancestors() {
            return ancestorsOf(List.of(this));
        }
    }

    private static Set<Node> ancestorsOf(Collection<Node> from) {
        final Set<Node> found = new HashSet<>();
        final List<Node> pending = new ArrayList<>(from);
        while (!pending.isEmpty()) {
            final Node node = pending.remove(pending.size() - 1);
            if (found.add(node)) {
                pending.addAll(node.parents());
            }
        }
        return found;
    }

    /** What somebody has checked out and goes on with. */
    private static final class Copy {
        private final Environment environment;
        private final Set<String> facts;
        private List<Node> origins;

        Copy(Environment environment, Set<String> facts, List<Node> origins) {
            this.environment = environment;
            this.facts = facts;
            this.origins = origins;
        }
    }

    private static final class Run implements AutoCloseable {
        private final Random random;
        private final Planted planted;
        private final Path directory;
        private SegmentStore store;
        private final Map<String, Node> tips = new TreeMap<>();
        private final Map<String, Node> deleted = new TreeMap<>();
        private final List<Copy> copies = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();
        /** Entries that brought a fact which nobody else adds. */
        private final Map<String, Set<Node>> brought = new HashMap<>();

        private final Set<String> everRemoved = new HashSet<>();
        private int facts;

        Run(long seed, Planted planted, Path directory) {
            random = new Random(seed);
            this.planted = planted;
            this.directory = directory;
            store = directory == null ? SegmentStore.inMemory() : SegmentStore.openOrCreate(directory);
            final Copy first = new Copy(Environment.create(), new TreeSet<>(), List.of());
            copies.add(first);
            edit(first);
            commit(first, "main");
        }

        void perform() {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            tips.keySet().forEach(this::check);
        }

        private void step() {
            final String ref = anyTip();
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3 -> checkoutAndCommit(ref);
                case 4, 5 -> keep(ref);
                case 6, 7 -> commitStale();
                case 8 -> branch(NAMES.get(random.nextInt(NAMES.size())), ref);
                case 9, 10, 11 -> merge(ref, anyTip());
                case 12 -> pickOrRevert(ref);
                case 13 -> mergeSinceForeignBase(ref, anyTip());
                case 14 -> deleteOrUndelete(ref);
                default -> housekeeping();
            }
            check(anyTip());
        }

        private String anyTip() {
            final List<String> names = List.copyOf(tips.keySet());
            return names.get(random.nextInt(names.size()));
        }

        /* ---------------- Commits ---------------- */

        private void edit(Copy copy) {
            for (int i = random.nextInt(4); i >= 0; i--) {
                if (random.nextInt(3) > 0) {
                    final boolean own = random.nextBoolean();
                    add(copy, own ? "own" + facts++ : "shared" + random.nextInt(SHARED_FACTS));
                } else if (!copy.facts.isEmpty()) {
                    final List<String> present = List.copyOf(copy.facts);
                    remove(copy, present.get(random.nextInt(present.size())));
                }
            }
        }

        private void add(Copy copy, String fact) {
            if (copy.facts.add(fact)) {
                copy.environment.add(AtomCode.symbol(fact));
            }
        }

        private void remove(Copy copy, String fact) {
            copy.facts.remove(fact);
            everRemoved.add(fact);
            assertThat(copy.environment.remove(AtomCode.symbol(fact))).isTrue();
        }

        private Copy checkout(String ref) {
            final Node tip = tips.get(ref);
            return new Copy(store.checkout(ref), new TreeSet<>(tip.facts()), List.of(tip));
        }

        private void checkoutAndCommit(String ref) {
            final Copy copy = checkout(ref);
            edit(copy);
            commit(copy, ref);
            copy.environment.close();
        }

        private void keep(String ref) {
            if (copies.size() < 4) {
                copies.add(checkout(ref));
            }
            edit(copies.get(random.nextInt(copies.size())));
        }

        private void commitStale() {
            final Copy copy = copies.get(random.nextInt(copies.size()));
            edit(copy);
            commit(copy, random.nextInt(4) == 0 ? NAMES.get(random.nextInt(NAMES.size())) : anyTip());
        }

        private void commit(Copy copy, String ref) {
            final Node tip = tips.get(ref);
            final boolean contained = tip == null
                    || planted == Planted.COMMIT_WITHOUT_COMPARISON
                    || ancestorsOf(copy.origins).contains(tip);
            Set<String> result = copy.facts;
            if (!contained) {
                final Optional<Set<String>> base = base(copy.origins, List.of(tip));
                if (base.isEmpty() && !copy.facts.equals(tip.facts())) {
                    assertThatThrownBy(() -> store.commit(ref, copy.environment))
                            .isInstanceOf(MergeBaseException.class);
                    return;
                }
                if (base.isPresent()) {
                    result = united(base.get(), copy.facts, tip.facts());
                }
            }
            final Commit commit = store.commit(ref, copy.environment);
            assertThat(factsOf(copy.environment)).isEqualTo(result);
            final List<Node> parents = new ArrayList<>();
            if (tip != null) {
                parents.add(tip);
            }
            for (final Node origin : tops(copy.origins, tip)) {
                parents.add(origin);
            }
            final boolean same = tip != null && tip.facts().equals(result) && parents.size() == 1;
            final Node entry = same ? tip : node(result, parents);
            tips.put(ref, entry);
            copy.facts.clear();
            copy.facts.addAll(entry.facts());
            copy.origins = List.of(entry);
            assertThat(commit.snapshot()).isEqualTo(store.snapshot(ref).id());
        }

        private static List<Node> tops(List<Node> origins, Node tip) {
            final List<Node> all = new ArrayList<>(new HashSet<>(origins));
            if (tip != null && !all.contains(tip)) {
                all.add(tip);
            }
            final Set<Node> farther = new HashSet<>();
            all.forEach(node -> farther.addAll(ancestorsOf(node.parents())));
            all.removeIf(node -> node == tip || farther.contains(node));
            all.sort(Comparator.comparingLong(Node::number).reversed());
            return all;
        }

        private Node node(Set<String> contents, List<Node> parents) {
            final Node node = new Node(nodes.size() + 1L, Set.copyOf(contents), List.copyOf(parents));
            nodes.add(node);
            for (final String fact : contents) {
                if (fact.startsWith("own")
                        && parents.stream().noneMatch(parent -> parent.facts().contains(fact))) {
                    brought.computeIfAbsent(fact, unseen -> new HashSet<>()).add(node);
                }
            }
            return node;
        }

        /* ---------------- Branches, merges ---------------- */

        private void branch(String name, String ref) {
            final Node from = tips.get(ref);
            final Node now = tips.get(name);
            store.branch(name, ref);
            final boolean same = now == from
                    || now != null
                            && now.parents().equals(List.of(from))
                            && now.facts().equals(from.facts());
            if (!same) {
                tips.put(name, node(from.facts(), List.of(byContent(from))));
            }
        }

        /** Returns the newest entry with equal contents, if that is how the model finds parents. */
        private Node byContent(Node node) {
            if (planted != Planted.PARENT_BY_CONTENT) {
                return node;
            }
            return nodes.stream()
                    .filter(other -> other.facts().equals(node.facts()))
                    .reduce((first, second) -> second)
                    .orElse(node);
        }

        private void merge(String into, String from) {
            final Node left = tips.get(into);
            final Node right = tips.get(from);
            final List<Node> nearest = nearest(List.of(left), List.of(right));
            if (nearest.isEmpty()) {
                assertThatThrownBy(() -> merge(into, from, Optional.empty())).isInstanceOf(MergeBaseException.class);
                return;
            }
            final Set<String> result =
                    united(base(List.of(left), List.of(right)).orElseThrow(), left.facts(), right.facts());
            final Merge merge = merge(into, from, Optional.empty());
            if (nearest.contains(right)) {
                assertThat(merge.outcome()).isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
                return;
            }
            if (planted == Planted.EQUAL_TIPS_FORGOTTEN && left.facts().equals(right.facts())) {
                return;
            }
            tips.put(into, node(result, List.of(left, right)));
            assertThat(merge(into, from, Optional.empty()).outcome()).isEqualTo(Merge.Outcome.ALREADY_CONTAINED);
        }

        private Merge merge(String into, String from, Optional<String> base) {
            return store.merge(into, from, base, CommitOptions.message("merge"));
        }

        private void mergeSinceForeignBase(String into, String from) {
            final Node left = tips.get(into);
            final Node right = tips.get(from);
            final String baseName = anyTip();
            final Node base = tips.get(baseName);
            final List<Node> nearest = nearest(List.of(left), List.of(right));
            if (nearest.size() == 1 && nearest.get(0).facts().equals(base.facts())) {
                return;
            }
            note(removedBetween(base.facts(), right.facts()));
            final Set<String> result = united(base.facts(), left.facts(), right.facts());
            merge(into, from, Optional.of(baseName));
            if (!result.equals(left.facts())) {
                final List<Node> parents =
                        planted == Planted.FOREIGN_BASE_AS_PARENT ? List.of(left, right) : List.of(left);
                tips.put(into, node(result, parents));
            }
        }

        private void pickOrRevert(String ref) {
            final String from = anyTip();
            final Node entry = tips.get(from);
            final Set<String> before = entry.parents().isEmpty()
                    ? Set.of()
                    : entry.parents().get(0).facts();
            final Node tip = tips.get(ref);
            final boolean revert = random.nextBoolean();
            final Set<String> result;
            if (revert) {
                note(removedBetween(entry.facts(), before));
                result = united(entry.facts(), tip.facts(), before);
                store.revert(ref, from, CommitOptions.message("revert"));
            } else {
                note(removedBetween(before, entry.facts()));
                result = united(before, tip.facts(), entry.facts());
                store.cherryPick(ref, from, CommitOptions.message("pick"));
            }
            if (!result.equals(tip.facts())) {
                tips.put(ref, node(result, List.of(tip)));
            }
        }

        private void note(Set<String> removed) {
            everRemoved.addAll(removed);
        }

        private static Set<String> removedBetween(Set<String> before, Set<String> after) {
            final Set<String> removed = new HashSet<>(before);
            removed.removeAll(after);
            return removed;
        }

        private void deleteOrUndelete(String ref) {
            if (!deleted.isEmpty() && random.nextBoolean()) {
                final String name = deleted.keySet().iterator().next();
                if (tips.containsKey(name)) {
                    assertThatThrownBy(() -> store.undelete(name)).hasMessageContaining("there is a ref of that name");
                } else {
                    store.undelete(name);
                    tips.put(name, deleted.remove(name));
                }
            } else if (tips.size() > 1) {
                store.delete(ref);
                deleted.put(ref, tips.remove(ref));
            }
        }

        private void housekeeping() {
            if (directory == null) {
                return;
            }
            if (random.nextBoolean()) {
                store.close();
                store = SegmentStore.open(directory);
            } else {
                store.compact();
                deleted.clear(); // what is kept for others may go on being there, what is not is gone
            }
        }

        /* ---------------- The model's merge ---------------- */

        private static List<Node> nearest(Collection<Node> left, Collection<Node> right) {
            final Set<Node> common = ancestorsOf(left);
            common.retainAll(ancestorsOf(right));
            final Set<Node> farther = new HashSet<>();
            common.forEach(node -> farther.addAll(ancestorsOf(node.parents())));
            common.removeAll(farther);
            return common.stream()
                    .sorted(Comparator.comparingLong(Node::number).reversed())
                    .toList();
        }

        private static Optional<Set<String>> base(Collection<Node> left, Collection<Node> right) {
            final List<Node> nearest = nearest(left, right);
            if (nearest.isEmpty()) {
                return Optional.empty();
            }
            Set<String> united = nearest.get(0).facts();
            final List<Node> contained = new ArrayList<>(List.of(nearest.get(0)));
            for (final Node node : nearest.subList(1, nearest.size())) {
                united = united(base(contained, List.of(node)).orElse(Set.of()), united, node.facts());
                contained.add(node);
            }
            return Optional.of(united);
        }

        /** Of a fact that the base has, what is left is what both have; of any other, what either has. */
        private static Set<String> united(Set<String> base, Set<String> left, Set<String> right) {
            final Set<String> united = new TreeSet<>();
            for (final String fact : left) {
                if (!base.contains(fact) || right.contains(fact)) {
                    united.add(fact);
                }
            }
            for (final String fact : right) {
                if (!base.contains(fact) || left.contains(fact)) {
                    united.add(fact);
                }
            }
            return united;
        }

        /* ---------------- Checks ---------------- */

        private void check(String ref) {
            final Node tip = tips.get(ref);
            try (Environment environment = store.checkout(ref)) {
                assertThat(factsOf(environment)).as(ref).isEqualTo(tip.facts());
                final Set<Node> past = tip.ancestors();
                brought.forEach((fact, places) -> {
                    if (!everRemoved.contains(fact)) {
                        assertThat(environment.count(AtomCode.symbol(fact)))
                                .as("%s in %s", fact, ref)
                                .isEqualTo(places.stream().anyMatch(past::contains) ? 1 : 0);
                    }
                });
            }
        }

        private static Set<String> factsOf(Environment environment) {
            final Set<String> found = new TreeSet<>();
            try (Cursor cursor = environment.atoms(SpaceId.MAIN)) {
                while (cursor.next()) {
                    assertThat(cursor.count()).as("copies").isEqualTo(1);
                    found.add(cursor.toStoredAtom().code().toString());
                }
            }
            return found;
        }

        @Override
        public void close() {
            copies.forEach(copy -> copy.environment.close());
            store.close();
        }
    }

    private void run(long seed, Planted planted, boolean onDisk) {
        try (Run run = new Run(seed, planted, onDisk ? temporary.resolve("store-" + planted + "-" + seed) : null)) {
            run.perform();
        } catch (final AssertionError | RuntimeException e) {
            throw new AssertionError("property failed: seed=" + seed + ", planted=" + planted, e);
        }
    }

    private void run(int runs) {
        for (int seed = 0; seed < runs; seed++) {
            run(seed, Planted.NOTHING, seed % EACH_ON_DISK == 0);
        }
    }

    @Test
    void noFactIsLostOrDoubledInAnyHistory() {
        run(RUNS);
    }

    @Test
    @Tag("nightly")
    void noFactIsLostOrDoubledInManyHistories() {
        run(NIGHTLY_RUNS);
    }

    @Test
    void eachPlantedBugIsFound() {
        final Set<Planted> found = new HashSet<>();
        for (final Planted planted : Planted.values()) {
            for (int seed = 0; seed < RUNS && planted != Planted.NOTHING && !found.contains(planted); seed++) {
                try {
                    run(seed, planted, false);
                } catch (final AssertionError e) {
                    found.add(planted);
                }
            }
        }
        assertThat(found).hasSize(Planted.values().length - 1);
    }
}
