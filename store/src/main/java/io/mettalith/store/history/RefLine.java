package io.mettalith.store.history;

import io.mettalith.store.disk.Checksum;
import io.mettalith.store.segment.ContentHash;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line of a ref's log, in UTF-8:
 *
 * <pre>
 *   id parentIds|- indexes|- kind number epochMillis atoms message crc32c\n
 * </pre>
 *
 * Fields are separated by one space, and parents by commas; a parent is {@code snapshot@entry}, or in formats before 4
 * {@code snapshot} alone; {@code indexes} is the hash of an {@link
 * ArgumentIndexesDescriptor}; {@code kind} is {@code commit}, {@code merge}, {@code branch}, {@code tag}, {@code
 * revert} or {@code pick}. In the message, which may be empty and may contain spaces, a backslash is written as {@code \\}, and a control character as
 * {@code \n} or {@code \}{@code uXXXX}. The checksum covers the name of the ref, the checksum of the line
 * before, if there is one, and all that precedes it in the line: so no line is at home in another log, nor in another
 * place of its own.
 */
public final class RefLine {
    /** The longest message, in characters. */
    public static final int MAX_MESSAGE_LENGTH = 2000;

    /** The most parents of one entry. */
    static final int MAX_PARENTS = 64;

    /** No line is longer, in bytes. */
    static final int MAX_LENGTH = 6 * MAX_MESSAGE_LENGTH + 66 * RefLine.MAX_PARENTS + 300;

