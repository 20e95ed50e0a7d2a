package io.mettalith.store.snapshot;

import java.util.List;
import java.util.Random;

/** Damages whose kind, file, place and extent follow from their number as a seed. */
final class RandomDamagePlan implements DamagePlan {
    private final List<String> files;

    RandomDamagePlan(List<String> files) {
        this.files = files;
    }

    @Override
    public int size() {
        return Integer.MAX_VALUE;
    }

    @Override
    public FileDamage damage(int number) {
        final Random random = new Random(number);
        // Neighbouring seeds begin alike.
        random.nextLong();
        final DamageKind[] kinds = DamageKind.values();
        final DamageKind kind = kinds[random.nextInt(kinds.length)];
        final String file = files.get(random.nextInt(files.size()));
        final String other = files.get(random.nextInt(files.size()));
        return new FileDamage(
                kind + ": file=" + file + ", other=" + other,
                kind.mayForget() && file.endsWith(".log"),
                store -> kind.apply(random, store.resolve(file), store.resolve(other)));
    }
}
