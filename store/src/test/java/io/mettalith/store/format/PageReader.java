package io.mettalith.store.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Reads a store as docs/file-format.md says, and by nothing else: what somebody could write who has no more than that page.
 * Uses no class of the library.
 */
final class PageReader {
    private static final HexFormat HEX = HexFormat.of();
    private static final String EMPTY_ROOT = "0".repeat(32);

    private final Path store;
    private final Map<String, byte[]> values = new HashMap<>();

    private PageReader(Path store) {
        this.store = store;
    }

    static PageReader open(Path store) throws IOException {
        final PageReader reader = new PageReader(store);
        reader.readStoreFile();
        try (Stream<Path> files = Files.list(store.resolve("segments"))) {
            for (final Path index : files.filter(file -> file.toString().endsWith(".index"))
                    .sorted()
                    .toList()) {
                reader.readIndex(index);
            }
        }
        return reader;
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalStateException("the page says otherwise: " + rule);
        }
    }

    private static int crc(byte[] bytes, int from, int length) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    private void readStoreFile() throws IOException {
        final String text = Files.readString(store.resolve("STORE"));
        final String[] lines = text.split("\n");
        check(lines[0].equals("mettalith store"), "first line of STORE");
        check(lines[1].equals("format 4"), "second line of STORE");
        final int last = text.indexOf("crc32c ");
        final byte[] before = text.substring(0, last).getBytes(StandardCharsets.UTF_8);
        check(text.substring(last).equals("crc32c " + HEX.toHexDigits(crc(before, 0, last)) + "\n"), "crc of STORE");
    }

    private void readIndex(Path file) throws IOException {
        final byte[] bytes = Files.readAllBytes(file);
        final ByteBuffer index = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        check(new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("MIDX"), "magic of an index");
        check(index.getInt(8) == 2, "version of an index");
        final int count = index.getInt(12);
        final int records = 48 + 4 * ((count + 127) / 128);
        check(index.getInt(4) == crc(bytes, 8, records - 8), "crc of an index");
        check(bytes.length == records + 28 * count, "length of an index");
        for (int block = 0; block * 128 < count; block++) {
            final int first = records + 28 * 128 * block;
            final int length = 28 * Math.min(128, count - 128 * block);
            check(index.getInt(48 + 4 * block) == crc(bytes, first, length), "crc of a block of an index");
        }
        final String generation = file.getFileName().toString().substring(0, 10);
        final byte[] map = Files.readAllBytes(file.resolveSibling(generation + ".map"));
        check(index.getLong(16) == map.length, "length of a map");
        for (int i = 0; i < count; i++) {
            final int record = records + 28 * i;
            final int offset = (int) index.getLong(record + 16);
            final byte[] value = Arrays.copyOfRange(map, offset, offset + index.getInt(record + 24));
            final String hash = HEX.formatHex(bytes, record, record + 16);
            check(hash.equals(hashOf(value)), "hash of a value");
            values.put(hash, value);
        }
    }

    private static String hashOf(byte[] value) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(value), 0, 16);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the fields of the last line of a log but for the checksum. */
    String[] lastEntry(String ref) throws IOException {
        final List<String> lines = Files.readAllLines(store.resolve("refs").resolve(ref + ".log"));
        final String line = lines.get(lines.size() - 1);
        final int crc = line.length() - 8;
        final String above = lines.size() == 1 ? "" : lines.get(lines.size() - 2);
        final String checked =
                ref + " " + above.substring(Math.max(0, above.length() - 8)) + " " + line.substring(0, crc);
        final byte[] before = checked.getBytes(StandardCharsets.UTF_8);
        check(line.substring(crc).equals(HEX.toHexDigits(crc(before, 0, before.length))), "crc of a line");
        return line.substring(0, crc - 1).split(" ", 8);
    }

    /** Returns the bytes with a hash. */
    byte[] value(String hash) {
        final byte[] value = values.get(hash);
        check(value != null, "no value refers to one that is not there: " + hash);
        return value;
    }

    /** Returns the roots in a snapshot's record that are not empty, each with its height, in the order of the spaces. */
    List<Map.Entry<String, Integer>> spaces(String id) {
        return roots(value(id), "MSNP", 12, 68, 16);
    }

    /** Returns the roots in the record of a snapshot's indexes. */
    List<Map.Entry<String, Integer>> indexes(String id, String record) {
        check(HEX.formatHex(value(record), 8, 24).equals(id), "snapshot of the indexes");
        return roots(value(record), "MARG", 28, 68, 24);
    }

    private static List<Map.Entry<String, Integer>> roots(
            byte[] record, String magic, int header, int partLength, int rootOffset) {
        check(new String(record, 0, 4, StandardCharsets.US_ASCII).equals(magic), "magic of a record");
        final ByteBuffer fields = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
        check(fields.getInt(4) == 1, "version of a record");
        final List<Map.Entry<String, Integer>> roots = new ArrayList<>();
        for (int i = 0; i < fields.getInt(header - 4); i++) {
            final int root = header + partLength * i + rootOffset;
            final String hash = HEX.formatHex(record, root, root + 16);
            if (!hash.equals(EMPTY_ROOT)) {
                roots.add(Map.entry(hash, fields.getInt(root + 16)));
            }
        }
        return roots;
    }

    /** Returns the atoms of a tree in key order, as lines {@code atom count stamp}. */
    List<String> atoms(String root, int height) {
        final List<String> lines = new ArrayList<>();
        addNode(root, height, lines);
        return lines;
    }

    private void addNode(String hash, int height, List<String> lines) {
        final byte[] bytes = value(hash);
        final ByteBuffer node = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        check(new String(bytes, 0, 4, StandardCharsets.US_ASCII).equals("MSEG"), "magic of a node");
        check(node.get(4) == 1 && node.get(5) == (height == 0 ? 1 : 2), "version and kind of a node");
        check(node.getShort(6) == height && node.getInt(8) == bytes.length, "height and length of a node");
        check(node.getLong(24) == 0, "owner of a node");
        node.position(32).limit(node.getInt(12));
        if (height == 0) {
            addEntries(node, lines);
        } else {
            addChildren(node, height, lines);
        }
    }

    private void addChildren(ByteBuffer directory, int height, List<String> lines) {
        while (directory.hasRemaining()) {
            final byte[] hash = bytes(directory, 16);
            final long entries = varint(directory);
            bytes(directory, (int) varint(directory));
            final int before = lines.size();
            addNode(HEX.formatHex(hash), height - 1, lines);
            check(lines.size() - before == entries, "entries below a child");
        }
    }

    private static void addEntries(ByteBuffer segment, List<String> lines) {
        byte[] key = {};
        while (segment.hasRemaining()) {
            final int shared = (int) varint(segment);
            final int suffixLength = (int) varint(segment);
            final long value = varint(segment);
            final long stamp = (value & 2) == 0 ? 0 : varint(segment);
            final byte[] next = Arrays.copyOf(key, shared + suffixLength);
            segment.get(next, shared, suffixLength);
            check(Arrays.compareUnsigned(key, next) < 0, "keys ascend");
            key = next;
            lines.add(PageAtoms.decode(key) + " " + (value >>> 2) + " " + stamp);
        }
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        final byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            final byte next = from.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
