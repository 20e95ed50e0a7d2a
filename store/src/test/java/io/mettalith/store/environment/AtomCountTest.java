package io.mettalith.store.environment;

import static io.mettalith.store.environment.Sample.atom;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomWriter;
import io.mettalith.store.segment.AtomCount;
import io.mettalith.store.segment.TooManyAtomsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever would make more copies than can be counted is refused, and has changed nothing. */
class AtomCountTest {
    private static final AtomCode ATOM = atom("a", "b");
    private static final AtomCode ANOTHER = atom("c");

    /** All doors by which counts come in, to an environment that has as many copies of one atom as it can. */
    private static final Map<String, Consumer<AtomCountTest>> DOORS = new LinkedHashMap<>();

    static {
        DOORS.put("add", test -> test.full.add(ATOM));
        DOORS.put("add of another", test -> test.full.add(ANOTHER));
        DOORS.put("large batch", test -> addAll(test.full, SpaceId.MAIN, ATOM, 1));
        DOORS.put("large batch of another", test -> addAll(test.full, SpaceId.MAIN, ANOTHER, 1));
        DOORS.put("small batch", test -> {
            for (int i = 0; i < 10; i++) {
                test.full.remove(ATOM);
                test.full.add(atom("x" + i));
            }
            addAll(test.full, SpaceId.MAIN, ATOM, 1);
        });
        DOORS.put("copies in a batch", test -> addAll(test.full, test.other, ATOM, AtomCount.MAX + 1));
        DOORS.put("copies that overflow an entry", test -> addAll(test.full, test.other, ATOM, 1L << 62));
        DOORS.put("sum in a batch", test -> addAll(test.full, test.other, ATOM, AtomCount.MAX, ATOM, 1L));
        DOORS.put("sum over a batch", test -> addAll(test.full, test.other, ATOM, AtomCount.MAX, ANOTHER, 1L));
        DOORS.put("union", test -> test.full.union(test.fork, UnionMode.SUM));
        DOORS.put("union since another", test -> test.full.unionSince(test.empty, test.fork, UnionMode.SUM, false));
        DOORS.put(
                "union since nothing", test -> test.full.unionSince(test.empty, test.unrelated, UnionMode.SUM, false));
        DOORS.put("union of spaces", test -> test.full.unionSpace(test.space, test.spaceFork, UnionMode.SUM));
        DOORS.put("delta", test -> test.full.apply(Delta.between(test.empty, test.unrelated)));
        DOORS.put("sum of deltas", test -> {
            final Delta delta = Delta.between(test.empty, test.unrelated);
            test.full.apply(delta.plus(delta)); // numbers of deltas wrap around; to apply them is what is refused
        });
    }

    private final Environment full = Environment.create();
    private final Environment empty = Environment.create();
    private final Environment unrelated = Environment.create();
    private final SpaceId other = full.newSpace();
    private final SpaceId space = full.newSpace();
    private final SpaceId spaceFork;
    private final Environment fork;

    AtomCountTest() {
        full.add(space, ANOTHER);
        spaceFork = full.forkSpace(space);
        addAll(full, space, ATOM, AtomCount.MAX - 1);
        addAll(full, spaceFork, ATOM, 1);
        fork = full.fork();
        fork.add(ATOM);
        addAll(full, SpaceId.MAIN, ATOM, AtomCount.MAX);
        addAll(unrelated, SpaceId.MAIN, ATOM, AtomCount.MAX);
    }

    private static void addAll(Environment environment, SpaceId space, Object... atomsAndCopies) {
        try (AtomBatch batch = new AtomBatch()) {
            for (int i = 0; i < atomsAndCopies.length; i += 2) {
                batch.add(
                        new AtomWriter().atom((AtomCode) atomsAndCopies[i]),
                        ((Number) atomsAndCopies[i + 1]).longValue());
            }
            environment.addAll(space, batch);
        }
    }

    @AfterEach
    void close() {
        fork.close();
        unrelated.close();
        empty.close();
        full.close();
    }

    static Stream<String> doors() {
        return DOORS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void moreThanCanBeCountedAreRefused(String door) {
        final long other = full.size(this.other);
        final long space = full.size(this.space);
        assertThatThrownBy(() -> DOORS.get(door).accept(this))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(too many atoms to count: atoms=\\d+, toAdd=\\d+, maximum=1152921504606846975; .*"
                        + "|space too large for the delta: .*)");
        assertThat(full.size()).isEqualTo(AtomCount.MAX);
        assertThat(full.size(this.other)).isEqualTo(other);
        assertThat(full.size(this.space)).isEqualTo(space);
        Sample.validate(full);
        full.remove(ATOM);
        full.add(ATOM);
        assertThat(full.size()).isEqualTo(AtomCount.MAX);
    }

    @Test
    void asManyAsCanBeCountedAreSealedAndReadAgain() {
        try (SealedInMemory sealed = new SealedInMemory()) {
            final EnvironmentSummary summary = full.seal(sealed);
            try (Environment read =
                    EnvironmentImage.of(sealed, summary, Optional.empty()).open(1)) {
                assertThat(read.count(ATOM)).isEqualTo(AtomCount.MAX);
                assertThat(read.id()).isEqualTo(full.id());
                assertThatThrownBy(() -> read.add(ATOM)).isInstanceOf(TooManyAtomsException.class);
            }
        }
    }
}
