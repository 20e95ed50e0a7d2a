package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A numbered series of damages, the same for equal stores: a number is enough to repeat one. */
interface DamagePlan {
    /** Returns how many there are. */
    int size();

    FileDamage damage(int number);

    /** Returns the plan of that name for a store. */
    static DamagePlan of(String name, Path store) throws IOException {
        return switch (name) {
            case "flips" -> FlipPlan.of(store);
            case "cuts" -> CutPlan.of(store);
            case "random" -> new RandomDamagePlan(files(store));
            default -> throw new IllegalArgumentException("plans are flips, cuts and random: name=" + name);
        };
    }

    /** Returns the files of a store relative to it, in the order of their names. */
    static List<String> files(Path store) throws IOException {
        try (Stream<Path> walk = Files.walk(store)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> store.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
