package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The process that meets the damage: makes a sample, damages a copy of it in one way after the other, and prints before
 * each what it is about to do and afterwards what came of it. Whoever reads that also learns of its sudden death.
 */
final class DamageProcess {
    private final Path pristine;
    private final Path place;
    private final StoreExpectation expected;
    private final DamagePlan plan;
    private final boolean verify;

    private DamageProcess(String sample, String planName, Path place, boolean verify) throws IOException {
        this.place = place;
        this.verify = verify;
        pristine = place.resolve("pristine");
        DamageSamples.create(sample, pristine);
        plan = DamagePlan.of(planName, pristine);
        try (SegmentStore store = SegmentStore.open(pristine)) {
            expected = StoreExpectation.of(store);
        }
    }

    /** Arguments: sample, plan, a directory, the first number, the end of them, their distance, whether to verify. */
    public static void main(String[] arguments) throws IOException {
        final DamageProcess process = new DamageProcess(
                arguments[0], arguments[1], Path.of(arguments[2]), Boolean.parseBoolean(arguments[6]));
        final int end = Math.min(Integer.parseInt(arguments[4]), process.plan.size());
        final int stride = Integer.parseInt(arguments[5]);
        for (int number = Integer.parseInt(arguments[3]); number < end; number += stride) {
            process.damage(number);
        }
        say("end");
    }

    private void damage(int number) throws IOException {
        final Path directory = place.resolve("damaged-" + number).resolve("store");
        Files.createDirectories(directory.getParent());
        CorruptionSupport.copy(pristine, directory);
        final FileDamage damage = plan.damage(number);
        say("damage " + number + " " + damage.what());
        damage.change().apply(directory);
        final StoreProbe probe = new StoreProbe(directory, expected, damage.mayForget(), verify);
        final Verdict verdict = probe.run();
        say("verdict " + verdict + " " + (verdict == Verdict.WRONG ? oneLine(probe.complaints()) : ""));
        delete(directory.getParent());
    }

    private static String oneLine(List<String> complaints) {
        return complaints.stream()
                .filter(complaint -> complaint.startsWith(Verdict.WRONG.name()))
                .toList()
                .toString()
                .replace('\n', ' ');
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Deletes a directory with all below it. */
    static void delete(Path directory) throws IOException {
        final List<Path> paths;
        try (Stream<Path> walk = Files.walk(directory)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : paths) {
            Files.delete(path);
        }
    }
}
