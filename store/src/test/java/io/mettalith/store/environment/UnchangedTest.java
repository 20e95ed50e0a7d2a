package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static io.mettalith.store.environment.Sample.rule;
import static io.mettalith.store.environment.Sample.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.mettalith.store.atom.AtomWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A write that changes nothing is not a write: the root, the versions and the epoch are what they were. */
class UnchangedTest {
    private static final StateId STATE = new StateId(7, 7);

    private static final Map<String, Consumer<UnchangedTest>> WRITES = new LinkedHashMap<>();

    static {
        WRITES.put("removal of what is not there", test -> test.base.remove(atom("nothing")));
        WRITES.put("removal of a rule that is not there", test -> test.base.remove(rule(atom("g", "x"), "y")));
        WRITES.put("removal by a writer", test -> test.base.remove(test.space, new AtomWriter().atom(atom("nothing"))));
        WRITES.put("token bound to what it is bound to", test -> test.base.bind("&t", word("value")));
        WRITES.put("state changed to what it is", test -> test.base.changeState(STATE, word("value")));
        WRITES.put("space that is there", test -> test.base.ensureSpace(test.space));
        WRITES.put("removal of no space", test -> test.base.removeSpaces(List.of()));
        WRITES.put("removal of a space that is not there", test -> test.base.removeSpaces(List.of(new SpaceId(9, 9))));
        WRITES.put("empty batch", test -> test.base.addAll(test.space, new AtomBatch()));
        WRITES.put("empty delta", test -> test.base.apply(Delta.empty(test.base.id())));
        WRITES.put("delta that takes away what is not there", test -> test.base.apply(test.removal));
        WRITES.put("union with itself", test -> test.base.union(test.base));
        WRITES.put("union with a fork that did nothing", test -> test.base.union(test.idle));
        WRITES.put("union with what took away what is gone here", test -> test.base.union(test.removing));
        WRITES.put("union since the same", test -> test.base.unionSince(test.idle, test.idle));
        WRITES.put("union of a space with itself", test -> test.base.unionSpace(test.space, test.space));
        WRITES.put("index that is there", test -> test.base.buildIndex(SpaceId.MAIN, 3, 2));
        WRITES.put("index", test -> test.base.buildIndex(SpaceId.MAIN, 3, 1));
        WRITES.put("dropping of no index", test -> test.base.dropIndex(SpaceId.MAIN, 4, 1));
        WRITES.put("id", test -> test.base.id());
    }

    private final Environment base = Environment.create();
    private final SpaceId space = base.newSpace();
    private final Environment removing;
    private final Environment idle;
    private final Delta removal;
    /** Holds what is there, so that it is not written in place. */
    private final Environment shared;

    UnchangedTest() {
        base.add(atom("gone", "by", "both"));
        base.add(atom("fact", "a", "b"));
        base.add(rule(atom("f", "x"), "y"));
        base.changeState(STATE, word("value"));
        base.bind("&t", word("value"));
        base.buildIndex(SpaceId.MAIN, 3, 2);
        removing = base.fork();
        removing.remove(atom("gone", "by", "both"));
        base.remove(atom("gone", "by", "both"));
        try (Environment before = Environment.create()) {
            before.add(atom("nowhere"));
            try (Environment after = before.fork()) {
                after.remove(atom("nowhere"));
                removal = Delta.between(before, after);
            }
        }
        base.id(); // in normal form
        idle = base.fork();
        shared = base.fork();
    }

    @AfterEach
    void close() {
        shared.close();
        idle.close();
        removing.close();
        base.close();
    }

    static Stream<String> writes() {
        return WRITES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatChangesNothingIsNoWrite(String name) {

        assertThat(base.isUnmodified()).isTrue();
        final Root root = base.rootNow();
        final long definitions = base.definitionsVersion();
        final long rules = base.rulesVersion(SpaceId.MAIN);
        final long types = base.typesVersion(SpaceId.MAIN);
        WRITES.get(name).accept(this);
        assertThat(base.isUnmodified()).isTrue();
        assertThat(base.rootNow()).isSameAs(root);
        assertThat(base.definitionsVersion()).isEqualTo(definitions);
        assertThat(base.rulesVersion(SpaceId.MAIN)).isEqualTo(rules);
        assertThat(base.typesVersion(SpaceId.MAIN)).isEqualTo(types);
    }
}
