package io.mettalith.store.segment;

/**
 * Where segments and directories begin in a tree of normal form. That depends on the keys alone, so equal contents make
 * equal trees, however they came about, and contents that differ in little share all the rest.
 *
 * <ul>
 *   <li>A segment ends before the first entry that would push it over {@link SegmentDescriptor#CAPACITY}, and before the
 *       first <em>boundary key</em> once it takes {@value #MIN_SEGMENT_LENGTH} bytes. A key is a boundary if the first
 *       eleven bits of its hash are less than its length, or than {@value #MAX_WEIGHT} if it is longer: a long key is so
 *       more often, since few of them fill a segment.
 *   <li>A directory ends when it has {@value Directory#FANOUT} children, and before the first child whose first key is a
 *       boundary of the directory's height once it has {@value #MIN_CHILDREN}.
 * </ul>
 *
 * <p>The hash of a key folds its bytes in as big-endian words of eight, the last with zeros behind it, and mixes the sum.
 *
 * <p>Source: Muthitacharoen, Chen, Mazières, A Low-bandwidth Network File System, SOSP 2001, for boundaries by content;
 * the trees of the Noms and Dolt databases, for a search tree whose nodes end at them. The mixing function is Stafford's
 * thirteenth variant of the one of MurmurHash3.
 */
final class Boundaries {
    /** No boundary key ends a segment that takes less than this. */
    static final int MIN_SEGMENT_LENGTH = 2048;

    /** No boundary key ends a directory that has less than this. */
    static final int MIN_CHILDREN = 32;

    private static final int MAX_WEIGHT = 1024;
    private static final int WEIGHT_SHIFT = Long.SIZE - 11;

    /** Of 4096 keys, so many are a boundary of a height: one in twelve. */
    private static final int DIRECTORY_WEIGHT = 341;

    private static final int DIRECTORY_SHIFT = Long.SIZE - 12;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private Boundaries() {}

    /** Reports whether a segment of the given length in bytes ends before a key, if it has room for it. */
    static boolean endsSegment(int usedBytes, byte[] key, int length) {
        return usedBytes >= MIN_SEGMENT_LENGTH && hash(key, length) >>> WEIGHT_SHIFT < Math.min(length, MAX_WEIGHT);
    }

    /**
     * Reports whether a directory ends before a child.
     *
     * @param height of the directory
     * @param size number of its children
     * @param child the next
     */
    static boolean endsDirectory(int height, int size, TreeNode child) {
        if (size < MIN_CHILDREN || size >= Directory.FANOUT) {
            return size >= Directory.FANOUT;
        }
        final byte[] key = child.firstKey();
        return mix(hash(key, key.length) + height * MULTIPLIER) >>> DIRECTORY_SHIFT < DIRECTORY_WEIGHT;
    }

    private static long hash(byte[] key, int length) {
        long sum = length;
        for (int at = 0; at < length; at += Long.BYTES) {
            sum = (sum ^ Directory.digestOf(key, at, length)) * MULTIPLIER;
            sum ^= sum >>> 32;
        }
        return mix(sum);
    }

    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
