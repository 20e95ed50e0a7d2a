package io.mettalith.store.snapshot;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.disk.GenerationLimits;
import io.mettalith.store.disk.SystemFiles;
import io.mettalith.store.environment.Environment;
import io.mettalith.store.environment.SpaceId;
import java.nio.file.Path;

/** Stores to damage. */
final class DamageSamples {
    /** So small that generations follow each other soon. */
    static final GenerationLimits LIMITS = new GenerationLimits(64, 512);

    private DamageSamples() {}

    /** Makes the store of that name. */
    static void create(String name, Path directory) {
        try (SegmentStore store = SegmentStore.openOrCreate(directory, SystemFiles.INSTANCE, LIMITS)) {
            switch (name) {
                case "small" -> commitLittle(store);
                case "large" -> commitMuch(store);
                default -> throw new IllegalArgumentException("samples are small and large: name=" + name);
            }
        }
    }

    private static void commitLittle(SegmentStore store) {
        try (Environment environment = Samples.facts(40)) {
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            store.commit("main", environment, "first");
            environment.add(AtomCode.symbol("second"));
            store.commit("main", environment, "second");
        }
    }

    private static void commitMuch(SegmentStore store) {
        try (Environment environment = Samples.everything(17, 1_500)) {
            store.commit("main", environment, "first");
            environment.buildIndex(SpaceId.MAIN, 3, 2);
            environment.buildIndex(SpaceId.MAIN, 3, 1);
            store.commit("main", environment, "with indexes");
            environment.add(AtomCode.symbol("more"));
            store.commit("main", environment, "third");
            store.commit("release-1.0", environment, "a tag");
            environment.add(Samples.fact(-1));
            store.commit("main", environment, "a message\nof two lines");
        }
        try (Environment other = Samples.facts(700)) {
            store.commit("other", other, "facts");
            other.add(Samples.fact(-2));
            store.commit("other", other);
        }
    }
}
