package io.mettalith.store.environment;

import io.mettalith.store.atom.AtomCode;
import io.mettalith.store.atom.AtomDescriptor;
import io.mettalith.store.atom.AtomMatcher;
import io.mettalith.store.atom.AtomReader;
import io.mettalith.store.segment.SegmentTree;
import io.mettalith.store.segment.TreeCursor;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Which ranges of which trees hold every atom of a space that may answer a pattern.
 *
 * <p>What a pattern has bound from the left is one range of the space. Matching is unification both ways, a stored
 * variable answers to anything: so for each bound token there is one range more, of the atoms that have a variable
 * there; a space without such atoms has the first alone. Where the pattern has a whole child bound behind its first
 * variable, the index by that child, if it is there and its range is shorter, takes the place of the space.
 *
 * <p>What answers, in which order, and what is {@linkplain #expected() expected} to be read follow from the atoms of the
 * space alone, and not from which indexes there are.
 *
 * <p>Immutable. Planning costs O(log n), and for a pattern that is bound from the left next to nothing.
 */
final class QueryPlan {
    /** A range this short is read without asking whether an index were shorter. */
    private static final int SHORT = 64;
    /** Most atoms that an index is read for although they have to be put in order, as {@link Cursor} does. */
    private static final int MOST_SCATTERED = 4096;
    /** Places of a range from which atoms are taken to see how many answer. */
    private static final int SAMPLE_PLACES = 8;
    /** Atoms taken from one place. */
    private static final int SAMPLE_RUN = 8;

    private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);
    private static final byte[] NO_BYTES = {};

    /** Stands for no position. */
    private static final int NONE = 0;

    /** The ranges; those of the space itself first. */
    private final byte[][] ranges;
    /** How many of the ranges are of the space itself. */
    private final int ownRanges;

    private final SegmentTree space;
    private final ArgumentIndex index;
    private final SegmentTree indexed;
    private final boolean exactRange;
    private final long estimate;
    private final Pattern pattern;
    private final int wanted;

    private QueryPlan(Choice choice, byte[][] ranges, int ownRanges, boolean exactRange) {
        this.ranges = ranges;
        this.ownRanges = ownRanges;
        this.index = choice.index;
        // Whoever reads one tree and later the other must find both as they are now.
        this.space = index == null ? choice.space : choice.space.fork();
        this.indexed = index == null ? null : index.tree().fork();
        this.exactRange = exactRange;
        this.estimate = choice.estimate;
        this.pattern = choice.pattern;
        this.wanted = choice.wanted;
    }

    /** Returns the plan for all atoms that begin with {@code prefix}. */
    static QueryPlan ofPrefix(SpaceState state, byte[] prefix) {
        return new QueryPlan(new Choice(state.tree, null), new byte[][] {prefix}, 1, true);
    }

    /** Returns the plan for a pattern. */
    static QueryPlan of(SpaceState state, AtomCode pattern) {
        final Pattern asWritten = new Pattern(pattern.array(), pattern.length(), OF_THREAD.get());
        final Choice choice = choose(state, pattern, asWritten);
        final boolean variablesStored = state.mayAnswerWithVariables(asWritten.bytes, asWritten.length);
        if (choice.index == null) {
            final byte[][] ranges = asWritten.ranges(variablesStored);
            return new QueryPlan(choice, ranges, ranges.length, asWritten.isPrefix);
        }
        final byte[][] ranges = choice.arranged.ranges(variablesStored);
        if (atoms(choice.index.tree(), ranges, 1, ranges.length - 1) > MOST_SCATTERED) {
            final byte[][] own = asWritten.ranges(true);
            return new QueryPlan(new Choice(state.tree, asWritten), own, own.length, asWritten.isPrefix);
        }
        // The first of several is that of atoms which are a variable: no index has them.
        return new QueryPlan(choice, ranges, ranges.length > 1 ? 1 : 0, choice.arranged.isPrefix);
    }

    /** Returns how many atoms are in the ranges from one to before another. */
    private static long atoms(SegmentTree tree, byte[][] ranges, int from, int to) {
        long atoms = 0;
        for (int range = from; range < to; range++) {
            atoms += tree.entriesWithPrefix(ranges[range], ranges[range].length);
        }
        return atoms;
    }

    private static Choice choose(SpaceState state, AtomCode pattern, Pattern asWritten) {
        final Choice choice = new Choice(state.tree, asWritten);
        if (asWritten.boundBehind.length == 0 || state.tree.entries() <= SHORT) {
            choice.estimate = SHORT;
            return choice;
        }
        choice.estimate = state.tree.estimate(asWritten.bytes, asWritten.bound);
        if (choice.estimate <= SHORT) {
            return choice;
        }
        for (final int position : asWritten.boundBehind) {
            choice.consider(state.index(asWritten.size, position), position, pattern);
        }
        return choice;
    }

    boolean usesIndex() {
        return index != null;
    }

    int ranges() {
        return ranges.length;
    }

    byte[] range(int number) {
        return ranges[number];
    }

    SegmentTree tree(int range) {
        return range < ownRanges ? space : indexed;
    }

    /** Returns the position by which the keys of a range are ordered, 0 for the space itself. */
    int position(int range) {
        return range < ownRanges ? 0 : index.position;
    }

    /** Reports whether every ground atom of the last range is an answer. */
    boolean isLastRangeExact() {
        return exactRange;
    }

    /** Reports whether what the ranges before the last yield of an index is not in the order of the space. */
    boolean isScattered() {
        return index != null && ranges.length > ownRanges + 1;
    }

    /**
     * Returns how many atoms the pattern's ranges of the space hold. Where an index can find a child, whether it is there
     * or not, a sample says about how many of them answer, as only those would be read then. O(log n).
     */
    long expected() {
        if (pattern == null) {
            return count();
        }
        final byte[][] own = pattern.ranges(space.variableEntries() > 0);
        final byte[] last = own[own.length - 1];
        final long exact = space.entriesWithPrefix(last, last.length);
        final boolean indexed = pattern.boundBehind.length > 0 && exact > SAMPLE_PLACES * SAMPLE_RUN;
        return atoms(space, own, 0, own.length - 1) + (indexed ? sampled(last, exact) : exact);
    }

    /** Returns about how many of the atoms in a range answer, from runs of atoms at even distances. */
    private long sampled(byte[] range, long atoms) {
        final long first = space.entriesBefore(range, range.length);
        final TreeCursor cursor = space.cursor();
        final AtomMatcher matcher = new AtomMatcher();
        final UnsafeBuffer asked = new UnsafeBuffer(pattern.bytes);
        final UnsafeBuffer atom = new UnsafeBuffer(NO_BYTES);
        long answers = 0;
        for (int place = 0; place < SAMPLE_PLACES; place++) {
            cursor.seekRank(first + place * (atoms - SAMPLE_RUN) / (SAMPLE_PLACES - 1));
            for (int i = 0; i < SAMPLE_RUN; i++) {
                cursor.advance();
                atom.wrap(cursor.key(), 0, cursor.keyLength());
                final boolean answer =
                        matcher.match(asked, 0, pattern.length, atom, 0, cursor.keyLength()) != AtomMatcher.NO_MATCH;
                answers += answer ? 1 : 0;
            }
        }
        cursor.close();
        // None in the sample is taken for a half.
        return Math.max(1, (long) (atoms * Math.max(0.5, answers) / (SAMPLE_PLACES * SAMPLE_RUN)));
    }

    /** Returns how many children the pattern has. */
    int size() {
        return pattern.size;
    }

    /** Returns the position an index by which would have served, 0 for none. */
    int wantedIndex() {
        return wanted;
    }

    /** Reports whether the wanted index has come to be worth its cost, this query included. */
    boolean isIndexDue(SpaceState state) {
        if (wanted == NONE) {
            return false;
        }
        final long inVain = state.demand.readInVain(pattern.size, wanted) + estimate;
        return IndexDemand.isWorth(inVain, state.tree.estimate(pattern.bytes, pattern.headerLength()));
    }

    /** Reports whether {@link #count()} tells how many answers there are. */
    boolean isCounted(SpaceState state) {
        return exactRange && state.tree.variableEntries() == 0 && state.tree.atoms() == state.tree.entries();
    }

    /** Returns the number of distinct atoms in the last range. */
    long count() {
        final byte[] last = ranges[ranges.length - 1];
        return tree(ranges.length - 1).entriesWithPrefix(last, last.length);
    }

    /** What has been chosen so far. */
    private static final class Choice {
        private final SegmentTree space;
        private final Pattern pattern;
        private ArgumentIndex index;
        private Pattern arranged;
        private long estimate = SHORT;
        private int wanted = NONE;

        Choice(SegmentTree space, Pattern pattern) {
            this.space = space;
            this.pattern = pattern;
        }

        void consider(ArgumentIndex candidate, int position, AtomCode code) {
            if (candidate == null) {
                wanted = wanted == NONE ? position : wanted;
                return;
            }
            final Rearranger rearranger = Rearranger.ofThread();
            rearranger.moveToFront(code.array(), code.length(), !code.ground(), position);
            final int length = rearranger.length();
            final Pattern moved = new Pattern(Arrays.copyOf(rearranger.array(), length), length, OF_THREAD.get());
            final long expected = candidate.tree().estimate(moved.bytes, moved.bound);
            if (expected < estimate) {
                estimate = expected;
                index = candidate;
                arranged = moved;
            }
        }
    }

    /** Reads patterns. */
    private static final class Scratch {
        private final AtomReader reader = new AtomReader();
        private final UnsafeBuffer view = new UnsafeBuffer(NO_BYTES);
        /** Where the bound tokens begin. */
        private int[] tokens = new int[32];

        AtomReader wrap(byte[] code, int length) {
            view.wrap(code, 0, length);
            return reader.wrap(view, 0, length);
        }
    }

    /** What of a pattern's code is bound. */
    private static final class Pattern {
        private static final int[] NOWHERE = {};

        private final byte[] bytes;
        private final int length;
        /** Offsets of the bound tokens before the first variable. */
        private final int[] tokens;
        /** Where the first variable begins, or the code ends. */
        private int bound;
        /** Whether only variables that occur once follow. */
        private boolean isPrefix = true;
        /** Number of children, 0 for what is no expression. */
        private int size;
        /** The children behind the first variable that have none. */
        private int[] boundBehind = NOWHERE;

        Pattern(byte[] code, int length, Scratch scratch) {
            bytes = code;
            this.length = length;
            bound = length;
            final AtomReader reader = scratch.wrap(code, length);
            int count = 0;
            while (bound == length && reader.advance()) {
                if (AtomDescriptor.isVariable(reader.tag())) {
                    bound = reader.offset();
                    continue;
                }
                if (count == 0 && AtomDescriptor.isExpression(reader.tag())) {
                    size = reader.arity();
                }
                if (count == scratch.tokens.length) {
                    scratch.tokens = Arrays.copyOf(scratch.tokens, 2 * count);
                }
                scratch.tokens[count++] = reader.offset();
            }
            tokens = Arrays.copyOf(scratch.tokens, count);
            if (bound < length) {
                readBehind(reader, scratch);
            }
        }

        /** Reads on from the first variable. */
        private void readBehind(AtomReader atVariable, Scratch scratch) {
            isPrefix = isOnce(atVariable);
            while (isPrefix && atVariable.advance()) {
                isPrefix = isOnce(atVariable);
            }
            if (size > 1 && !isPrefix) {
                boundBehind = groundChildren(scratch.wrap(bytes, bytes.length));
            }
        }

        /** Returns the length of what all expressions of this size begin with. */
        int headerLength() {
            return tokens.length > 1 ? tokens[1] : bound;
        }

        private static boolean isOnce(AtomReader reader) {
            return AtomDescriptor.isVariable(reader.tag()) && reader.isFirstOccurrence();
        }

        private int[] groundChildren(AtomReader reader) {
            int[] found = NOWHERE;
            reader.advance();
            for (int child = 0; child < size; child++) {
                reader.advance();
                final boolean behind = reader.offset() > bound;
                if (isGround(reader) && behind) {
                    found = Arrays.copyOf(found, found.length + 1);
                    found[found.length - 1] = child;
                }
            }
            return found;
        }

        /** Reads the rest of a child and reports whether it has no variable. */
        private static boolean isGround(AtomReader reader) {
            boolean ground = !AtomDescriptor.isVariable(reader.tag());
            for (long open = childrenOf(reader); open > 0; open--) {
                reader.advance();
                ground &= !AtomDescriptor.isVariable(reader.tag());
                open += childrenOf(reader);
            }
            return ground;
        }

        private static int childrenOf(AtomReader reader) {
            return AtomDescriptor.isExpression(reader.tag()) ? reader.arity() : 0;
        }

        /** Returns the range of the bound bytes last, and before it those of atoms with a variable in place of a token. */
        byte[][] ranges(boolean variablesStored) {
            final int before = variablesStored ? tokens.length : 0;
            final byte[][] ranges = new byte[before + 1][];
            for (int i = 0; i < before; i++) {
                ranges[i] = Arrays.copyOf(bytes, tokens[i] + 1);
                ranges[i][tokens[i]] = (byte) AtomDescriptor.VARIABLE_FIRST;
            }
            ranges[before] = Arrays.copyOf(bytes, bound);
            return ranges;
        }
    }
}
