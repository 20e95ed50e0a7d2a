package io.mettalith.store.snapshot;

import io.mettalith.store.disk.IndexChecksums;
import io.mettalith.store.disk.StoreFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;

/** What can happen to a file, by accident or on purpose. */
enum DamageKind {
    BIT_FLIPPED(false, bytes((random, bytes) -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    })),
    BYTE_CHANGED(false, bytes((random, bytes) -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        return bytes;
    })),
    ZEROED(true, bytes((random, bytes) -> filled(random, bytes, 0))),
    ERASED(false, bytes((random, bytes) -> filled(random, bytes, 0xFF))),
    BLOCKS_SWAPPED(false, bytes(DamageKind::swapped)),
    BLOCK_DUPLICATED(false, bytes((random, bytes) -> {
        final int length = blockLength(random, bytes);
        final int from = block(random, bytes, length);
        System.arraycopy(bytes, from, bytes, block(random, bytes, length), length);
        return bytes;
    })),
    BLOCK_INSERTED(false, bytes((random, bytes) -> {
        final int length = blockLength(random, bytes);
        final int from = block(random, bytes, length);
        return joined(bytes, from + length, Arrays.copyOfRange(bytes, from, bytes.length));
    })),
    BLOCK_REMOVED(true, bytes((random, bytes) -> {
        final int length = blockLength(random, bytes);
        final int from = block(random, bytes, length);
        return joined(bytes, from, Arrays.copyOfRange(bytes, from + length, bytes.length));
    })),
    LINE_DUPLICATED(false, bytes((random, bytes) -> {
        final String[] lines = lines(bytes);
        final int line = random.nextInt(lines.length);
        lines[line] = lines[line] + lines[line];
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    })),
    LINES_SWAPPED(false, bytes((random, bytes) -> {
        final String[] lines = lines(bytes);
        final int line = random.nextInt(lines.length);
        final int other = random.nextInt(lines.length);
        final String text = lines[line];
        lines[line] = lines[other];
        lines[other] = text;
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    })),
    HOSTILE_NUMBER(false, bytes(DamageKind::withHostileNumber)),
    HOSTILE_NUMBER_BEHIND_A_RIGHT_CHECKSUM(
            false, bytes((random, bytes) -> IndexChecksums.fixed(withHostileNumber(random, bytes)))),
    OTHER_FORMAT(false, (random, file, other) -> {
        final String text = StoreFile.text(random.nextInt(1_000_000_000));
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }),
    CUT_OFF(true, bytes((random, bytes) -> Arrays.copyOf(bytes, random.nextInt(bytes.length)))),
    EXTENDED(false, bytes((random, bytes) -> {
        final byte[] garbage = new byte[1 + random.nextInt(5000)];
        random.nextBytes(garbage);
        return joined(bytes, bytes.length, garbage);
    })),
    EMPTIED(true, bytes((random, bytes) -> new byte[0])),
    DELETED(true, (random, file, other) -> Files.delete(file)),
    FILES_SWAPPED(false, (random, file, other) -> {
        if (!file.equals(other)) {
            final Path aside = file.resolveSibling("aside");
            Files.move(file, aside);
            Files.move(other, file);
            Files.move(aside, other);
        }
    }),
    REPLACED_BY_ANOTHER_FILE(false, (random, file, other) -> {
        if (!file.equals(other)) {
            Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }),
    REPLACED_BY_A_DIRECTORY(false, (random, file, other) -> {
        Files.delete(file);
        Files.createDirectory(file);
        if (random.nextBoolean()) {
            Files.createFile(file.resolve("something"));
        }
    }),
    REPLACED_BY_A_LINK(false, (random, file, other) -> {
        final Path[] targets = {other, file, file.resolveSibling("nowhere"), Path.of("/dev/zero"), Path.of("/dev/null")
        };
        final Path outside = file.resolveSibling("elsewhere");
        Files.move(file, outside);
        Files.createSymbolicLink(file, random.nextInt(3) == 0 ? outside : targets[random.nextInt(targets.length)]);
    });

    private static final long[] HOSTILE = {
        -1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0x7FFF_FFFF_FFFFL, 0xFFFF_FFFFL
    };

    private final boolean mayForget;
    private final Change change;

    DamageKind(boolean mayForget, Change change) {
        this.mayForget = mayForget;
        this.change = change;
    }

    /** Changes a file, or two. */
    private interface Change {
        void apply(Random random, Path file, Path other) throws IOException;
    }

    /** Changes the bytes of a file that has some. */
    private interface ChangeOfBytes {
        byte[] apply(Random random, byte[] bytes);
    }

    private static Change bytes(ChangeOfBytes change) {
        return (random, file, other) -> {
            final byte[] bytes = Files.readAllBytes(file);
            Files.write(file, bytes.length == 0 ? bytes : change.apply(random, bytes));
        };
    }

    boolean mayForget() {
        return mayForget;
    }

    void apply(Random random, Path file, Path other) throws IOException {
        change.apply(random, file, other);
    }

    private static int blockLength(Random random, byte[] bytes) {
        final int most = random.nextBoolean() ? 64 : 4096;
        return 1 + random.nextInt(Math.min(most, bytes.length));
    }

    private static int block(Random random, byte[] bytes, int length) {
        return random.nextInt(bytes.length - length + 1);
    }

    private static byte[] filled(Random random, byte[] bytes, int value) {
        final int length = blockLength(random, bytes);
        final int from = block(random, bytes, length);
        Arrays.fill(bytes, from, from + length, (byte) value);
        return bytes;
    }

    private static byte[] swapped(Random random, byte[] bytes) {
        final int length = blockLength(random, bytes);
        final int one = block(random, bytes, length);
        final int other = block(random, bytes, length);
        final byte[] result = bytes.clone();
        System.arraycopy(bytes, one, result, other, length);
        System.arraycopy(bytes, other, result, one, length);
        return result;
    }

    private static byte[] joined(byte[] bytes, int length, byte[] tail) {
        final byte[] result = Arrays.copyOf(bytes, length + tail.length);
        System.arraycopy(tail, 0, result, length, tail.length);
        return result;
    }

    private static String[] lines(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)");
    }

    private static byte[] withHostileNumber(Random random, byte[] bytes) {
        final long number = HOSTILE[random.nextInt(HOSTILE.length)];
        final int width = random.nextBoolean() ? Integer.BYTES : Long.BYTES;
        final int headers = Math.min(bytes.length, random.nextInt(3) == 0 ? bytes.length : 512) - width;
        if (headers >= 0) {
            final int offset = random.nextInt(headers / Integer.BYTES + 1) * Integer.BYTES;
            final ByteBuffer target = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            if (width == Integer.BYTES) {
                target.putInt(offset, (int) number);
            } else {
                target.putLong(offset, number);
            }
        }
        return bytes;
    }
}
