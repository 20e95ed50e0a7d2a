package io.mettalith.store.snapshot;

import io.mettalith.store.disk.StoreException;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.IndexValidator;
import io.mettalith.store.history.Ref;
import io.mettalith.store.history.RefEntry;
import io.mettalith.store.history.UnknownRefException;
import io.mettalith.store.segment.ContentHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Asks a store that may be damaged everything there is to ask, lets it commit one fact, asks again, and compares the
 * answers with what they were before the damage.
 */
final class StoreProbe {
    private static final String COMMITTED = "main";

    private final Path directory;
    private final boolean verify;
    private final boolean mayForget;
    private final List<String> complaints = new ArrayList<>();
    private StoreExpectation expected;
    private Verdict verdict = Verdict.RIGHT;

    StoreProbe(Path directory, StoreExpectation expected, boolean mayForget, boolean verify) {
        this.directory = directory;
        this.expected = expected;
        this.mayForget = mayForget;
        this.verify = verify;
    }

    /** Asks; afterwards {@link #complaints()} says what was refused or wrong. */
    Verdict run() {
        withStore("open", this::readAll);
        final boolean readable = verdict != Verdict.REFUSED;
        withStore("open to commit", this::commitOneFact);
        final Verdict before = verdict;
        verdict = Verdict.RIGHT;
        withStore("open after the commit", this::readAll);
        if (readable && verdict == Verdict.REFUSED) {
            note(Verdict.WRONG, "what was readable is not after a commit");
        }
        verdict = verdict.and(before);
        return verdict;
    }

    List<String> complaints() {
        return complaints;
    }

    private interface Question {
        void ask(SegmentStore store);
    }

    private void withStore(String what, Question question) {
        attempt(what, () -> {
            try (SegmentStore store =
                    SegmentStore.open(directory, SystemFiles.INSTANCE, DamageSamples.LIMITS, verify)) {
                question.ask(store);
            }
            return true;
        });
    }

    /** Returns the answer, or null if it was refused or something else came of it. */
    private <T> T attempt(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (final StoreException e) {
            final boolean places = String.valueOf(e.getMessage()).contains(directory.toString());
            note(places ? Verdict.REFUSED : Verdict.WRONG, what + ": " + e);
        } catch (final Exception | AssertionError | LinkageError | OutOfMemoryError | StackOverflowError e) {
            note(
                    Verdict.WRONG,
                    what + ": " + e + " at "
                            + List.of(e.getStackTrace()).stream().limit(4).toList());
        }
        return null;
    }

    private void note(Verdict worse, String complaint) {
        verdict = verdict.and(worse);
        complaints.add(worse + " " + complaint);
    }

    private void expect(String what, Object wanted, Supplier<?> question) {
        final Object answer = attempt(what, question);
        if (answer != null && wanted != null && !answer.equals(wanted)) {
            note(Verdict.WRONG, what + ": another answer");
        }
    }

    private void readAll(SegmentStore store) {
        for (final String ref : List.copyOf(expected.logs().keySet())) {
            readLog(store, ref);
        }
        expect(
                "refs",
                List.copyOf(expected.logs().keySet()),
                () -> store.refs().stream().map(Ref::name).toList());
        for (final Map.Entry<String, List<RefEntry>> log : expected.logs().entrySet()) {
            final ContentHash newest = log.getValue().get(0).snapshot();
            expect("checkout " + log.getKey(), expected.contents().get(newest), () -> checkout(store, log.getKey()));
            for (final RefEntry entry : log.getValue()) {
                final String id = entry.snapshot().toHex();
                expect("checkout of an id", expected.contents().get(entry.snapshot()), () -> checkout(store, id));
            }
        }
    }

    private static List<String> checkout(SegmentStore store, String snapshot) {
        try (Environment checkout = store.checkout(snapshot)) {
            IndexValidator.validate(checkout);
            return StoreExpectation.read(checkout);
        }
    }

    /** Compares a log; where it may have forgotten something, expects from now on what it says. */
    private void readLog(SegmentStore store, String ref) {
        final List<RefEntry> wanted = expected.logs().get(ref);
        final List<RefEntry> found = attempt("log " + ref, () -> logOrNone(store, ref));
        if (found == null || found.equals(wanted)) {
            return;
        }
        final int forgotten = wanted.size() - found.size();
        final boolean older =
                forgotten > 0 && wanted.subList(forgotten, wanted.size()).equals(found);
        note(mayForget && older ? Verdict.FORGOTTEN : Verdict.WRONG, "log " + ref + ": entries=" + found.size());
        expected = expected.withLog(ref, found);
    }

    private static List<RefEntry> logOrNone(SegmentStore store, String ref) {
        try {
            return store.log(ref);
        } catch (final UnknownRefException e) {
            return List.of();
        }
    }

    private void commitOneFact(SegmentStore store) {
        final List<RefEntry> log = expected.logs().getOrDefault(COMMITTED, List.of());
        final Environment changed = attempt("add to a checkout", () -> withOneFact(store, log.isEmpty()));
        try (Environment environment = Objects.requireNonNullElseGet(changed, () -> Samples.facts(1))) {
            final String ref = changed == null ? "fresh" : COMMITTED;
            final List<String> contents = attempt("read before the commit", () -> StoreExpectation.read(environment));
            final Commit commit = attempt("commit", () -> store.commit(ref, environment, "after the damage"));
            if (commit != null) {
                expectCommit(store, commit, contents);
            }
        }
    }

    private static Environment withOneFact(SegmentStore store, boolean isNew) {
        final Environment environment = isNew ? Environment.create() : store.checkout(COMMITTED);
        try {
            environment.add(Samples.fact(4_711));
            return environment;
        } catch (final RuntimeException e) {
            environment.close();
            throw e;
        }
    }

    private void expectCommit(SegmentStore store, Commit commit, List<String> contents) {
        final List<RefEntry> log = attempt("log after the commit", () -> store.log(commit.ref()));
        if (log == null) {
            return;
        }
        final List<RefEntry> before = expected.logs().getOrDefault(commit.ref(), List.of());
        if (!log.get(0).snapshot().equals(commit.snapshot())
                || !log.subList(1, log.size()).equals(before)) {
            note(Verdict.WRONG, "log after the commit: another history");
        }
        expected = expected.withLog(commit.ref(), log).withContents(commit.snapshot(), contents);
    }
}
