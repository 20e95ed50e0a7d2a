package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Every file cut off at every multiple of 512 bytes, and with garbage after its end. */
final class CutPlan implements DamagePlan {
    private static final int STEP = 512;
    private static final int[] GARBAGE_LENGTHS = {1, 8, 512, 5000};

    private final List<FileDamage> damages;

    private CutPlan(List<FileDamage> damages) {
        this.damages = damages;
    }

    static CutPlan of(Path store) throws IOException {
        final List<FileDamage> damages = new ArrayList<>();
        for (final String file : DamagePlan.files(store)) {
            final long length = Files.size(store.resolve(file));
            for (long to = 0; to < length; to += STEP) {
                damages.add(cut(file, to));
            }
            for (final int garbage : GARBAGE_LENGTHS) {
                damages.add(extended(file, garbage, false));
                damages.add(extended(file, garbage, true));
            }
        }
        return new CutPlan(damages);
    }

    private static FileDamage cut(String file, long length) {
        return new FileDamage("cut off: file=" + file + ", lengthBytes=" + length, file.endsWith(".log"), store -> {
            try (FileChannel channel = FileChannel.open(store.resolve(file), StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        });
    }

    private static FileDamage extended(String file, int length, boolean zeros) {
        final byte[] garbage = new byte[length];
        if (!zeros) {
            new Random(length).nextBytes(garbage);
        }
        return new FileDamage(
                "extended: file=" + file + ", bytes=" + length + ", zeros=" + zeros,
                false,
                store -> Files.write(store.resolve(file), garbage, StandardOpenOption.APPEND));
    }

    @Override
    public int size() {
        return damages.size();
    }

    @Override
    public FileDamage damage(int number) {
        return damages.get(number);
    }
}
