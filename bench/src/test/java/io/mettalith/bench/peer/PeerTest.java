package io.mettalith.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
    private static final int SIZE = 1_000;

    private final Facts facts = new Facts(SIZE);

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void answersAsAPlainSetOfTheSameFacts(PeerKind kind) {
        final Set<Key> plain = new HashSet<>(facts.keys());
        assertThat(plain).hasSize(SIZE);
        try (Peer peer = loaded(kind, facts);
                Peer.Reader reader = peer.reader()) {
            for (int i = 0; i < SIZE; i++) {
                assertThat(reader.contains(facts.key(i))).isTrue();
                assertThat(reader.contains(facts.absentKey(i))).isEqualTo(plain.contains(facts.absentKey(i)));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void scansWhatBeginsWithAPrefix(PeerKind kind) {
        assumeThat(kind.isSorted()).isTrue();
        try (Peer peer = loaded(kind, facts);
                Peer.Reader reader = peer.reader()) {
            assertThat(reader.scan(facts.all())).isEqualTo(SIZE);
            for (int i = 0; i < SIZE; i++) {
                final byte[] prefix = facts.query(i).prefix();
                final long expected = facts.keys().stream()
                        .filter(key -> key.startsWith(prefix))
                        .count();
                assertThat(reader.scan(facts.query(i))).isEqualTo(expected).isEqualTo(facts.group());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void findsTheRuleOfAHead(PeerKind kind) {
        assumeThat(kind.isSorted()).isTrue();
        final Rules rules = new Rules(SIZE);
        try (Peer peer = loaded(kind, rules);
                Peer.Reader reader = peer.reader()) {
            for (int i = 0; i < SIZE; i++) {
                assertThat(reader.rules(rules.query(i))).isOne();
                assertThat(reader.scan(rules.query(i))).isOne();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(PeerKind.class)
    void forksDoNotSeeWritesOfEachOther(PeerKind kind) {
        final Key before = facts.absentKey(1);
        final Key ofBase = facts.absentKey(2);
        final Key ofFirst = facts.absentKey(3);
        final Key ofSecond = facts.absentKey(4);
        try (Peer base = loaded(kind, facts)) {
            base.add(before);
            try (Peer first = base.fork();
                    Peer second = base.fork()) {
                base.add(ofBase);
                first.add(ofFirst);
                second.addAll(List.of(ofSecond, ofSecond));
                assertHasOnly(base, before, ofBase);
                assertHasOnly(first, before, ofFirst);
                assertHasOnly(second, before, ofSecond);
                try (Peer ofAFork = first.fork()) {
                    ofAFork.add(ofBase);
                    assertHasOnly(ofAFork, before, ofFirst, ofBase);
                }
                assertHasOnly(first, before, ofFirst);
            }
        }
    }

    private void assertHasOnly(Peer peer, Key... added) {
        try (Peer.Reader reader = peer.reader()) {
            for (int i = 1; i <= 4; i++) {
                final Key key = facts.absentKey(i);
                assertThat(reader.contains(key)).isEqualTo(Set.of(added).contains(key));
            }
            assertThat(reader.contains(facts.key(SIZE / 2))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = PeerKind.class,
            names = {"METTALITH", "HASH_MAP", "HASH_TREE_PMAP", "TREE_PMAP", "VAVR"})
    void unionAddsWhatAForkHasAdded(PeerKind kind) {
        try (Peer base = loaded(kind, facts);
                Peer fork = base.fork()) {
            base.add(facts.absentKey(1));
            fork.add(facts.absentKey(2));
            base.union(fork);
            assertHasOnly(base, facts.absentKey(1), facts.absentKey(2));
            assertHasOnly(fork, facts.absentKey(2));
        }
    }

    private static Peer loaded(PeerKind kind, Knowledge knowledge) {
        final Peer peer = kind.create();
        peer.load(knowledge);
        return peer;
    }
}
