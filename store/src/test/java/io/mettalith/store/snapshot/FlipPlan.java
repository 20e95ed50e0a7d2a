package io.mettalith.store.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every byte of every file, changed alone. Of a map file's room that nothing has been put into, where no byte means
 * anything, some.
 */
final class FlipPlan implements DamagePlan {
    private static final int SLACK_STRIDE = 61;

    private record Place(String file, int offset) {}

    private final List<Place> places;

    private FlipPlan(List<Place> places) {
        this.places = places;
    }

    static FlipPlan of(Path store) throws IOException {
        final List<Place> places = new ArrayList<>();
        for (final String file : DamagePlan.files(store)) {
            final byte[] bytes = Files.readAllBytes(store.resolve(file));
            final int used = file.endsWith(".map") ? endOfUsed(bytes) : bytes.length;
            for (int offset = 0; offset < bytes.length; offset += offset < used ? 1 : SLACK_STRIDE) {
                places.add(new Place(file, offset));
            }
        }
        return new FlipPlan(places);
    }

    private static int endOfUsed(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    @Override
    public int size() {
        return places.size();
    }

    @Override
    public FileDamage damage(int number) {
        final Place place = places.get(number);
        final int mask = 1 + number * 31 % 255;
        final String what = "byte changed: file=" + place.file + ", offset=" + place.offset + ", mask=" + mask;
        return new FileDamage(what, false, store -> {
            final Path file = store.resolve(place.file);
            final byte[] bytes = Files.readAllBytes(file);
            bytes[place.offset] ^= (byte) mask;
            Files.write(file, bytes);
        });
    }
}
