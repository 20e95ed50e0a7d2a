package io.mettalith.store.history;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a snapshot is named: a ref, an id or the beginning of one, or {@code @} and the number of an entry; then perhaps at
 * what time of the ref, and how many steps back from there.
 *
 * <pre>
 *   main                    what the ref names now
 *   main~  main~3           its entry before; three entries before, by first parents
 *   main@{2026-11-30}       what it named at the end of that day, or at a time, as 2026-11-30T18:00 or 2 days ago
 *   main@{4}                what it named four entries ago, by its log
 *   3f2a  @57               what begins with these digits; the entry with that number
 * </pre>
 *
 * @param name of a ref, id, or {@code @} with a number
 * @param past what stands between {@code @{} and {@code }}, if that is there
 * @param steps how many first parents to go back
 */
record Revision(String name, Optional<String> past, int steps) {
    private static final Pattern FORM = Pattern.compile("(@\\d{1,18}|[^~@]+)(?:@\\{([^{}]+)\\})?((?:~\\d{0,9})*)");
    private static final Pattern STEPS = Pattern.compile("~(\\d*)");
    private static final Pattern NUMBER = Pattern.compile("@\\d{1,18}");
    private static final Pattern ENTRIES_AGO = Pattern.compile("\\d{1,9}");
    private static final Pattern AGO = Pattern.compile("(\\d{1,9}) ?(second|minute|hour|day|week)s?(?: ago)?");

    /** Reads how a snapshot is named; what has no such form is a name that no ref has. */
    static Revision parse(String text) {
        final Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return new Revision(text, Optional.empty(), 0);
        }
        long steps = 0;
        final Matcher step = STEPS.matcher(form.group(3));
        while (step.find()) {
            steps += step.group(1).isEmpty() ? 1 : Long.parseLong(step.group(1));
        }
        return new Revision(
                form.group(1), Optional.ofNullable(form.group(2)), (int) Math.min(steps, Integer.MAX_VALUE));
    }

    /** Reports whether the name stands alone. */
    boolean isPlain() {
        return past.isEmpty() && steps == 0;
    }

    /** Returns the number of the entry that is named so, if it is. */
    Optional<Long> number() {
        return NUMBER.matcher(name).matches() ? Optional.of(Long.parseLong(name.substring(1))) : Optional.empty();
    }

    /**
     * Returns the entry of a log that is meant by {@link #past}, or by its absence: the newest.
     *
     * @param log not empty, the oldest first
     * @throws UnknownRefException if the log does not reach back so far, or it is no time
     */
    RefEntry in(List<RefEntry> log) {
        if (past.isEmpty()) {
            return log.get(log.size() - 1);
        }
        if (ENTRIES_AGO.matcher(past.get()).matches()) {
            final int at = log.size() - 1 - Integer.parseInt(past.get());
            if (at < 0) {
                throw unknown("its log has " + log.size() + " entries");
            }
            return log.get(at);
        }
        final Instant time = time(past.get(), Instant.now())
                .orElseThrow(
                        () -> unknown("a time is as 2026-11-30, 2026-11-30T18:00, 2 days ago; 4 is four entries ago"));
        final List<RefEntry> until = new ArrayList<>(log);
        until.removeIf(entry -> entry.time().isAfter(time));
        if (until.isEmpty()) {
            throw unknown("it began at " + log.get(0).time());
        }
        return until.get(until.size() - 1);
    }

    private UnknownRefException unknown(String why) {
        return new UnknownRefException("no such entry: name=" + name + "@{" + past.orElse("") + "}; " + why, List.of());
    }

    /** Returns the last moment that a text means: a day's end for a date, in the time zone of this machine. */
    static Optional<Instant> time(String text, Instant now) {
        final Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            final ChronoUnit unit = ChronoUnit.valueOf(ago.group(2).toUpperCase(java.util.Locale.ROOT) + "S");
            return Optional.of(now.minus(
                    Duration.of(Long.parseLong(ago.group(1)), unit == ChronoUnit.WEEKS ? ChronoUnit.DAYS : unit)
                            .multipliedBy(unit == ChronoUnit.WEEKS ? 7 : 1)));
        }
        final ZoneId zone = ZoneId.systemDefault();
        try {
            if (text.indexOf('T') < 0) {
                return Optional.of(LocalDate.parse(text)
                        .plusDays(1)
                        .atStartOfDay(zone)
                        .toInstant()
                        .minusMillis(1));
            }
            final boolean zoned = text.endsWith("Z") || text.indexOf('+') > 0;
            return Optional.of(
                    zoned
                            ? java.time.OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (final DateTimeException e) {
            return Optional.empty();
        }
    }
}
