package io.mettalith.bench;

import io.mettalith.bench.peer.Facts;
import io.mettalith.bench.peer.Key;
import io.mettalith.bench.peer.Peer;
import io.mettalith.bench.peer.PeerKind;
import java.util.SplittableRandom;

/**
 * Looks facts up through an environment and through a fork of it, by {@link Turns}. Arguments: number of facts, number of
 * pairs of blocks.
 */
public final class ForkLookup {
    private static final int KEYS = 1 << 17;
    private static final int BLOCK = 1 << 11;
    private static final int WARM_UP_PAIRS = 300;

    private static long found;

    private ForkLookup() {}

    /** Measures. */
    public static void main(String[] arguments) {
        final int size = Integer.parseInt(arguments[0]);
        final int pairs = Integer.parseInt(arguments[1]);
        final Facts facts = new Facts(size);
        final SplittableRandom random = new SplittableRandom(1);
        final Key[] keys = new Key[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = facts.key(random.nextInt(size));
        }
        try (Peer owner = PeerKind.METTALITH.create()) {
            owner.load(facts);
            try (Peer fork = owner.fork();
                    Peer.Reader ofOwner = owner.reader();
                    Peer.Reader ofFork = fork.reader()) {
                final Turns turns = new Turns("forkLookup", size, BLOCK);
                turns.measure(block(ofOwner, keys), block(ofFork, keys), WARM_UP_PAIRS);
                turns.report(turns.measure(block(ofOwner, keys), block(ofFork, keys), pairs));
            }
        }
        if (found == 0) {
            throw new IllegalStateException("nothing found");
        }
    }

    private static Turns.Block block(Peer.Reader reader, Key[] keys) {
        return turn -> {
            final int from = (int) ((long) turn * BLOCK % KEYS);
            for (int i = from; i < from + BLOCK; i++) {
                if (reader.contains(keys[i])) {
                    found++;
                }
            }
        };
    }
}
