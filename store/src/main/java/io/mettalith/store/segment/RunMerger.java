package io.mettalith.store.segment;

import java.util.List;

/**
 * Merges sorted runs by a tree of losers, and frees them on the way. Used once; not thread-safe.
 *
 * <p>Of each run's next key the eight bytes behind what all keys share are kept beside the tree, so that most matches
 * are decided without a look at the keys.
 *
 * <p>Cost: per key one match for each level of the tree, which is the logarithm of the number of runs.
 *
 * <p>Source: Knuth, The Art of Computer Programming, volume 3, 5.4.1, for the tree of losers.
 */
final class RunMerger {
    private static final long LAST_WORD = -1L;

    private final KeyRun[] runs;
    private final int depth;
    private final long[] words;
    private final long[] records;

    /** The loser of each match from 1 on, and the winner of all at 0. */
    private final int[] losers;

    private byte[] key = new byte[256];
    private int length;
    private long keyWord;
    private boolean variables;
    private long stamp;
    private long count;

    RunMerger(List<KeyRun> sorted) {
        runs = sorted.toArray(new KeyRun[0]);
        words = new long[runs.length];
        records = new long[runs.length];
        losers = new int[Math.max(1, runs.length)];
        for (int run = 0; run < runs.length; run++) {
            records[run] = runs[run].next();
        }
        depth = commonPrefix();
        for (int run = 0; run < runs.length; run++) {
            words[run] = KeyLayout.word(records[run], depth);
        }
        playAll();
    }

    /** Returns how many bytes all keys share. */
    private int commonPrefix() {
        int common = Integer.MAX_VALUE;
        for (int run = 0; run < runs.length; run++) {
            common = KeyLayout.commonPrefix(records[0], records[run], 0, common);
            common = KeyLayout.commonPrefix(records[0], runs[run].last(), 0, common);
        }
        return common;
    }

    private void playAll() {
        final int[] winners = new int[2 * runs.length];
        for (int run = 0; run < runs.length; run++) {
            winners[runs.length + run] = run;
        }
        for (int match = runs.length - 1; match > 0; match--) {
            final int left = winners[2 * match];
            final int right = winners[2 * match + 1];
            final boolean rightWins = isLess(right, left);
            winners[match] = rightWins ? right : left;
            losers[match] = rightWins ? left : right;
        }
        losers[0] = runs.length > 1 ? winners[1] : 0;
    }

    private boolean isLess(int left, int right) {
        final long leftWord = words[left];
        final long rightWord = words[right];
        return leftWord == rightWord
                ? isLessBehindWord(records[left], records[right])
                : Long.compareUnsigned(leftWord, rightWord) < 0;
    }

    private boolean isLessBehindWord(long left, long right) {
        if (left == 0 || right == 0) {
            return left != 0;
        }
        return KeyLayout.compare(left, right, depth) < 0;
    }

    /** Hands out the distinct keys. */
    void merge(KeySorter.Handler handler) {
        if (runs.length == 0) {
            return;
        }
        begin(losers[0]);
        while (advance()) {
            final int run = losers[0];
            if (words[run] == keyWord && isKey(records[run])) {
                merge(records[run]);
            } else {
                handler.key(key, length, variables, stamp, count);
                begin(run);
            }
        }
        handler.key(key, length, variables, stamp, count);
    }

    /** Moves on in the winner's run and plays again from there to the top; returns whether any key is left. */
    private boolean advance() {
        int winner = losers[0];
        final long record = runs[winner].next();
        records[winner] = record;
        words[winner] = record == 0 ? LAST_WORD : KeyLayout.word(record, depth);
        for (int match = runs.length + winner >>> 1; match > 0; match >>>= 1) {
            final int loser = losers[match];
            if (isLess(loser, winner)) {
                losers[match] = winner;
                winner = loser;
            }
        }
        losers[0] = winner;
        return records[winner] != 0;
    }

    private void begin(int run) {
        final long record = records[run];
        length = KeyLayout.length(record);
        if (length + KeyLayout.PADDING > key.length) {
            key = new byte[Math.max(length + KeyLayout.PADDING, 2 * key.length)];
        }
        Bytes.readKey(KeyLayout.key(record), key, length);
        keyWord = words[run];
        variables = KeyLayout.variables(record);
        stamp = KeyLayout.stamp(record);
        count = KeyLayout.count(record);
    }

    private void merge(long record) {
        variables |= KeyLayout.variables(record);
        stamp = KeySorter.leastStamp(stamp, KeyLayout.stamp(record));
        count = AtomCount.sum(count, KeyLayout.count(record));
    }

    private boolean isKey(long record) {
        return KeyLayout.length(record) == length
                && Bytes.commonPrefix(key, 0, KeyLayout.key(record), length) == length;
    }
}
