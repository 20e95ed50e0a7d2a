package io.mettalith.store.snapshot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Different outcomes of power cuts at the moments of one recorded run: all of a moment when they are few; else nothing
 * but what was forced, everything, everything but one thing, one thing alone, and samples. Besides, each thing is left at
 * neither extreme, and pages are torn: one sector is lost, or one alone is kept. An outcome that an earlier moment had as
 * well is left out where the same is expected of both.
 */
final class PowerCutStates {
    private static final int FEW = 32;
    /** Tears of a page that are tried: each sector lost, and each alone kept. */
    static final int TEARS = 2 * PowerCut.SECTORS;

    private final List<DiskEvent> events;
    private final int samples;
    private final Random random;
    private final Map<Object, Set<Map<String, Integer>>> seen = new HashMap<>();

    /** @param samples how many are drawn at each moment that has more than a few outcomes, and tears of each page */
    PowerCutStates(List<DiskEvent> events, int samples, long seed) {
        this.events = events;
        this.samples = samples;
        this.random = new Random(seed);
    }

    /** Goes through the possibilities in a way that it is told, and counts the choices. */
    private static final class Chooser implements IntUnaryOperator {
        private final IntBinaryOperator choose;
        private int choices;

        /** @param choose is told how many choices there were before, and how many possibilities there are now */
        Chooser(IntBinaryOperator choose) {
            this.choose = choose;
        }

        @Override
        public int applyAsInt(int count) {
            return choose.applyAsInt(choices++, count);
        }
    }

    /**
     * Returns the outcomes of a cut after the first {@code length} events.
     *
     * @param expected what is expected of them all
     */
    List<Map<String, byte[]>> after(int length, Object expected) {
        final PowerCut cut = new PowerCut(events.subList(0, length));
        final Set<Map<String, Integer>> known = seen.computeIfAbsent(expected, unseen -> new HashSet<>());
        final List<Map<String, byte[]>> outcomes = new ArrayList<>();
        for (final IntUnaryOperator way : ways(cut)) {
            final Map<String, byte[]> outcome = cut.outcome(way);
            if (known.add(digest(outcome))) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    private static Map<String, Integer> digest(Map<String, byte[]> tree) {
        final Map<String, Integer> digest = new LinkedHashMap<>();
        tree.forEach((path, bytes) -> digest.put(path, Arrays.hashCode(bytes)));
        return digest;
    }

    private List<IntUnaryOperator> ways(PowerCut cut) {
        final Chooser counter = new Chooser((position, count) -> 0);
        cut.outcome(counter);
        final int choices = counter.choices;
        final List<IntUnaryOperator> ways = new ArrayList<>();
        ways.add(count -> 0);
        ways.add(count -> count - 1);
        if (1 << Math.min(choices, 30) <= FEW) {
            for (int bits = 0; bits < 1 << choices; bits++) {
                final int chosen = bits;
                ways.add(new Chooser((position, count) -> (chosen >> position & 1) * (count - 1)));
            }
        } else {
            for (int i = 0; i < samples; i++) {
                ways.add(oneAlone(random.nextInt(choices), random.nextBoolean()));
                ways.add(random(random.nextInt(), random.nextInt(4)));
            }
        }
        for (int i = 0; i < Math.min(choices, FEW); i++) {
            ways.add(between(i));
            addTorn(i, ways);
        }
        return ways;
    }

    /** Adds all tears of a page when there are to be as many samples, else some. */
    private void addTorn(int one, List<IntUnaryOperator> ways) {
        for (int tear = 0; tear < Math.min(samples, TEARS); tear++) {
            final int chosen = samples < TEARS ? random.nextInt(TEARS) : tear;
            ways.add(torn(one, chosen / 2, chosen % 2 == 0));
        }
    }

    private static IntUnaryOperator oneAlone(int one, boolean kept) {
        return new Chooser((position, count) -> (position == one) == kept ? count - 1 : 0);
    }

    /** Returns a choice of neither extreme at one place, where there is one, and of everything elsewhere. */
    private static IntUnaryOperator between(int one) {
        return new Chooser((position, count) -> position == one ? count / 2 : count - 1);
    }

    /** Returns a choice that tears a page, if there is one at this place: the choices that follow are of its sectors. */
    private static IntUnaryOperator torn(int one, int sector, boolean kept) {
        return new Chooser((position, count) -> {
            if (position == one) {
                return count - 2;
            }
            final boolean inPage = position > one && position <= one + PowerCut.SECTORS;
            return inPage && (position - one - 1 == sector) != kept ? 0 : count - 1;
        });
    }

    /** Returns random choices, {@code quarters} of four of which are of nothing or everything. */
    private static IntUnaryOperator random(int seed, int quarters) {
        final Random choices = new Random(seed);
        return count -> choices.nextInt(4) < quarters ? choices.nextInt(2) * (count - 1) : choices.nextInt(count);
    }
}