    private static final String ABSENT = "-";
    private static final int CHECKSUM_LENGTH = 8;
    private static final String PARENT = "[0-9a-f]{32}(?:@[0-9a-f]{32})?";
    private static final Pattern FIELDS = Pattern.compile(
            "(?<id>[0-9a-f]{32}) (?<parents>" + PARENT + "(?:," + PARENT + "){0," + (MAX_PARENTS - 1)
                    + "}|-) (?<indexes>[0-9a-f]{32}|-)"
                    + " (?<kind>commit|merge|branch|tag|revert|pick) (?<number>\\d{1,18}) (?<time>-?\\d{1,18}) (?<atoms>\\d{1,19})"
                    + " (?<message>.*) (?<crc>[0-9a-f]{8})",
            Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\(\\\\|n|u[0-9a-f]{4})");

    private RefLine() {}

    /** Returns what a line's checksum covers besides the line: where it stands. */
    public static String place(String ref, byte[] bytes, int endOfLineBefore) {
        final int from = Math.max(0, endOfLineBefore - 1 - CHECKSUM_LENGTH);
        return ref
                + ' '
                + new String(bytes, from, Math.max(0, endOfLineBefore - 1 - from), StandardCharsets.ISO_8859_1)
                + ' ';
    }

    /** Returns the line's bytes, with its end. */
    public static byte[] encode(RefEntry entry, String place) {
        final String fields = Stream.of(
                        entry.snapshot().toHex(),
                        parents(entry),
                        orAbsent(entry.indexes().map(ContentHash::toHex).orElse("")),
                        kind(entry),
                        entry.number(),
                        entry.time().toEpochMilli(),
                        entry.atoms(),
                        escape(entry.message()))
                .map(Object::toString)
                .collect(Collectors.joining(" ", "", " "));
        return (fields + Checksum.hex(place + fields) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the name of an entry: a hash of the fields that tell its past, and none that only help to read it. */
    static EntryId identify(RefEntry entry) {
        final byte[] past = Stream.of(
                        entry.snapshot().toHex(),
                        parents(entry),
                        kind(entry),
                        entry.number(),
                        entry.time().toEpochMilli(),
                        escape(entry.message()))
                .map(Object::toString)
                .collect(Collectors.joining(" "))
                .getBytes(StandardCharsets.UTF_8);
        return new EntryId(ContentHash.of(past, 0, past.length));
    }

    private static String kind(RefEntry entry) {
        return entry.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String parents(RefEntry entry) {
        return orAbsent(entry.parents().stream()
                .map(parent -> parent.snapshot().toHex()
                        + parent.entry().map(id -> "@" + id.toHex()).orElse(""))
                .collect(Collectors.joining(",")));
    }

    private static List<RefEntry.Parent> parents(String field) {
        return field.equals(ABSENT)
                ? List.of()
                : Stream.of(field.split(",")).map(RefLine::parent).toList();
    }

    private static RefEntry.Parent parent(String text) {
        final int at = text.indexOf('@');
        return at < 0
                ? new RefEntry.Parent(ContentHash.fromHex(text), Optional.empty())
                : new RefEntry.Parent(
                        ContentHash.fromHex(text.substring(0, at)),
                        Optional.of(new EntryId(ContentHash.fromHex(text.substring(at + 1)))));
    }

    private static String orAbsent(String field) {
        return field.isEmpty() ? ABSENT : field;
    }

    /** Reports whether bytes begin with an id, some of whose digits may read as zeros since they never came to the disk. */
    static boolean beginsLikeALine(byte[] bytes, int offset, int length) {
        for (int i = 0; i < Math.min(length, 2 * ContentHash.LENGTH); i++) {
            final byte digit = bytes[offset + i];
            if (digit != 0 && Character.digit(digit, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Reports whether bytes may be all that came to the disk of a line: not if only its end has become another byte. */
    static boolean isTorn(byte[] bytes, int offset, int length, String place) {
        int end = offset + length;
        while (end > offset && bytes[end - 1] == 0) {
            end--;
        }
        final CharBuffer text = CharBuffer.allocate(length);
        final CoderResult read =
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, end - offset), text, false);
        final Matcher fields = FIELDS.matcher(text.flip());
        return read.isUnderflow()
                && (fields.matches() || fields.hitEnd())
                && decode(bytes, offset, length - 1, place).isEmpty();
    }

    /** Returns what a line says, or nothing if it is not as it was written there. */
    public static Optional<RefEntry> decode(byte[] bytes, int offset, int length, String place) {
        final String line;
        try {
            line = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (final CharacterCodingException e) {
            return Optional.empty();
        }
        final Matcher fields = FIELDS.matcher(line);
        if (!fields.matches()
                || !fields.group("crc")
                        .equals(Checksum.hex(place + line.substring(0, line.length() - CHECKSUM_LENGTH)))) {
            return Optional.empty();
        }
        try {
            return Optional.of(entry(fields));
        } catch (final NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static RefEntry entry(Matcher fields) {
        return new RefEntry(
                Long.parseLong(fields.group("number")),
                RefEntry.Kind.valueOf(fields.group("kind").toUpperCase(Locale.ROOT)),
                ContentHash.fromHex(fields.group("id")),
                parents(fields.group("parents")),
                Optional.of(fields.group("indexes"))
                        .filter(hash -> !hash.equals(ABSENT))
                        .map(ContentHash::fromHex),
                Instant.ofEpochMilli(Long.parseLong(fields.group("time"))),
                Long.parseLong(fields.group("atoms")),
                unescape(fields.group("message")));
    }

    /**
     * Returns {@code message} if it can be written.
     *
     * @throws InvalidRefException if it is too long or has an unpaired surrogate
     */
    public static String check(String message) {
        if (message.length() > MAX_MESSAGE_LENGTH) {
            throw new InvalidRefException(
                    "a commit's message has at most " + MAX_MESSAGE_LENGTH + " characters: length=" + message.length());
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(message)) {
            throw new InvalidRefException("a commit's message has no unpaired surrogates: message=" + message);
        }
        return message;
    }

    private static String escape(String message) {
        final StringBuilder escaped = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            final char c = message.charAt(i);
            if (c == '\\') {
                escaped.append("\\\\");
            } else if (c == '\n') {
                escaped.append("\\n");
            } else if (Character.isISOControl(c)) {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        return ESCAPED.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group(1).charAt(0)) {
                            case '\\' -> "\\";
                            case 'n' -> "\n";
                            default ->
                                String.valueOf(
                                        (char) Integer.parseInt(match.group(1).substring(1), 16));
                        }));
    }
}
